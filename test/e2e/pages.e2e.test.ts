import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MonitoredPost } from '#core/comments/schemas.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { png } from '#core/media/sample-files.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { ApiFailure } from '#local/client.ts'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

const platform = 'facebook'
const TEXT = 'The terrace is open again: https://cafe.fr/terrace'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

/** Publishes a post with a picture on the café's page, and returns its id there. */
async function published(accountId: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([png(320, 200)], { type: 'image/png' }), 'terrace.png')
  const { id: mediaId } = await all.api.post<{ id: string }>('/v1/media', form)
  const { id } = await all.api.post<ScheduledPost>('/v1/scheduled-posts', {
    text: TEXT,
    accountIds: [accountId],
    media: [{ mediaId, altText: 'Tables under a plane tree' }],
    publishAt: new Date().toISOString(),
    timezone: 'Europe/Paris',
  })
  await expect
    .poll(async () => (await all.api.get<ScheduledPost>(`/v1/scheduled-posts/${id}`)).status, {
      timeout: 240_000,
    })
    .toBe('published')
  const { targets } = await all.api.get<ScheduledPost>(`/v1/scheduled-posts/${id}`)
  return targets[0]?.externalId ?? ''
}

/** Has the comments under a post read now; the clock may have put it on watch already. */
async function read(post: { accountId: string; externalId: string }): Promise<void> {
  try {
    await all.api.post('/v1/monitored-posts', post)
  } catch (error) {
    if (!(error instanceof ApiFailure && error.body.code === 'already_monitored')) throw error
    const { items } = await all.api.get<Page<MonitoredPost>>(
      `/v1/monitored-posts?accountId=${post.accountId}&limit=50`,
    )
    const known = items.find(({ externalId }) => externalId === post.externalId)
    await all.api.patch(`/v1/monitored-posts/${known?.id}`, { monitoring: true })
  }
}

it('a page of Facebook shows a picture, and who comments on it gets an answer there and one in private', async () => {
  const accountId = all.demo.accounts[platform] ?? ''
  const page = all.demo.platforms.find((one) => one.platform === platform)?.externalId ?? ''
  const externalId = await published(accountId)
  const shown = await all.emulators.sent(platform)
  expect(shown.find(({ id }) => id === externalId)).toMatchObject({
    text: TEXT,
    media: [{ kind: 'image', name: 'Tables under a plane tree' }],
  })

  const from = { id: '7100000000000001', name: 'Odile Terrasse' }
  const said = 'My order 4711 never came, who can help me?'
  await all.emulators.inbound({ platform, account: page, from, text: said, replyTo: externalId })
  await read({ accountId, externalId })

  const { page: screen, complaints } = await signedIn(all, {}, `/comments?tab=all&account=${accountId}`)
  await screen.getByTestId('comment-row').filter({ hasText: said }).getByRole('button').click()
  const panel = screen.getByTestId('comment-panel')
  const words = panel.getByRole('textbox', { name: 'Answer under the comment' })
  await words.fill('We are sorry, Odile: look into your messages.')
  await panel.getByRole('button', { name: 'Answer', exact: true }).click()
  const open = () => screen.getByTestId('comment-row').filter({ hasText: said }).getByRole('button').click()
  const isThere = (text: string) =>
    expect
      .poll(async () => (await all.emulators.sent(platform)).some((one) => one.text === text), {
        timeout: 240_000,
      })
      .toBe(true)
  await isThere('We are sorry, Odile: look into your messages.')
  await open()
  await panel.getByRole('listitem').filter({ hasText: 'look into your messages' }).waitFor()

  await words.fill('Which address is it for?')
  await panel.getByRole('button', { name: 'Answer in private' }).click()
  await isThere('Which address is it for?')
  await open()
  await panel
    .getByTestId('comment-action')
    .filter({ hasText: 'Private answer' })
    .getByText('There', { exact: true })
    .waitFor()
  await expectSoundIn([LIGHT, DARK_PHONE], screen, 'a comment on a page')
  expect(complaints).toEqual([])
})
