import { randomUUID } from 'node:crypto'
import { decideComment } from '#core/comments/actions/decide.ts'
import { lookForAction } from '#core/comments/actions/look.ts'
import { changeMonitoredPost, listMonitoredPosts } from '#core/comments/actions/monitoring.ts'
import { pollPost, sweepPolls } from '#core/comments/actions/poll.ts'
import { sendAction } from '#core/comments/actions/send.ts'
import { getComment, listComments } from '#core/comments/actions/view.ts'
import type { PlatformComment } from '#core/lib/platform/comments.ts'
import { asOwner, type Room, type Rooms } from './database.ts'

/** Adds a comment under a post of an account, past its platform, with something that was done to it and has failed. */
export async function addComment({ workspaceId, accountId }: { workspaceId: string; accountId: string }) {
  const [ids] = await asOwner<Record<'post' | 'comment' | 'action', string>>(
    `with post as (
       insert into monitored_posts (id, workspace_id, account_id, platform_post_id, source, caption, posted_at, monitoring_enabled)
       values (gen_random_uuid(), $1, $2, gen_random_uuid(), 'manual', 'Fresh bread', now(), false) returning id
     ), comment as (
       insert into comments (id, workspace_id, account_id, post_id, platform_comment_id, is_own, author_id, author_name, content, posted_at, status)
       select gen_random_uuid(), $1, $2, id, gen_random_uuid(), false, 'ana', 'Ana', 'Is it vegan?', now(), 'open' from post returning id
     ), action as (
       insert into comment_actions (id, workspace_id, account_id, comment_id, kind, content, author, status, not_before)
       select gen_random_uuid(), $1, $2, id, 'reply', 'Yes.', 'person', 'failed', now() from comment returning id
     ) select post.id as post, comment.id as comment, action.id as action from post, comment, action`,
    [workspaceId, accountId],
  )
  if (!ids) throw new Error('Nothing was added.')
  return ids
}

/** Acts for people under posts, and for the queue `comments`, in a room. */
export function stageComments({ outside, system }: Rooms) {
  const person = (name: string) => ({
    id: `did:${name.toLowerCase()}`,
    name,
    handle: `${name.toLowerCase()}.test`,
    avatarUrl: null,
  })
  /** Makes a comment as a platform lists it. */
  const comment = (
    text: string,
    { by = 'Ana', ...more }: Partial<PlatformComment> & { by?: string } = {},
  ): PlatformComment => ({
    id: randomUUID(),
    parentId: null,
    author: person(by),
    text,
    likes: 0,
    url: null,
    createdAt: outside.now,
    handle: null,
    ...more,
  })

  /** Adds a post that Chorus has published, which is then watched. Returns the id under which it is. */
  async function publish(
    { workspaceId, accountId, ctx }: Room,
    text = 'Fresh bread today.',
    at = outside.now,
  ) {
    const externalId = randomUUID()
    await asOwner(
      `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5)`,
      [workspaceId, accountId, externalId, text, at],
    )
    await sweepPolls(system)
    const { items } = await listMonitoredPosts(ctx, { limit: 50 })
    return items.find((post) => post.externalId === externalId)?.id ?? ''
  }

  /** Has the platform show these comments under a post, and reads them. */
  async function read({ ctx }: Room, postId: string, ...shown: PlatformComment[]) {
    outside.comments = shown
    await changeMonitoredPost(ctx, postId, { monitoring: true })
    return pollPost(ctx, postId)
  }

  const taken = (workspaceId: string) => {
    const own = outside.delivered.filter(
      (row) => row.workspaceId === workspaceId && row.job.type.startsWith('comments.'),
    )
    outside.delivered = outside.delivered.filter((row) => !own.includes(row))
    return own
  }
  /** Does the work that stands on the queue, until nothing is left. */
  async function work({ ctx, workspaceId }: Room) {
    for (let jobs = taken(workspaceId); jobs.length > 0; jobs = taken(workspaceId))
      for (const { job } of jobs) {
        if (job.type === 'comments.poll') await pollPost(ctx, job.postId)
        if (job.type === 'comments.decide') await decideComment(ctx, job.commentId)
        if (job.type === 'comments.send') await sendAction(ctx, job.actionId)
        if (job.type === 'comments.look') await lookForAction(ctx, job.actionId)
      }
  }
  const all = async ({ ctx }: Room) => (await listComments(ctx, { limit: 100 })).items
  /** Reads the one comment that says this. */
  async function saying(room: Room, text: string) {
    const found = (await all(room)).find((one) => one.text === text)
    if (!found) throw new Error(`Nobody says “${text}”.`)
    return getComment(room.ctx, found.id)
  }
  return { person, comment, publish, read, work, all, saying }
}
