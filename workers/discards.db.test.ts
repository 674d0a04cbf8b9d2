import { beforeEach, describe, expect, it } from 'vitest'
import type { Prepared } from '#core/lib/platform/connector.ts'
import { addMedium } from '#core/media/actions.ts'
import { BEGINNINGS } from '#core/media/sample-files.ts'
import { discardHinted, sweepDiscards } from '#core/publishing/actions/discards.ts'
import { updatePost } from '#core/publishing/actions/posts.ts'
import { prepareHinted } from '#core/publishing/actions/preparing.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { cancel, read, schedule } from '#core/publishing/actions/scheduled-posts.ts'
import { cancelTarget, resolveTarget, retryTarget } from '#core/publishing/actions/targets.ts'
import { tickPublishing } from '#core/publishing/actions/tick.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'

const MINUTE = 60_000
const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeEach(async () => {
  await stopPublishing()
  await asOwner('delete from publishing_discards', [])
  Object.assign(outside, { now: new Date(), outcomes: [], steps: [], delivered: [] })
  Object.assign(outside, { handles: { steps: [], posts: [] }, discards: [], discarded: [], stepQuotas: [] })
  room = await rooms.newWorkspace()
})

const wait = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
async function withVideo(inMs: number): Promise<ScheduledPost> {
  async function* chunks() {
    yield Uint8Array.from([...(BEGINNINGS['video/mp4'] ?? []), ...new Uint8Array(64)])
  }
  const { id } = await addMedium(room.ctx, { fileName: 'tour.mp4', claimed: 'video/mp4', chunks: chunks() })
  return schedule(room.ctx, {
    text: 'A tour',
    accountIds: [room.accountId],
    publishAt: new Date(outside.now.getTime() + inMs).toISOString(),
    timezone: 'UTC',
    media: [{ mediaId: id, altText: null }],
  })
}
const targetId = ({ targets }: ScheduledPost) => targets[0]?.id ?? ''
const step = (post: ScheduledPost) =>
  prepareHinted(system, [
    { type: 'publishing.prepare', targetId: targetId(post), at: outside.now.toISOString() },
  ])
const publish = (post: ScheduledPost, version = 1) =>
  publishHinted(system, [
    { type: 'publishing.hint', targetId: targetId(post), version, dueAt: post.publishAt },
  ])
const pending = (handle: string): Prepared => ({ kind: 'pending', handle, at: outside.now })

/** Schedules a post of which the platform has taken in a part. */
async function begun(handle = 'half'): Promise<ScheduledPost> {
  const post = await withVideo(10 * MINUTE)
  await tickPublishing(system)
  outside.steps = [pending(handle)]
  await step(post)
  return post
}
/** Does what sweep and consumer do, after the time that a step may still be under way. */
async function takeAway(afterMs = 3 * MINUTE): Promise<number> {
  wait(afterMs)
  outside.delivered = []
  const found = await sweepDiscards(system)
  const jobs = outside.delivered.flatMap(({ job }) => (job.type === 'publishing.discard' ? [job] : []))
  await discardHinted(system, jobs)
  return found
}
const left = async () =>
  (await asOwner<{ n: number }>('select count(*)::int as n from publishing_discards', []))[0]?.n

describe('a step that takes files in', () => {
  it('counts in the platform’s units before it is made: without room it waits, and goes on by itself', async () => {
    outside.stepQuotas = [{ key: 'uploads', limit: 1, windowMs: 60 * MINUTE }]
    const post = await begun()
    await step(post)
    expect(outside.handles.steps).toEqual([null])
    expect((await read(room.ctx, post.id)).targets[0]).toMatchObject({
      status: 'waiting',
      waitingReason: 'limited',
    })
    wait(61 * MINUTE)
    await tickPublishing(system)
    await step(post)
    expect(outside.handles.steps).toEqual([null, 'half'])
  })
})

