import { beforeEach, describe, expect, it } from 'vitest'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { Prepared } from '#core/lib/platform/connector.ts'
import { addMedium } from '#core/media/actions.ts'
import { BEGINNINGS } from '#core/media/sample-files.ts'
import { lookForUnknown } from '#core/publishing/actions/look.ts'
import { updatePost } from '#core/publishing/actions/posts.ts'
import { prepareHinted } from '#core/publishing/actions/preparing.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { cancel, read, schedule } from '#core/publishing/actions/scheduled-posts.ts'
import { retryTarget } from '#core/publishing/actions/targets.ts'
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
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], contents: [], delivered: [] })
  Object.assign(outside, { steps: [], handles: { steps: [], posts: [] }, attempts: [] })
  room = await rooms.newWorkspace()
})

const inMs = (ms: number) => new Date(outside.now.getTime() + ms)
const wait = (ms: number) => {
  outside.now = inMs(ms)
}
const video = async () => {
  async function* chunks() {
    yield Uint8Array.from([...(BEGINNINGS['video/mp4'] ?? []), ...new Uint8Array(64)])
  }
  return addMedium(room.ctx, { fileName: 'tour.mp4', claimed: 'video/mp4', chunks: chunks() })
}
const withVideo = async (ms: number) => {
  const { id } = await video()
  return schedule(room.ctx, {
    text: 'A tour',
    accountIds: [room.accountId],
    publishAt: inMs(ms).toISOString(),
    timezone: 'UTC',
    media: [{ mediaId: id, altText: null }],
  })
}
const now = (post: ScheduledPost) => read(room.ctx, post.id)
const targetOf = async (post: ScheduledPost) => (await now(post)).targets[0]
const step = (post: ScheduledPost) =>
  prepareHinted(
    system,
    post.targets.map(({ id: targetId }) => ({
      type: 'publishing.prepare',
      targetId,
      at: outside.now.toISOString(),
    })),
  )
const publish = (post: ScheduledPost, version = 1) =>
  publishHinted(
    system,
    post.targets.map(({ id: targetId }) => ({
      type: 'publishing.hint',
      targetId,
      version,
      dueAt: post.publishAt,
    })),
  )
const pending = (handle: string, ms = 0): Prepared => ({ kind: 'pending', handle, at: inMs(ms) })

describe('files that a platform takes in ahead', () => {
  it('are begun a quarter of an hour before the time, step by step, and the post goes out at its second with them', async () => {
    const post = await withVideo(20 * MINUTE)
    await tickPublishing(system)
    expect(await targetOf(post)).toMatchObject({ status: 'queued' })

    wait(6 * MINUTE)
    await tickPublishing(system)
    expect(await targetOf(post)).toMatchObject({ status: 'waiting', waitingReason: 'preparing' })
    expect((await now(post)).status).toBe('queued')
    outside.steps = [pending('half'), pending('whole', 30_000)]
    await step(post)
    await step(post)
    // The platform works on it: no step is due.
    await step(post)
    expect(outside.handles.steps).toEqual([null, 'half'])
    wait(31_000)
    await step(post)
    expect(outside.handles.steps).toEqual([null, 'half', 'whole'])
    expect(await targetOf(post)).toMatchObject({ status: 'queued', dueAt: post.publishAt })

    outside.now = new Date(post.publishAt)
    await publish(post)
    expect(outside.handles.posts).toEqual(['tour.mp4'])
    // Steps are claims too, and no attempts to publish.
    expect(outside.attempts).toEqual([1])
    // They are not sent once more with the post.
    expect(outside.contents).toEqual([expect.not.objectContaining({ media: expect.anything() })])
    expect((await now(post)).status).toBe('published')
  })

  it('of a post for now are taken in first, and it goes out when they are there', async () => {
    const post = await withVideo(0)
    await publish(post)
    expect(outside.calls).toEqual([])
    expect(outside.delivered.map(({ job }) => job.type)).toContain('publishing.prepare')
    await step(post)
    await publish(post)
    expect(outside.handles).toEqual({ steps: [null], posts: ['tour.mp4'] })
  })

  it('that take longer than the post may be late do not make it late', async () => {
    const post = await withVideo(0)
    await publish(post)
    outside.steps = [pending('long', 40 * MINUTE)]
    await step(post)
    wait(41 * MINUTE)
    await tickPublishing(system)
    await step(post)
    await tickPublishing(system)
    await publish(post)
    expect((await now(post)).status).toBe('published')
  })
})

