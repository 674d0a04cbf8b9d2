import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { startReadablePlatform } from '#test/readable-platform.ts'
import { lookForUnknown } from './actions/look.ts'
import { getPost } from './actions/post-view.ts'
import { schedulePost } from './actions/posts.ts'
import { publishHinted } from './actions/publish.ts'
import { resolveTarget } from './actions/targets.ts'
import { tickPublishing } from './actions/tick.ts'
import type { ScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside } = rooms
let platform: Awaited<ReturnType<typeof startReadablePlatform>>
let system: SystemCtx
let room: Room
beforeAll(async () => {
  platform = await startReadablePlatform(() => outside.now)
  system = { ...rooms.system, connector: () => platform.connector }
})
afterAll(() => platform?.close())
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), delivered: [] })
  platform.posts.length = 0
  platform.behaviours.length = 0
  Object.assign(platform.state, { readable: true, reads: 0 })
  room = await rooms.newWorkspace()
})

const schedule = (text = 'Open on Sunday') =>
  schedulePost(room.ctx, {
    text,
    accountIds: [room.accountId],
    publishAt: outside.now.toISOString(),
    timezone: 'UTC',
  })
const read = (post: ScheduledPost) => getPost(room.ctx, post.id)

/** The queue of this workspace: jobs are done when their time has come; those for later stay. */
async function drain() {
  const mine = outside.delivered.splice(0).filter(({ workspaceId }) => workspaceId === room.workspaceId)
  const hints: JobOf<'publishing.hint'>[] = []
  const looks: JobOf<'publishing.look'>[] = []
  for (const row of mine) {
    const { job } = row
    const at = job.type === 'publishing.hint' ? job.dueAt : job.type === 'publishing.look' ? job.at : null
    if (at !== null && new Date(at) > outside.now) outside.delivered.push(row)
    else if (job.type === 'publishing.hint') hints.push(job)
    else if (job.type === 'publishing.look') looks.push(job)
  }
  if (hints.length > 0) await publishHinted(system, hints)
  if (looks.length > 0) await lookForUnknown(system, looks)
  return hints.length + looks.length
}

/** Lets seconds go by, with a tick each minute, until the post is as wanted. Returns how many seconds that took. */
async function until(
  post: ScheduledPost,
  done: (post: ScheduledPost) => boolean,
  withinS = 600,
): Promise<number> {
  const start = outside.now.getTime()
  for (let second = 0; second <= withinS; second += 5) {
    outside.now = new Date(start + second * 1000)
    if (second % 60 === 0) await tickPublishing(system)
    while ((await drain()) > 0);
    if (done(await read(post))) return second
  }
  throw new Error(`Not within ${withinS} s: ${JSON.stringify(await read(post))}`)
}
async function letPass(seconds: number) {
  const start = outside.now.getTime()
  for (let second = 0; second <= seconds; second += 5) {
    outside.now = new Date(start + second * 1000)
    if (second % 60 === 0) await tickPublishing(system)
    while ((await drain()) > 0);
  }
}
const sent = (post: ScheduledPost) => post.targets[0]?.status === 'sent'

