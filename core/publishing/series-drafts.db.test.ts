import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { cancel, change, read, remove, schedule, take } from './actions/scheduled-posts.ts'
import { listCalendar, listSeries } from './actions/series-view.ts'
import { tickPublishing } from './actions/tick.ts'
import type { CreateScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside, system } = rooms
const DAY = 24 * 3_600_000
let room: Room

afterAll(stopPublishing)
beforeEach(async () => {
  Object.assign(outside, { now: new Date('2026-03-20T12:00:00Z'), outcomes: [], calls: [], delivered: [] })
  await stopPublishing()
  room = await rooms.newWorkspace()
})

const pass = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const writer = () => rooms.as(room.workspaceId, room.userId)
async function approver() {
  const [row] = await asOwner<{ id: string }>(
    `insert into users (id, name, email) values (gen_random_uuid(), 'Bo', gen_random_uuid() || '@chorus.test') returning id`,
  )
  return rooms.as(room.workspaceId, row?.id ?? '')
}
const series = (status: CreateScheduledPost['status'], extra: Partial<CreateScheduledPost> = {}) =>
  schedule(writer(), {
    text: 'Good morning',
    accountIds: [room.accountId],
    publishAt: '2026-03-21T08:00:00Z',
    timezone: 'Europe/Paris',
    rrule: 'FREQ=DAILY;COUNT=10',
    ...(status ? { status } : {}),
    ...extra,
  })
const made = () =>
  asOwner<{ occurrence: string; status: string }>(
    'select occurrence, status from scheduled_posts where workspace_id = $1 order by publish_at',
    [room.workspaceId],
  )
const shown = async (extra = {}) =>
  (await listCalendar(room.ctx, { to: '2026-03-24T00:00:00Z', limit: 100, ...extra })).items
const DAYS = ['2026-03-21', '2026-03-22', '2026-03-23']

