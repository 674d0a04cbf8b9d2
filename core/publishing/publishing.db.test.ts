import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { getPost, listPosts } from './actions/post-view.ts'
import { cancelPost, schedulePost, updatePost } from './actions/posts.ts'
import { publishHinted, takeUpPosts } from './actions/publish.ts'
import { resolveTarget } from './actions/targets.ts'
import { tickPublishing } from './actions/tick.ts'
import type { PostStatus, ScheduledPost } from './schemas.ts'
import * as targets from './store/targets.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
})

const inMs = (ms: number) => new Date(outside.now.getTime() + ms)
const pass = (ms: number) => {
  outside.now = inMs(ms)
}
const schedule = (dueInMs = 0) =>
  schedulePost(room.ctx, {
    text: 'Hello',
    accountIds: [room.accountId],
    publishAt: inMs(dueInMs).toISOString(),
    timezone: 'UTC',
  })
const hintOf = (post: ScheduledPost, version = 1): JobOf<'publishing.hint'> => ({
  type: 'publishing.hint',
  targetId: post.targets[0]?.id ?? '',
  version,
  dueAt: post.publishAt,
})
const publish = (...hints: JobOf<'publishing.hint'>[]) => publishHinted(system, hints)
const read = (post: ScheduledPost) => getPost(room.ctx, post.id)
const claim = (post: ScheduledPost, version = 1) =>
  system.db.batch((db) => [
    targets.claim(db, {
      hints: [{ targetId: post.targets[0]?.id ?? '', version }],
      now: outside.now,
      horizon: inMs(10_000),
      lateBefore: inMs(-15 * 60_000),
      allowing: '{}',
    }),
  ])
const ended = (post: ScheduledPost, fence: number, update: Partial<targets.Ended>): targets.Ended => ({
  targetId: post.targets[0]?.id ?? '',
  fence,
  publishedId: newId(),
  lookAt: null,
  status: 'sent',
  waitingReason: null,
  externalId: 'x1',
  url: null,
  handle: null,
  error: null,
  dueAt: null,
  run: 'success',
  ...update,
})

const record = (post: ScheduledPost, fence: number, update: Partial<targets.Ended>) =>
  system.db.batch((db) => [targets.complete(db, { ended: [ended(post, fence, update)], now: outside.now })])

describe('a claim', () => {
  it('is taken by one of two publishers, and its run is the intent', async () => {
    const post = await schedule()
    const [first, second] = await Promise.all([claim(post), claim(post)])
    expect([first[0].rows.length, second[0].rows.length].sort()).toEqual([0, 1])
    expect(await read(post)).toMatchObject({
      status: 'publishing',
      targets: [{ status: 'sending' }],
      runs: [{ status: 'started', fence: 1 }],
    })
    const going = (await read(post)).runs
    await record(post, 1, {})
    const done = (await read(post)).runs
    expect(done).toMatchObject([{ status: 'success', startedAt: going[0]?.startedAt, id: going[0]?.id }])
  })

  it('by a hint of an earlier version, of a cancelled or of a moved post takes nothing', async () => {
    const [edited, cancelled, moved] = [await schedule(1_000), await schedule(1_000), await schedule(1_000)]
    await updatePost(room.ctx, edited.id, { text: 'Edited' })
    await cancelPost(room.ctx, cancelled.id)
    await updatePost(room.ctx, moved.id, { publishAt: inMs(3_600_000).toISOString() })
    await publish(hintOf(edited), hintOf(cancelled), hintOf(moved), hintOf(moved, 2))
    expect(outside.calls).toEqual([])
    await publish(hintOf(edited, 2))
    expect(outside.calls).toEqual([{ to: room.externalId, text: 'Edited' }])
  })

  it('that comes much too early takes nothing', async () => {
    const post = await schedule(60_000)
    await publish(hintOf(post))
    expect(outside.calls).toEqual([])
    expect((await read(post)).status).toBe('queued')
  })
})

