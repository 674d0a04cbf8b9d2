import type { Account } from '#core/accounts/schemas.ts'
import type { Comment, MonitoredPost } from '#core/comments/schemas.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { ApiFailure, type Client } from '../../client.ts'
import type { control } from '../../emulator-control.ts'
import { until } from '../until.ts'
import { ANSWERED, type Said, THREADS } from './threads.ts'

/** Publishes posts on an account and lets people comment on them. The assistant decides on each comment, and an agent answers one of those left to people. */
export async function comment(
  emulators: ReturnType<typeof control>,
  { editor, agent }: { editor: Client; agent: Client },
  account: Account,
): Promise<void> {
  await Promise.all(
    THREADS.map(async ({ text, comments }) => {
      const post = await publish(editor, account, text)
      await write(post, comments)
      await watch(agent, { accountId: account.id, externalId: post })
    }),
  )
  await until('the comments to be decided on', async () => {
    const { items } = await agent.get<Page<Comment>>(`/v1/comments?accountId=${account.id}&limit=50`)
    const decided = items.filter(({ status }) => status !== 'new')
    return decided.length >= THREADS.reduce((sum, { comments }) => sum + count(comments), 0) ? decided : null
  }).then(async (decided) => {
    const asked = decided.find(({ text }) => text === ANSWERED.text)
    if (asked) await agent.post(`/v1/comments/${asked.id}/reply`, { text: ANSWERED.answer })
  })

  async function write(replyTo: string, comments: readonly Said[]): Promise<void> {
    for (const { by, text, answers = [] } of comments) {
      const from = { id: by.toLowerCase().replace(/\W+/g, '-'), name: by }
      const { id } = await emulators.inbound({
        platform: account.platform,
        account: account.externalId,
        from,
        text,
        replyTo,
      })
      await write(id, answers)
    }
  }
}

const count = (comments: readonly Said[]): number =>
  comments.reduce((sum, { answers = [] }) => sum + 1 + count(answers), 0)

/** Publishes a post and returns the platform's id of it. */
async function publish(editor: Client, account: Account, text: string): Promise<string> {
  const { id } = await editor.post<ScheduledPost>('/v1/scheduled-posts', {
    text,
    accountIds: [account.id],
    publishAt: new Date().toISOString(),
    timezone: 'Europe/Paris',
  })
  return until('a post to be published', async () => {
    const { targets } = await editor.get<ScheduledPost>(`/v1/scheduled-posts/${id}`)
    return targets[0]?.externalId ?? null
  })
}

/** Has the comments under a post read now. The clock, which comes by each minute, may have put it on watch already. */
async function watch(agent: Client, post: { accountId: string; externalId: string }): Promise<void> {
  try {
    await agent.post('/v1/monitored-posts', post)
  } catch (error) {
    if (!(error instanceof ApiFailure && error.body.code === 'already_monitored')) throw error
    const { items } = await agent.get<Page<MonitoredPost>>(
      `/v1/monitored-posts?accountId=${post.accountId}&limit=50`,
    )
    const known = items.find(({ externalId }) => externalId === post.externalId)
    if (known) await agent.patch(`/v1/monitored-posts/${known.id}`, { monitoring: true })
  }
}