describe('a series that is a draft', () => {
  it('stands in the calendar as one, and nothing of it is made, however often the tick comes', async () => {
    const post = await series('draft')
    expect(post).toMatchObject({
      status: 'draft',
      publishAt: '2026-03-21T08:00:00.000Z',
      reason: expect.stringContaining('draft'),
      targets: [{ status: 'waiting', waitingReason: 'approval' }],
      series: { status: 'draft' },
    })
    const items = await shown()
    expect(items.map(({ publishAt }) => publishAt.slice(0, 10))).toEqual(DAYS)
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['draft']))
    expect(await shown({ status: 'draft' })).toEqual(items)
    expect(await shown({ status: 'queued' })).toEqual([])
    pass(3 * DAY)
    await tickPublishing(system)
    await tickPublishing(system)
    expect(await made()).toEqual([])
    expect((await read(room.ctx, post.id)).status).toBe('draft')
    expect(await read(room.ctx, items[2]?.id ?? '')).toEqual(items[2])
  })

  it('is submitted, and made only once another person than its writer has approved it', async () => {
    const post = await series('draft')
    expect(await take(writer(), post.id, 'awaiting_approval')).toMatchObject({
      status: 'awaiting_approval',
      series: { status: 'awaiting_approval' },
    })
    await tickPublishing(system)
    await expect(take(writer(), post.id, 'queued')).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'own_post',
    })
    expect(await made()).toEqual([])
    // Any of its occurrences will do: until it is approved, the series is treated as a whole.
    const [, second] = await shown({ status: 'awaiting_approval' })
    expect(await take(await approver(), second?.id ?? '', 'queued')).toMatchObject({
      id: post.id,
      status: 'queued',
      series: { status: 'active' },
    })
    expect((await made()).map(({ occurrence }) => occurrence.slice(0, 10))).toEqual(DAYS.slice(0, 2))
    expect((await shown()).map(({ status }) => status)).toEqual(['queued', 'queued', 'queued'])
    await expect(take(await approver(), post.id, 'queued')).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('can be written for approval at once', async () => {
    const post = await series('awaiting_approval')
    expect(await made()).toEqual([])
    expect(await take(await approver(), post.id, 'queued')).toMatchObject({ status: 'queued' })
    expect(await made()).toHaveLength(2)
  })

  it('approved late brings what is still ahead, of a rule that counts too, and nothing when all is past', async () => {
    const post = await series('awaiting_approval', { rrule: 'FREQ=DAILY;COUNT=4' })
    pass(2.5 * DAY)
    const approved = await take(await approver(), post.id, 'queued')
    expect(approved.series?.next.map(({ occurrence }) => occurrence.slice(8, 10))).toEqual(['23', '24'])
    expect((await made()).map(({ occurrence }) => occurrence.slice(8, 10))).toEqual(['23', '24'])

    const late = await series('awaiting_approval', {
      publishAt: '2026-03-23T08:00:00Z',
      rrule: 'FREQ=DAILY;COUNT=2',
    })
    pass(5 * DAY)
    await expect(take(await approver(), late.id, 'queued')).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'publishAt' }],
    })
    await expect(
      take(writer(), late.id, 'queued', { publishAt: '2026-04-01T08:00:00Z' }),
    ).rejects.toMatchObject({ fields: [{ path: 'publishAt' }] })
    expect((await read(room.ctx, late.id)).status).toBe('awaiting_approval')
  })

  it('is changed as a whole, its words and its times, and stays one', async () => {
    const post = await series('draft')
    const [first, second] = await shown()
    await expect(change(writer(), second?.id ?? '', { scope: 'this', text: 'Alone' })).rejects.toMatchObject({
      code: 'series_not_approved',
    })
    await expect(cancel(writer(), second?.id ?? '', 'following')).rejects.toMatchObject({
      code: 'series_not_approved',
    })
    await change(writer(), second?.id ?? '', { text: 'Better' })
    const moved = await change(writer(), first?.id ?? '', { publishAt: '2026-03-22T17:00:00Z' })
    expect(moved).toMatchObject({
      id: post.id,
      text: 'Better',
      status: 'draft',
      publishAt: '2026-03-22T17:00:00.000Z',
      series: { status: 'draft', start: '2026-03-22T18:00:00' },
    })
    expect(await made()).toEqual([])
    pass(DAY / 2)
    await take(writer(), post.id, 'queued')
    expect(await made()).toEqual([{ occurrence: '2026-03-22T18:00:00', status: 'queued' }])
  })

  it('whose content a platform would refuse by now is neither submitted nor approved', async () => {
    const post = await series('draft')
    await asOwner(`update social_accounts set status = 'revoked' where id = $1`, [room.accountId])
    for (const step of ['awaiting_approval', 'queued'] as const)
      await expect(take(writer(), post.id, step)).rejects.toMatchObject({ kind: 'invalid' })
    expect((await read(room.ctx, post.id)).status).toBe('draft')
  })

  it('is cancelled, and deleted, as any other', async () => {
    const cancelled = await series('draft')
    expect(await cancel(writer(), cancelled.id, undefined)).toMatchObject({ status: 'cancelled' })
    const removed = await series('draft')
    await remove(writer(), removed.id)
    expect((await listSeries(room.ctx, { limit: 10 })).items.map(({ id }) => id)).toEqual([cancelled.id])
    expect(await shown()).toEqual([])
  })
})

describe('a series that is scheduled', () => {
  it('becomes a draft again while nothing of it has begun, and is made anew when it is scheduled', async () => {
    const post = await series('queued')
    expect(await made()).toHaveLength(2)
    expect(await take(writer(), post.id, 'draft')).toMatchObject({ status: 'draft' })
    expect(await made()).toEqual([])
    pass(DAY)
    await tickPublishing(system)
    expect(outside.calls).toEqual([])
    expect(await take(writer(), post.id, 'queued')).toMatchObject({ status: 'queued' })
    expect((await made()).map(({ occurrence }) => occurrence.slice(8, 10))).toEqual(['22', '23'])
  })

  it('of which some goes its own way stays scheduled', async () => {
    const post = await series('queued')
    const [first] = await shown()
    await change(writer(), first?.id ?? '', { text: 'Alone' })
    await expect(take(writer(), post.id, 'draft')).rejects.toMatchObject({ code: 'already_publishing' })
    expect(await made()).toHaveLength(2)
    expect((await read(room.ctx, post.id)).series?.status).toBe('active')
  })
})