describe('what was taken in for a post', () => {
  it('that is cancelled is taken away, once, when no step can be under way any more', async () => {
    const post = await begun()
    await cancel(room.ctx, post.id, undefined)
    expect(await takeAway(MINUTE)).toBe(0)
    expect(await takeAway(2 * MINUTE)).toBe(1)
    expect(await takeAway()).toBe(0)
    expect(outside.discarded).toEqual(['half'])
    expect(await left()).toBe(0)
  })

  it('of which one target is cancelled is taken away', async () => {
    const post = await begun()
    await cancelTarget(room.ctx, post.id, targetId(post))
    await takeAway()
    expect(outside.discarded).toEqual(['half'])
  })

  it('that is deleted is taken away', async () => {
    const post = await begun()
    await asOwner('delete from scheduled_posts where id = $1', [post.id])
    await takeAway()
    expect(outside.discarded).toEqual(['half'])
  })

  it('that is edited is taken away once the edited one is taken in, and the post goes out with that', async () => {
    const post = await begun()
    await updatePost(room.ctx, post.id, { text: 'Another tour' })
    await tickPublishing(system)
    await takeAway()
    expect(outside.discarded).toEqual([])
    await step(post)
    await takeAway()
    expect(outside.discarded).toEqual(['half'])
    outside.now = new Date(post.publishAt)
    await publish(post, 2)
    expect(outside.handles.posts).toEqual(['tour.mp4'])
    await takeAway()
    expect(outside.discarded).toEqual(['half'])
  })

  it('that failed, and is begun anew by a person, is taken away', async () => {
    const post = await begun()
    outside.steps = [{ kind: 'rejected', code: 'x', reason: 'Broken.', advice: 'Send another.' }]
    await step(post)
    await retryTarget(room.ctx, post.id, targetId(post))
    await takeAway()
    expect(outside.discarded).toEqual(['half'])
  })

  it('that was published, or may have been, is never taken away', async () => {
    const sent = await begun()
    await step(sent)
    outside.now = new Date(sent.publishAt)
    await publish(sent)
    await asOwner('delete from scheduled_posts where id = $1', [sent.id])
    const unknown = await begun()
    await step(unknown)
    outside.now = new Date(unknown.publishAt)
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await publish(unknown)
    await resolveTarget(room.ctx, unknown.id, targetId(unknown), { outcome: 'cancelled' })
    const byHand = await begun()
    outside.steps = [{ kind: 'rejected', code: 'x', reason: 'It stays private.', advice: 'Publish it.' }]
    await step(byHand)
    await resolveTarget(room.ctx, byHand.id, targetId(byHand), { outcome: 'sent' })
    expect(outside.handles.posts).toEqual(['tour.mp4', 'tour.mp4'])
    expect(await takeAway()).toBe(0)
    expect(outside.discarded).toEqual([])
  })

  it('goes with its account and its workspace', async () => {
    await begun()
    await asOwner('delete from social_accounts where id = $1', [room.accountId])
    expect(await left()).toBe(0)
    room = await rooms.newWorkspace()
    await begun()
    await asOwner('delete from workspaces where id = $1', [room.workspaceId])
    expect(await left()).toBe(0)
  })

  it('is not lost while the platform is away, the account is disconnected, the worker dies, or the workspace is paused', async () => {
    const post = await begun()
    await cancel(room.ctx, post.id, undefined)
    await asOwner('update workspaces set paused_at = now() where id = $1', [room.workspaceId])
    await takeAway()
    expect(outside.discarded).toEqual([])
    await asOwner('update workspaces set paused_at = null where id = $1', [room.workspaceId])
    outside.discards = [{ kind: 'unknown', reason: 'No answer.' }]
    await takeAway()
    await asOwner(`update social_accounts set status = 'revoked' where id = $1`, [room.accountId])
    await takeAway(5 * MINUTE)
    await asOwner(`update social_accounts set status = 'active' where id = $1`, [room.accountId])
    // A worker dies with its claim: it is due again when the lease is over.
    await asOwner(`update publishing_discards set attempts = attempts + 1, due_at = $1`, [
      new Date(outside.now.getTime() + MINUTE),
    ])
    await takeAway(0)
    expect(outside.discarded).toEqual(['half'])
    await takeAway(10 * MINUTE)
    expect(outside.discarded).toEqual(['half', 'half'])
    expect(await left()).toBe(0)
  })
})
