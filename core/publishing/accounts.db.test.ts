import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { publishHinted } from './actions/publish.ts'
import { change, pause, read, schedule, take } from './actions/scheduled-posts.ts'
import { listCalendar } from './actions/series-view.ts'
import { cancelTarget } from './actions/targets.ts'
import { tickPublishing } from './actions/tick.ts'
import type { CreateScheduledPost, ScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
/** Two accounts of the workspace beside its first. */
let [a, b, c] = ['', '', '']

afterAll(stopPublishing)
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  await stopPublishing()
  room = await rooms.newWorkspace()
  a = room.accountId
  b = (await rooms.addAccount(room.workspaceId)).accountId
  c = (await rooms.addAccount(room.workspaceId)).accountId
})

const inMs = (ms: number) => new Date(outside.now.getTime() + ms).toISOString()
const post = (accountIds: string[], extra: Partial<CreateScheduledPost> = {}) =>
  schedule(room.ctx, { text: 'Open', accountIds, publishAt: inMs(0), timezone: 'UTC', ...extra })
const goesTo = ({ targets }: ScheduledPost) => targets.map(({ accountId }) => accountId)
const states = ({ targets }: ScheduledPost) =>
  Object.fromEntries(targets.map(({ accountId, status }) => [accountId, status]))

/** The queue: everything that was hinted is delivered now. */
async function drain() {
  const hints = outside.delivered
    .splice(0)
    .flatMap(({ job }) => (job.type === 'publishing.hint' ? [job as JobOf<'publishing.hint'>] : []))
  if (hints.length > 0) await publishHinted(system, hints)
}
const set = (target: string, values: string) =>
  asOwner(`update scheduled_post_accounts set ${values} where id = $1`, [target])
const targetOf = ({ targets }: ScheduledPost, accountId: string) =>
  targets.find((target) => target.accountId === accountId)?.id ?? ''

describe('the accounts of a post', () => {
  it('are other ones after a change, and it goes to those and nowhere else', async () => {
    const { id } = await post([a, b])
    const changed = await change(room.ctx, id, { accountIds: [b, c] })
    expect(new Set(goesTo(changed))).toEqual(new Set([b, c]))
    await drain()
    const after = await read(room.ctx, id)
    expect(after.status).toBe('published')
    expect(states(after)).toEqual({ [b]: 'sent', [c]: 'sent' })
    expect(outside.calls).toHaveLength(2)
  })

  it('of which one has begun keep it: to leave it out is refused by its name, and changes nothing', async () => {
    for (const status of ['sending', 'sent', 'unknown']) {
      const before = await post([a, b])
      const target = targetOf(before, a)
      await set(target, `status = '${status}', fence = 1`)
      await expect(change(room.ctx, before.id, { accountIds: [b, c], text: 'New' })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'already_publishing',
        message: expect.stringContaining(before.targets.find(({ id }) => id === target)?.accountName ?? '?'),
      })
      const after = await read(room.ctx, before.id)
      expect(states(after)).toEqual({ [a]: status, [b]: 'queued' })
      expect(after.text).toBe('Open')
      expect(states(await change(room.ctx, before.id, { accountIds: [a, c] }))).toEqual({
        [a]: status,
        [c]: 'queued',
      })
    }
  })

  it('that are left decide about its state', async () => {
    const { id, targets } = await post([a, b])
    await set(targets[0]?.id ?? '', `status = 'sent', fence = 1`)
    const left = targets[0]?.accountId ?? ''
    expect(await change(room.ctx, id, { accountIds: [left] })).toMatchObject({
      status: 'published',
      targets: [{ status: 'sent' }],
    })
    await expect(change(room.ctx, id, { accountIds: [left, c] })).rejects.toMatchObject({
      code: 'already_publishing',
    })
  })

  it('keep on record what was tried and is left out, and take up again what was cancelled', async () => {
    const { id, targets } = await post([a, b])
    const tried = targets[0]
    await set(tried?.id ?? '', `fence = 1, attempts = 1, error = 'Busy.'`)
    const other = targets[1]?.accountId ?? ''
    expect(states(await change(room.ctx, id, { accountIds: [other] }))).toEqual({
      [tried?.accountId ?? '']: 'cancelled',
      [other]: 'queued',
    })
    const again = await change(room.ctx, id, { accountIds: [a, b] })
    expect(states(again)).toEqual({ [a]: 'queued', [b]: 'queued' })
    await drain()
    expect(await read(room.ctx, id)).toMatchObject({ status: 'published' })
    expect(outside.calls).toHaveLength(2)
  })

  it('of a draft wait like the others, and go out when it is scheduled', async () => {
    const { id } = await post([a], { status: 'draft', publishAt: inMs(60_000) })
    const changed = await change(room.ctx, id, { accountIds: [b, c] })
    expect(changed).toMatchObject({ status: 'draft' })
    expect(changed.targets.map(({ waitingReason }) => waitingReason)).toEqual(['approval', 'approval'])
    expect(await take(room.ctx, id, 'queued')).toMatchObject({
      status: 'queued',
      targets: [{ status: 'queued' }, { status: 'queued' }],
    })
  })

  it('that are not there, take no posts or not these words are refused by their place', async () => {
    const { id } = await post([a])
    const stranger = (await rooms.newWorkspace()).accountId
    await expect(change(room.ctx, id, { accountIds: [a, stranger] })).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'accountIds.1' }],
    })
    await expect(change(room.ctx, id, { accountIds: [a, b], text: 'x'.repeat(5000) })).rejects.toMatchObject({
      fields: [{ path: 'accountIds.0' }, { path: 'accountIds.1' }],
    })
    expect(goesTo(await read(room.ctx, id))).toEqual([a])
  })

  it('added late are due now, not when the post was', async () => {
    const { id } = await post([a, b], { publishAt: inMs(0) })
    await cancelTarget(room.ctx, id, targetOf(await read(room.ctx, id), b))
    outside.now = new Date(outside.now.getTime() + 10 * 60_000)
    await change(room.ctx, id, { accountIds: [a, c] })
    outside.now = new Date(outside.now.getTime() + 10 * 60_000)
    await tickPublishing(system)
    // Ten minutes late, not twenty: the new one is still sent by itself.
    await drain()
    expect(states(await read(room.ctx, id))[c]).toBe('sent')
  })

  it('that a publisher takes at the same moment are either left out or published, never both', async () => {
    for (let round = 0; round < 12; round++) {
      const { id } = await post([a, b])
      outside.calls = []
      let refused: unknown = null
      await Promise.all([
        drain(),
        change(room.ctx, id, { accountIds: [a] }).catch((error: unknown) => {
          refused = error
        }),
      ])
      await drain()
      const after = await read(room.ctx, id)
      if (refused === null) {
        expect(goesTo(after)).toEqual([a])
        expect(outside.calls).toHaveLength(1)
      } else {
        expect(refused).toBeInstanceOf(AppError)
        expect(refused).toMatchObject({ code: 'already_publishing' })
        expect(states(after)).toEqual({ [a]: 'sent', [b]: 'sent' })
        expect(outside.calls).toHaveLength(2)
      }
    }
  })
})