describe('an attempt without an answer, where the platform can be read', () => {
  it('that was done is found and recorded, without being done again', async () => {
    platform.behaviours.push('lost')
    const post = await schedule()
    expect(await until(post, sent)).toBeLessThanOrEqual(90)
    const [shown] = platform.posts
    expect(platform.posts).toHaveLength(1)
    expect(await read(post)).toMatchObject({
      status: 'published',
      targets: [{ status: 'sent', externalId: shown?.id, error: null }],
      runs: [{ status: 'success', fence: 1 }],
    })
    const published = await asOwner('select 1 from published_posts where scheduled_post_id = $1', [post.id])
    expect(published).toHaveLength(1)
  })

  it('that was not done is done again, once nothing more can appear', async () => {
    platform.behaviours.push('nothing')
    const post = await schedule()
    // Lease, call and the platform's delay: 115 s after the intent, 80 s after the longest call.
    const took = await until(post, sent)
    expect(took).toBeGreaterThanOrEqual(115)
    expect(took).toBeLessThanOrEqual(125)
    expect(platform.posts).toHaveLength(1)
    expect((await read(post)).runs.map(({ status }) => status)).toEqual(['failed', 'success'])
  })

  it('says meanwhile that the machine looks', async () => {
    platform.behaviours.push('nothing')
    const post = await schedule()
    await until(post, ({ targets }) => targets[0]?.status === 'unknown')
    expect(await read(post)).toMatchObject({
      status: 'needs_person',
      reason: expect.stringContaining('it is looked for'),
    })
  })

  it('of a publisher that died is looked for as well', async () => {
    const post = await schedule()
    platform.behaviours.push('lost')
    // It claims and publishes, and dies before it records.
    let batches = 0
    const batch: typeof system.db.batch = (build) =>
      batches++ === 0 ? system.db.batch(build) : Promise.reject(new Error('Died.'))
    const dying = { ...system, db: { ...system.db, batch } }
    await expect(
      publishHinted(dying, [
        { type: 'publishing.hint', targetId: post.targets[0]?.id ?? '', version: 1, dueAt: post.publishAt },
      ]),
    ).rejects.toThrow('Died.')
    outside.delivered.length = 0
    expect((await read(post)).targets[0]?.status).toBe('sending')
    await until(post, sent)
    expect(platform.posts).toHaveLength(1)
  })

  it('is told from its twins: as many are on the platform as were scheduled', async () => {
    platform.behaviours.push('lost', 'nothing', 'answer', 'lost')
    const posts = [await schedule(), await schedule(), await schedule(), await schedule()]
    const start = outside.now.getTime()
    for (const post of posts) await until(post, ({ targets }) => targets[0]?.status !== 'queued', 60)
    outside.now = new Date(start)
    await letPass(300)
    // Two unanswered posts with the same words cannot be told apart: a person decides, and nothing is published twice.
    const states = await Promise.all(posts.map(async (post) => (await read(post)).targets[0]))
    expect(platform.posts.length).toBeLessThanOrEqual(posts.length)
    const held = states.flatMap((target) => target?.externalId ?? [])
    expect(new Set(held).size).toBe(held.length)
    expect(
      states
        .filter((target) => target?.status === 'unknown')
        .every((target) => target?.reason.includes('say what became')),
    ).toBe(true)
  })

  it('with several posts of its words is a person’s, and stays so until they say', async () => {
    platform.behaviours.push('lost')
    const post = await schedule()
    await drain()
    await until(post, () => platform.posts.length === 1, 10)
    platform.posts.push({ id: 'by-hand', text: 'Open on Sunday', createdAt: outside.now.toISOString() })
    await asOwner(
      `update scheduled_post_accounts set status = 'unknown', look_at = now(), external_post_id = null where scheduled_post_id = $1`,
      [post.id],
    )
    await asOwner('delete from published_posts where scheduled_post_id = $1', [post.id])
    await until(post, ({ targets }) => targets[0]?.reason.includes('2 posts') ?? false)
    const { reads } = platform.state
    await letPass(300)
    expect(platform.state.reads).toBe(reads)
    const target = (await read(post)).targets[0]?.id ?? ''
    expect(await resolveTarget(room.ctx, post.id, target, { outcome: 'sent' })).toMatchObject({
      status: 'published',
    })
    // It counts and goes to pages as any other, at the time of the attempt; its id is not the platform's.
    const [published] = await asOwner<{ external_post_id: string; at_attempt: boolean }>(
      `select p.external_post_id, p.published_at = a.started_at as at_attempt from published_posts p
       join scheduled_post_accounts a on a.id = p.target_id where p.scheduled_post_id = $1`,
      [post.id],
    )
    expect(published).toEqual({ external_post_id: target, at_attempt: true })
  })

  it('is judged by when the platform was read, however long the reader then stood still', async () => {
    platform.behaviours.push('nothing')
    const post = await schedule()
    await until(post, ({ targets }) => targets[0]?.status === 'unknown', 60)
    const { posts } = platform.connector
    if (!posts) throw new Error('It publishes.')
    const slow: SystemCtx = {
      ...system,
      connector: () => ({
        ...platform.connector,
        posts: {
          ...posts,
          find: async (...given) => {
            const found = await posts.find?.(...given)
            // The call was late: the post appears after the look and before the verdict.
            platform.posts.push({ id: 'late', text: 'Open on Sunday', createdAt: outside.now.toISOString() })
            outside.now = new Date(outside.now.getTime() + 5 * 60_000)
            return found ?? { kind: 'retry', reason: 'It lets nobody look.' }
          },
        },
      }),
    }
    await asOwner('update scheduled_post_accounts set look_at = $2 where scheduled_post_id = $1', [
      post.id,
      outside.now,
    ])
    await lookForUnknown(slow, [
      {
        type: 'publishing.look',
        targetId: post.targets[0]?.id ?? '',
        fence: 1,
        at: outside.now.toISOString(),
      },
    ])
    expect((await read(post)).targets[0]?.status).toBe('unknown')
    await until(post, sent)
    expect(platform.posts.map(({ id }) => id)).toEqual(['late'])
  })

  it('on a platform that cannot be read for a while is looked for again, and never sent again unseen', async () => {
    platform.behaviours.push('lost')
    platform.state.readable = false
    const post = await schedule()
    await expect(until(post, sent, 200)).rejects.toThrow('Not within')
    expect(platform.posts).toHaveLength(1)
    platform.state.readable = true
    await until(post, sent)
    expect(platform.posts).toHaveLength(1)
  })
})

it('where the platform cannot be read, it is a person’s at once', async () => {
  const post = await schedule()
  outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
  system = { ...rooms.system }
  await until(post, ({ targets }) => targets[0]?.status === 'unknown')
  expect(await read(post)).toMatchObject({
    status: 'needs_person',
    targets: [{ reason: 'No answer. Look on the platform, and say what became of it.' }],
  })
  await tickPublishing(system)
  // A tick looks at every workspace, including those that other suites have left.
  const ours = outside.delivered.filter(({ workspaceId }) => workspaceId === room.workspaceId)
  expect(ours.filter(({ job }) => job.type === 'publishing.look')).toEqual([])
})