describe('a post whose outcome is not known', () => {
  it('had its files at hand, and is looked for by what the platform named, until that says what became of it', async () => {
    const post = await withVideo(0)
    await publish(post)
    await step(post)
    const had: unknown[] = []
    const lookedBy: (string | undefined)[] = []
    const naming: SystemCtx = {
      ...system,
      connector(platform) {
        const { posts, ...rest } = system.connector(platform)
        if (!posts) throw new Error('Nothing is published.')
        return {
          ...rest,
          posts: {
            ...posts,
            async publish(_account, _post, _intent, handle, files = []) {
              const link = await files[0]?.link()
              had.push(handle, link?.includes('/files/'), (await files[0]?.read(0, 9))?.length)
              return { kind: 'unknown', reason: 'The platform works on it.', handle: 'its name' }
            },
            async find(_account, _since, { id }, handle) {
              lookedBy.push(handle)
              return lookedBy.length === 1
                ? { kind: 'retry', reason: 'The platform still works on it.' }
                : {
                    kind: 'found',
                    posts: [{ id: '7', url: null, text: '', createdAt: new Date(), marker: id }],
                  }
            },
          },
        }
      },
    }
    const [targetId = ''] = post.targets.map(({ id }) => id)
    const dueAt = outside.now.toISOString()
    await publishHinted(naming, [{ type: 'publishing.hint', targetId, version: 1, dueAt }])
    expect(had).toEqual(['tour.mp4', true, 10])
    const [row] = await asOwner<{ fence: number }>(
      'select fence from scheduled_post_accounts where id = $1',
      [targetId],
    )
    const look = () =>
      lookForUnknown(naming, [{ type: 'publishing.look', targetId, fence: row?.fence ?? 0, at: dueAt }])
    await look()
    expect(await targetOf(post)).toMatchObject({
      status: 'unknown',
      error: 'The platform still works on it.',
    })
    await look()
    expect(await targetOf(post)).toMatchObject({ status: 'sent' })
    expect(lookedBy).toEqual(['its name', 'its name'])
  })
})