describe('the accounts of a series', () => {
  const HOUR = 3_600_000
  const series = (accountIds: string[]) =>
    post(accountIds, { publishAt: inMs(20 * HOUR), rrule: 'FREQ=DAILY;COUNT=6' })
  const shown = async () => (await listCalendar(room.ctx, { to: inMs(7 * 24 * HOUR), limit: 100 })).items
  const everywhere = async () => (await shown()).map((one) => new Set(goesTo(one)))

  it('are other ones everywhere, but where an occurrence goes its own way', async () => {
    const { id } = await series([a, b])
    const [first] = await shown()
    await change(room.ctx, first?.id ?? '', { accountIds: [b] })
    expect(await change(room.ctx, id, { accountIds: [b, c] })).toMatchObject({ id })
    expect(await everywhere()).toEqual([new Set([b]), ...Array(5).fill(new Set([b, c]))])
    expect(new Set((await read(room.ctx, id)).series?.accountIds)).toEqual(new Set([b, c]))
  })

  it('are other ones from an occurrence on', async () => {
    await series([a, b])
    const from = (await shown())[3]
    const after = await change(room.ctx, from?.id ?? '', { scope: 'following', accountIds: [c] })
    expect(after.series?.accountIds).toEqual([c])
    expect(await everywhere()).toEqual([...Array(3).fill(new Set([a, b])), ...Array(3).fill(new Set([c]))])
  })

  it('are other ones together with its times', async () => {
    const { id } = await series([a, b])
    await change(room.ctx, id, { accountIds: [a, c], publishAt: inMs(30 * HOUR) })
    expect(await everywhere()).toEqual(Array(6).fill(new Set([a, c])))
  })

  it('that was paused stay held where they are new', async () => {
    const { id } = await series([a])
    await pause(room.ctx, id)
    await change(room.ctx, id, { accountIds: [a, b] })
    const rows = await asOwner<{ status: string; waiting_reason: string }>(
      'select distinct status, waiting_reason from scheduled_post_accounts where workspace_id = $1',
      [room.workspaceId],
    )
    expect(rows).toEqual([{ status: 'waiting', waiting_reason: 'paused' }])
  })
})