describe('publishing', () => {
  it('by ten doubled hints happens once', async () => {
    const post = await schedule()
    await Promise.all(Array.from({ length: 10 }, () => publish(hintOf(post), hintOf(post))))
    expect(outside.calls).toHaveLength(1)
    expect(await read(post)).toMatchObject({ status: 'published', targets: [{ status: 'sent' }] })
    const published = await asOwner('select * from published_posts where scheduled_post_id = $1', [post.id])
    expect(published).toHaveLength(1)
  })

  it('whose answer is lost is unknown, and nothing tries it again', async () => {
    const post = await schedule()
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await publish(hintOf(post))
    expect(await read(post)).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'unknown', error: 'No answer.' }],
    })
    for (let minute = 0; minute < 30; minute++) {
      pass(60_000)
      await tickPublishing(system)
      await publish(hintOf(post))
    }
    expect(outside.calls).toHaveLength(1)
  })

  it('whose publisher died after its claim is unknown after the lease, not lost and not repeated', async () => {
    const post = await schedule()
    await claim(post)
    pass(61_000)
    expect(await tickPublishing(system)).toMatchObject({ unknown: expect.any(Number) })
    expect(await read(post)).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'unknown' }],
      runs: [{ status: 'unknown' }],
    })
    await publish(hintOf(post))
    expect(outside.calls).toEqual([])
  })

  it('under an old fence changes nothing', async () => {
    const post = await schedule()
    await claim(post)
    pass(61_000)
    await tickPublishing(system)
    await resolveTarget(room.ctx, post.id, post.targets[0]?.id ?? '', { outcome: 'send_again' })
    await publish(hintOf(post))
    const before = await read(post)
    expect(before).toMatchObject({ status: 'published', targets: [{ status: 'sent' }] })
    await record(post, 1, { status: 'failed', externalId: null, error: 'late', run: 'failed' })
    expect((await read(post)).targets).toEqual(before.targets)
  })

  it('that is learnt of late turns an unknown into sent, under its own fence', async () => {
    const post = await schedule()
    await claim(post)
    pass(61_000)
    await tickPublishing(system)
    await record(post, 1, { externalId: 'late-1' })
    expect(await read(post)).toMatchObject({
      status: 'published',
      targets: [{ status: 'sent', externalId: 'late-1', error: null }],
    })
  })

  it('that surely did not happen is tried again with growing pauses, five times, then failed', async () => {
    const post = await schedule()
    outside.outcomes = Array.from({ length: 9 }, (): Outcome => ({ kind: 'retry', reason: 'Refused.' }))
    for (let attempt = 1; attempt <= 5; attempt++) {
      await publish(hintOf(post))
      expect(outside.calls).toHaveLength(attempt)
      await publish(hintOf(post))
      expect(outside.calls).toHaveLength(attempt)
      pass(30_000 * 2 ** (attempt - 1) * 1.1 + 1)
    }
    expect(await read(post)).toMatchObject({
      status: 'failed',
      targets: [{ status: 'failed', error: 'Refused. Tried 5 times.' }],
    })
    expect((await read(post)).runs).toHaveLength(5)
  })

  it('that has to wait uses up no attempt', async () => {
    const post = await schedule()
    for (let round = 0; round < 8; round++) {
      outside.outcomes = [{ kind: 'limited', until: inMs(60_000), scope: 'account' }]
      await publish(hintOf(post))
      expect((await read(post)).targets[0]).toMatchObject({ status: 'waiting', waitingReason: 'limited' })
      pass(61_000)
    }
    await publish(hintOf(post))
    expect((await read(post)).status).toBe('published')
  })

  it('with an expired account waits for a person, and says so to the account', async () => {
    const post = await schedule()
    outside.outcomes = [{ kind: 'reauth', reason: 'Token revoked.' }]
    await publish(hintOf(post))
    expect(await read(post)).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'waiting', waitingReason: 'reauth' }],
    })
    expect(outside.delivered.map(({ job }) => job)).toContainEqual({
      type: 'account.expired',
      accountId: room.accountId,
      version: 1,
      reason: 'Token revoked.',
    })
  })

  it('that waited for a token goes out when the account takes calls again, unless nobody took it up for too long', async () => {
    const [soon, long] = [await schedule(), await schedule()]
    outside.outcomes = [
      { kind: 'reauth', reason: 'Token revoked.' },
      { kind: 'reauth', reason: 'Token revoked.' },
    ]
    for (const post of [soon, long]) await publish(hintOf(post))
    pass(60_000)
    expect(await takeUpPosts(room.ctx, room.accountId)).toBe(2)
    await publish(hintOf(soon))
    expect(await read(soon)).toMatchObject({ targets: [{ status: 'sent' }] })
    // The queue was down meanwhile: a person decides whether the post should still go out.
    pass(16 * 60_000)
    await tickPublishing(system)
    await publish(hintOf(long))
    expect(await read(long)).toMatchObject({ targets: [{ status: 'waiting', waitingReason: 'late' }] })
    expect(outside.calls).toHaveLength(3)
  })

  it('due more than 15 minutes ago and never tried asks a person first', async () => {
    const post = await schedule()
    pass(16 * 60_000)
    await publish(hintOf(post))
    await tickPublishing(system)
    expect(outside.calls).toEqual([])
    expect(await read(post)).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'waiting', waitingReason: 'late' }],
    })
    await resolveTarget(room.ctx, post.id, post.targets[0]?.id ?? '', { outcome: 'send_again' })
    await publish(hintOf(post))
    expect((await read(post)).status).toBe('published')
  })

  it('of one target that cannot be called leaves the others of its batch published and recorded', async () => {
    const { accountId } = await rooms.addAccount(room.workspaceId)
    const good = await schedule()
    const bad = await schedulePost(room.ctx, {
      text: 'Nowhere',
      accountIds: [accountId],
      publishAt: outside.now.toISOString(),
      timezone: 'UTC',
    })
    await asOwner(`update social_accounts set platform = 'gone' where id = $1`, [accountId])
    const missing = (platform: string) => {
      if (platform === 'gone') throw new Error('No such platform.')
      return system.connector('telegram')
    }
    await publishHinted({ ...system, connector: missing }, [hintOf(bad), hintOf(good)])
    expect((await read(good)).status).toBe('published')
    expect(await read(bad)).toMatchObject({
      status: 'queued',
      targets: [{ status: 'queued', error: expect.stringContaining('No such platform') }],
      runs: [{ status: 'failed' }],
    })
  })

  it('takes at most three trips to the database for a batch, whatever its size', async () => {
    const posts = await Promise.all(Array.from({ length: 20 }, () => schedule()))
    let trips = 0
    const counting = {
      ...system,
      db: {
        ...system.db,
        batch(build: never): never {
          trips += 1
          return system.db.batch(build) as never
        },
      },
    }
    await publishHinted(
      counting,
      posts.map((post) => hintOf(post)),
    )
    expect(outside.calls).toHaveLength(20)
    // Claim and complete; clearing the outbox after the commit is the third trip.
    expect(trips).toBe(2)
  })
})