describe('a step', () => {
  const begun = async () => {
    const post = await withVideo(10 * MINUTE)
    await tickPublishing(system)
    return post
  }

  it('that broke off is done again when its lease is over, from where the step before it was; nobody is asked', async () => {
    const post = await begun()
    outside.steps = [pending('half')]
    await step(post)
    // A worker dies in its step: the claim is all that is left of it.
    await asOwner(
      `update scheduled_post_accounts set fence = fence + 1, due_at = $2 where scheduled_post_id = $1`,
      [post.id, inMs(MINUTE)],
    )
    await step(post)
    expect(outside.handles.steps).toEqual([null])
    wait(MINUTE)
    const { unknown } = await tickPublishing(system)
    expect(unknown).toBe(0)
    await step(post)
    expect(outside.handles.steps).toEqual([null, 'half'])
  })

  it('is done once, however many are told of it', async () => {
    const post = await begun()
    outside.steps = [pending('half', MINUTE), pending('other', MINUTE)]
    await Promise.all([step(post), step(post)])
    expect(outside.handles.steps).toEqual([null])
  })

  it('whose worker woke too late writes nothing', async () => {
    const post = await begun()
    outside.steps = [pending('of the slow one')]
    const { gate } = system
    await prepareHinted(
      {
        ...system,
        gate: {
          ...gate,
          // While it stands still, its lease ends and another does the step.
          reserve: async (...given) => {
            await asOwner(
              `update scheduled_post_accounts set fence = fence + 1, handle = 'of the other', handle_version = 1
               where scheduled_post_id = $1`,
              [post.id],
            )
            return gate.reserve(...given)
          },
        },
      },
      post.targets.map(({ id: targetId }) => ({ type: 'publishing.prepare', targetId, at: post.publishAt })),
    )
    const [row] = await asOwner<{ handle: string }>(
      'select handle from scheduled_post_accounts where scheduled_post_id = $1',
      [post.id],
    )
    expect(row?.handle).toBe('of the other')
  })

  it('that fails is tried again later, from where it was, and says why; five failures are the end', async () => {
    const post = await begun()
    outside.steps = [pending('half')]
    await step(post)
    for (let time = 1; time <= 5; time++) {
      outside.steps = [{ kind: 'retry', reason: 'The platform is away.' }]
      await step(post)
      if (time < 5)
        expect(await targetOf(post)).toMatchObject({
          waitingReason: 'preparing',
          error: expect.stringContaining('away'),
        })
      wait(10 * MINUTE)
    }
    expect(outside.handles.steps).toEqual([null, 'half', 'half', 'half', 'half', 'half'])
    expect(await targetOf(post)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('5 times'),
    })
  })

  it('that is refused fails the post with the platform’s words, and a person’s retry begins anew', async () => {
    const post = await begun()
    outside.steps = [pending('half')]
    await step(post)
    outside.steps = [{ kind: 'rejected', code: 'x', reason: 'The video is broken.', advice: 'Send another.' }]
    await step(post)
    expect(await targetOf(post)).toMatchObject({
      status: 'failed',
      error: 'The video is broken. Send another.',
    })
    const [target] = post.targets
    await retryTarget(room.ctx, post.id, target?.id ?? '')
    await publish(post)
    await step(post)
    expect(outside.handles.steps).toEqual([null, 'half', null])
  })

  it('that meets a dead token waits for the account and goes on by itself', async () => {
    const post = await begun()
    outside.steps = [pending('half')]
    await step(post)
    outside.steps = [{ kind: 'reauth', reason: 'The token has run out.' }]
    await step(post)
    expect(await targetOf(post)).toMatchObject({ status: 'waiting', waitingReason: 'reauth' })
    expect((await now(post)).status).toBe('needs_person')
    wait(16 * MINUTE)
    await tickPublishing(system)
    await step(post)
    expect(outside.handles.steps).toEqual([null, 'half', 'half'])
  })

  it('of a workspace that is paused waits', async () => {
    const post = await begun()
    await asOwner('update workspaces set paused_at = now() where id = $1', [room.workspaceId])
    await step(post)
    expect(outside.handles.steps).toEqual([])
    await asOwner('update workspaces set paused_at = null where id = $1', [room.workspaceId])
    await step(post)
    expect(outside.handles.steps).toEqual([null])
  })
})

describe('a post that is changed while its files are taken in', () => {
  it('has them taken in anew: nothing of an earlier version goes out', async () => {
    const post = await withVideo(10 * MINUTE)
    await tickPublishing(system)
    await step(post)
    expect(await targetOf(post)).toMatchObject({ status: 'queued' })
    await updatePost(room.ctx, post.id, { text: 'Another tour' })
    await tickPublishing(system)
    await step(post)
    outside.now = new Date(post.publishAt)
    await publish(post, 2)
    expect(outside.handles).toEqual({ steps: [null, null], posts: ['tour.mp4'] })
    expect(outside.calls.map(({ text }) => text)).toEqual(['Another tour'])
  })

  it('or cancelled is left alone by a step that ends after that', async () => {
    const post = await withVideo(10 * MINUTE)
    await tickPublishing(system)
    await cancel(room.ctx, post.id, undefined)
    await step(post)
    expect((await now(post)).status).toBe('cancelled')
    expect(outside.handles.steps).toEqual([])
  })
})