describe('what a person says of a target', () => {
  it('is refused while it is still the machine’s', async () => {
    const post = await schedule(60_000)
    const said = resolveTarget(room.ctx, post.id, post.targets[0]?.id ?? '', { outcome: 'sent' })
    await expect(said).rejects.toBeInstanceOf(AppError)
  })
})

describe('a list of the posts in one state', () => {
  const listed = async (status: PostStatus) =>
    (await listPosts(room.ctx, { status, limit: 10 })).items.map(({ id }) => id)

  it('holds those that are in it, in the order of their times, wherever they have been moved', async () => {
    const [first, second, third] = [await schedule(60_000), await schedule(120_000), await schedule(180_000)]
    expect(await listed('queued')).toEqual([first.id, second.id, third.id])
    await updatePost(room.ctx, first.id, { publishAt: inMs(150_000).toISOString() })
    expect(await listed('queued')).toEqual([second.id, first.id, third.id])
    const [now, cancelled, unknown] = [await schedule(), await schedule(), await schedule()]
    await cancelPost(room.ctx, cancelled.id)
    await claim(now)
    expect(await listed('publishing')).toEqual([now.id])
    expect(await listed('queued')).toEqual([unknown.id, second.id, first.id, third.id])
    await record(now, 1, {})
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await publish(hintOf(unknown))
    const states: PostStatus[] = ['queued', 'publishing', 'published', 'cancelled', 'needs_person', 'failed']
    expect(await Promise.all(states.map(listed))).toEqual([
      ...[[second.id, first.id, third.id], [], [now.id]],
      ...[[cancelled.id], [unknown.id], []],
    ])
  })

  it('goes on after a page, and holds a post with several accounts once', async () => {
    const { accountId } = await rooms.addAccount(room.workspaceId)
    const both = await schedulePost(room.ctx, {
      ...{ text: 'Both', accountIds: [room.accountId, accountId] },
      ...{ publishAt: inMs(60_000).toISOString(), timezone: 'UTC' },
    })
    const later = await schedule(120_000)
    const page = await listPosts(room.ctx, { status: 'queued', limit: 1 })
    expect(page.items.map(({ id }) => id)).toEqual([both.id])
    const next = await listPosts(room.ctx, { status: 'queued', limit: 1, cursor: page.nextCursor ?? '' })
    expect(next.items.map(({ id }) => id)).toEqual([later.id])
    expect(next.nextCursor).toBeNull()
  })
})

describe('the state of a post', () => {
  it.each([
    [['queued', 'queued'], 'queued'],
    [['sending', 'queued'], 'publishing'],
    [['sent', 'queued'], 'publishing'],
    [['sent', 'sent'], 'published'],
    [['sent', 'failed'], 'partial'],
    [['failed', 'failed'], 'failed'],
    [['sent', 'unknown'], 'needs_person'],
    [['cancelled', 'cancelled'], 'cancelled'],
    [['sent', 'cancelled'], 'published'],
    [['failed', 'cancelled'], 'failed'],
    [['waiting:late', 'sent'], 'needs_person'],
    [['waiting:reauth', 'queued'], 'needs_person'],
    [['waiting:limited', 'queued'], 'queued'],
    [['waiting:approval', 'queued'], 'awaiting_approval'],
  ])('with targets %j is %s', async (states, expected) => {
    const [row] = await asOwner<{ status: string }>('select chorus_post_status($1, $2) as status', [
      states.map((state) => state.split(':')[0]),
      states.flatMap((state) => state.split(':').slice(1)),
    ])
    expect(row?.status).toBe(expected)
  })

  it('is right when two targets end at the same time', async () => {
    const second = await rooms.addAccount(room.workspaceId)
    for (let round = 0; round < 10; round++) {
      const post = await schedulePost(room.ctx, {
        text: 'Both',
        accountIds: [room.accountId, second.accountId],
        publishAt: outside.now.toISOString(),
        timezone: 'UTC',
      })
      await Promise.all(
        post.targets.map(({ id }) =>
          publish({ type: 'publishing.hint', targetId: id, version: 1, dueAt: post.publishAt }),
        ),
      )
      expect((await read(post)).status).toBe('published')
    }
  })
})
