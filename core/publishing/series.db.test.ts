import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stopPublishing } from '#test/publishing.ts'
import { publishHinted } from './actions/publish.ts'
import { cancel, change, pause, read, remove, resume, schedule } from './actions/scheduled-posts.ts'
import { listCalendar, listSeries } from './actions/series-view.ts'
import { tickPublishing } from './actions/tick.ts'
import type { CreateScheduledPost, ScheduledPost } from './schemas.ts'

const rooms = startRooms()
const { outside, system } = rooms
const HOUR = 3_600_000
const DAY = 24 * HOUR
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
const series = (rrule: string, extra: Partial<CreateScheduledPost> = {}) =>
  schedule(room.ctx, {
    text: 'Good morning',
    accountIds: [room.accountId],
    publishAt: '2026-03-21T08:00:00Z',
    timezone: 'Europe/Paris',
    rrule,
    ...extra,
  })

/** The queue: what was delivered meanwhile is published when its time has come. */
async function drain() {
  const due = outside.delivered
    .splice(0)
    .flatMap(({ job }) => (job.type === 'publishing.hint' ? [job as JobOf<'publishing.hint'>] : []))
    .filter((job) => new Date(job.dueAt).getTime() <= outside.now.getTime() + 5000)
  if (due.length > 0) await publishHinted(system, due)
}

/** When the next post of the workspace is due. */
async function nextDue(): Promise<number> {
  const [row] = await asOwner<{ due: Date | null }>(
    `select min(due_at) as due from scheduled_post_accounts where workspace_id = $1 and status = 'queued' and due_at > $2`,
    [room.workspaceId, outside.now],
  )
  return row?.due?.getTime() ?? Number.POSITIVE_INFINITY
}

/** Lets time go by, with a tick every half day and whenever something is due. Says when posts left. */
async function run(totalMs: number) {
  const end = outside.now.getTime() + totalMs
  const left: string[] = []
  while (outside.now.getTime() < end) {
    outside.now = new Date(Math.min(end, outside.now.getTime() + DAY / 2, await nextDue()))
    const before = outside.calls.length
    await tickPublishing(system)
    await drain()
    for (let i = before; i < outside.calls.length; i++) left.push(outside.now.toISOString())
  }
  return left
}

const posts = () =>
  asOwner<{ occurrence: string; publish_at: Date; status: string; text: string }>(
    'select occurrence, publish_at, status, text from scheduled_posts where workspace_id = $1 order by publish_at',
    [room.workspaceId],
  )

describe('a series', () => {
  it('answers with its id, its next occurrences and its targets', async () => {
    const post = await series('FREQ=DAILY')
    expect(post).toMatchObject({
      seriesId: post.id,
      status: 'queued',
      publishAt: '2026-03-21T08:00:00.000Z',
      targets: [{ accountId: room.accountId, status: 'queued' }],
      runs: [],
      series: {
        status: 'active',
        rrule: 'FREQ=DAILY',
        start: '2026-03-21T09:00:00',
        accountIds: [room.accountId],
      },
    })
    expect(post.series?.next).toHaveLength(10)
    expect(post.series?.next[0]).toMatchObject({
      occurrence: '2026-03-21T09:00:00',
      at: '2026-03-21T09:00:00+01:00',
    })
    expect(await read(room.ctx, post.id)).toEqual(post)
  })

  it('is made ahead to the horizon and no further, however often the tick comes', async () => {
    await series('FREQ=HOURLY;INTERVAL=6')
    const made = (await posts()).length
    expect(made).toBe(5)
    await Promise.all([tickPublishing(system), tickPublishing(system), tickPublishing(system)])
    expect(await posts()).toHaveLength(made)
  })

  it('publishes each occurrence once, across the spring forward, by the clock on the wall', async () => {
    outside.now = new Date('2026-03-26T12:00:00Z')
    await series('FREQ=DAILY;COUNT=5', { publishAt: '2026-03-27T01:30:00Z' })
    // 02:30 in Paris; on the 29th that time does not exist.
    const left = await run(6 * DAY)
    expect(left.map((at) => at.slice(0, 16))).toEqual([
      '2026-03-27T01:30',
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ])
  })

  it('publishes a time that exists twice once', async () => {
    outside.now = new Date('2026-10-23T12:00:00Z')
    await series('FREQ=DAILY;COUNT=4', { publishAt: '2026-10-24T00:30:00Z' })
    const left = await run(5 * DAY)
    expect(left.map((at) => at.slice(0, 16))).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
      '2026-10-27T01:30',
    ])
  })

  it('of 29 February comes in leap years', async () => {
    outside.now = new Date('2028-02-28T12:00:00Z')
    const post = await series('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', {
      publishAt: '2028-02-29T09:00:00Z',
      timezone: 'UTC',
    })
    expect(post.series?.next.slice(0, 3).map(({ at }) => at)).toEqual([
      '2028-02-29T09:00:00+00:00',
      '2032-02-29T09:00:00+00:00',
      '2036-02-29T09:00:00+00:00',
    ])
    await run(2 * DAY)
    expect(outside.calls).toHaveLength(1)
  })

  it('whose tick is missed for a quarter of an hour loses nothing and doubles nothing', async () => {
    await series('FREQ=MINUTELY;INTERVAL=10;COUNT=6', { publishAt: '2026-03-20T12:05:00Z' })
    await run(5 * 60_000)
    expect(outside.calls).toHaveLength(1)
    pass(14 * 60_000)
    await run(60 * 60_000)
    expect(outside.calls).toHaveLength(6)
    expect((await posts()).map(({ status }) => status)).toEqual(Array(6).fill('published'))
  })

  it('asks a person about an occurrence that was missed for longer', async () => {
    const post = await series('FREQ=DAILY;COUNT=2')
    pass(21 * HOUR)
    await tickPublishing(system)
    await drain()
    expect(outside.calls).toEqual([])
    expect(await read(room.ctx, post.id)).toMatchObject({
      status: 'needs_person',
      reason: expect.stringContaining('waits for a person'),
    })
    expect((await posts())[0]).toMatchObject({ status: 'needs_person' })
  })

  it('is the same series to workers whose clocks run behind and ahead', async () => {
    await series('FREQ=HOURLY;INTERVAL=4;COUNT=30')
    for (let round = 0; round < 12; round++) {
      pass(6 * HOUR)
      const now = outside.now.getTime()
      const clock = (offset: number) => ({ ...system, now: () => new Date(now + offset) })
      await Promise.all(
        [-40 * HOUR, -90_000, 0, 90_000, 30 * HOUR].map((offset) => tickPublishing(clock(offset))),
      )
    }
    const made = await posts()
    expect(made.length).toBeGreaterThan(10)
    expect(new Set(made.map(({ occurrence }) => occurrence)).size).toBe(made.length)
    const times = made.map(({ publish_at }) => publish_at.getTime())
    expect(times.every((at, i) => i === 0 || at - (times[i - 1] ?? 0) === 4 * HOUR)).toBe(true)
  })

  it('that has ended says so, with all its runs', async () => {
    const post = await series('FREQ=DAILY;COUNT=3')
    await run(4 * DAY)
    const after = await read(room.ctx, post.id)
    expect(after).toMatchObject({ status: 'published', series: { status: 'ended', next: [] } })
    expect(after.runs.map(({ status }) => status)).toEqual(['success', 'success', 'success'])
    expect(after.targets).toMatchObject([{ status: 'sent' }])
  })

  it('of a rule that never happens, or of stray fields, is refused by the field’s name', async () => {
    const refusal = async (extra: Partial<CreateScheduledPost>, rrule?: string) => {
      const input = {
        text: 'x',
        accountIds: [room.accountId],
        publishAt: '2026-03-21T08:00:00Z',
        timezone: 'UTC',
        ...extra,
      }
      const error: unknown = await schedule(
        room.ctx,
        rrule === undefined ? input : { ...input, rrule },
      ).catch((e: unknown) => e)
      return error instanceof AppError ? error.fields.map(({ path }) => path) : error
    }
    expect(await refusal({}, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).toEqual(['rrule'])
    expect(await refusal({}, 'FREQ=SECONDLY')).toEqual(['rrule'])
    expect(await refusal({ exdate: ['2026-03-21T08:00', 'tomorrow'] }, 'FREQ=DAILY')).toEqual(['exdate.1'])
    expect(await refusal({ exdate: ['2026-03-21T08:00'] })).toEqual(['exdate'])
    expect(await refusal({ text: 'x'.repeat(5000) }, 'FREQ=DAILY')).toEqual(['accountIds.0'])
    expect(await posts()).toEqual([])
  })
})

const shownTo = (to: string, extra = {}) => listCalendar(room.ctx, { to, limit: 100, ...extra })
const times = (items: readonly ScheduledPost[]) => items.map(({ publishAt }) => publishAt.slice(0, 10))

describe('the calendar', () => {
  it('shows what series will bring beyond what is made, marked, in its place, page by page', async () => {
    await series('FREQ=DAILY')
    await schedule(room.ctx, {
      text: 'Once',
      accountIds: [room.accountId],
      publishAt: '2026-03-25T10:00:00Z',
      timezone: 'UTC',
    })
    const whole = await shownTo('2026-03-31T00:00:00Z')
    expect(times(whole.items)).toEqual([
      '2026-03-21',
      '2026-03-22',
      '2026-03-23',
      '2026-03-24',
      '2026-03-25',
      '2026-03-25',
      '2026-03-26',
      '2026-03-27',
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
    ])
    expect(whole.items.map(({ computed }) => computed)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
    ])
    const paged: ScheduledPost[] = []
    let cursor: string | undefined
    do {
      const page = await shownTo('2026-03-31T00:00:00Z', { limit: 3, cursor })
      paged.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(whole.items)
    expect(times((await shownTo('2026-03-31T00:00:00Z', { from: '2026-03-29T00:00:00Z' })).items)).toEqual([
      '2026-03-29',
      '2026-03-30',
    ])
    expect((await shownTo('2026-03-31T00:00:00Z', { status: 'cancelled' })).items).toEqual([])
  })

  it('gives an occurrence the id that it has once it is made', async () => {
    await series('FREQ=DAILY')
    const before = (await shownTo('2026-03-31T00:00:00Z')).items.find(({ computed }) => computed)
    expect(before).toBeDefined()
    if (!before) return
    expect(await read(room.ctx, before.id)).toEqual(before)
    await run(3 * DAY)
    expect(await read(room.ctx, before.id)).toMatchObject({
      id: before.id,
      computed: false,
      publishAt: before.publishAt,
      occurrence: before.occurrence,
    })
  })
})

describe('one occurrence', () => {
  const ahead = async () => {
    const item = (await shownTo('2026-03-31T00:00:00Z')).items.find(({ publishAt }) =>
      publishAt.startsWith('2026-03-26'),
    )
    if (!item) throw new Error('The 26th is not there.')
    return item
  }

  it('is edited alone, before it is made, and stays so', async () => {
    const post = await series('FREQ=DAILY')
    const { id } = await ahead()
    const edited = await change(room.ctx, id, { text: 'Special', publishAt: '2026-03-26T15:00:00Z' })
    expect(edited).toMatchObject({
      id,
      text: 'Special',
      detached: true,
      computed: false,
      occurrence: '2026-03-26T09:00:00',
    })
    await change(room.ctx, post.id, { text: 'Everybody' })
    await run(8 * DAY)
    const texts = (await posts()).filter(({ status }) => status === 'published').map(({ text }) => text)
    expect(texts).toEqual([
      'Everybody',
      'Everybody',
      'Everybody',
      'Everybody',
      'Everybody',
      'Special',
      'Everybody',
      'Everybody',
    ])
  })

  it('is skipped alone, and not made again', async () => {
    await series('FREQ=DAILY')
    const { id } = await ahead()
    expect(await cancel(room.ctx, id, undefined)).toMatchObject({ id, status: 'cancelled' })
    const left = await run(8 * DAY)
    expect(left.map((at) => at.slice(0, 10))).not.toContain('2026-03-26')
    expect(left).toHaveLength(7)
  })

  it('has no rule of its own, and cannot be deleted', async () => {
    await series('FREQ=DAILY')
    const { id } = await ahead()
    await expect(change(room.ctx, id, { rrule: 'FREQ=WEEKLY' })).rejects.toMatchObject({
      fields: [{ path: 'rrule' }],
    })
    await expect(remove(room.ctx, id)).rejects.toMatchObject({ code: 'occurrence' })
  })
})

describe('an edit of a series', () => {
  it('of its words reaches everything that has not begun', async () => {
    const post = await series('FREQ=DAILY;COUNT=5')
    await run(2 * DAY)
    await change(room.ctx, post.id, { text: 'New words' })
    await run(5 * DAY)
    expect((await posts()).map(({ text }) => text)).toEqual([
      'Good morning',
      'Good morning',
      'New words',
      'New words',
      'New words',
    ])
    expect(outside.calls).toHaveLength(5)
  })

  it('from one occurrence on goes on as a new series, and COUNT counts on', async () => {
    const post = await series('FREQ=DAILY;COUNT=8')
    const from = (await shownTo('2026-03-31T00:00:00Z')).items[4]
    const after = await change(room.ctx, from?.id ?? '', {
      scope: 'following',
      publishAt: '2026-03-25T17:00:00Z',
      text: 'Evening',
    })
    expect(after.id).not.toBe(post.id)
    expect(after.series).toMatchObject({
      continues: post.id,
      rrule: 'FREQ=DAILY;COUNT=4',
      start: '2026-03-25T18:00:00',
    })
    expect(
      (await read(room.ctx, post.id)).series?.next.map(({ occurrence }) => occurrence.slice(8, 10)),
    ).toEqual(['21', '22', '23', '24'])
    const left = await run(12 * DAY)
    expect(left.map((at) => at.slice(5, 13))).toEqual([
      '03-21T08',
      '03-22T08',
      '03-23T08',
      '03-24T08',
      '03-25T17',
      '03-26T17',
      '03-27T17',
      '03-28T17',
    ])
    expect((await posts()).map(({ text }) => text)).toEqual([
      ...Array(4).fill('Good morning'),
      ...Array(4).fill('Evening'),
    ])
  })

  it('of all its times leaves what has begun, and doubles nothing', async () => {
    const post = await series('FREQ=DAILY;COUNT=6')
    await run(DAY)
    expect(outside.calls).toHaveLength(1)
    const next = (await read(room.ctx, post.id)).series?.next[0]
    const after = await change(room.ctx, next?.id ?? '', { scope: 'all', publishAt: '2026-03-22T18:30:00Z' })
    expect(after.id).toBe(post.id)
    expect(after.series).toMatchObject({ start: '2026-03-22T19:30:00', rrule: 'FREQ=DAILY;COUNT=5' })
    const left = await run(9 * DAY)
    expect(left.map((at) => at.slice(5, 16))).toEqual([
      '03-22T18:30',
      '03-23T18:30',
      '03-24T18:30',
      '03-25T18:30',
      '03-26T18:30',
    ])
  })

  it('to another zone keeps the wall’s time; to another rule takes the rule’s', async () => {
    const post = await series('FREQ=DAILY')
    const moved = await change(room.ctx, post.id, { timezone: 'America/New_York' })
    expect(moved.series?.next[0]?.at).toBe('2026-03-21T09:00:00-04:00')
    const weekly = await change(room.ctx, post.id, {
      rrule: 'FREQ=WEEKLY;BYDAY=TU,TH',
      exdate: ['2026-03-24T09:00'],
    })
    expect(weekly.series?.next.slice(0, 3).map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-03-26',
      '2026-03-31',
      '2026-04-02',
    ])
    expect((await posts()).filter(({ status }) => status === 'queued')).toEqual([])
  })

  it('to a time that its rule does not fall on is refused', async () => {
    const post = await series('FREQ=WEEKLY;BYDAY=SA')
    const refused = change(room.ctx, post.id, { publishAt: '2026-03-23T08:00:00Z' })
    await expect(refused).rejects.toMatchObject({ kind: 'invalid', fields: [{ path: 'rrule' }] })
    expect((await read(room.ctx, post.id)).series?.next[0]?.occurrence).toBe('2026-03-21T09:00:00')
  })

  it('that races with its publisher loses to it and never doubles', async () => {
    const post = await series('FREQ=MINUTELY;INTERVAL=5;COUNT=4', { publishAt: '2026-03-20T12:00:00Z' })
    await Promise.all([
      drain(),
      change(room.ctx, post.id, { publishAt: '2026-03-20T12:01:00Z' }).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
      }),
    ])
    await run(60 * 60_000)
    expect(outside.calls).toHaveLength(4)
  })
})

describe('pausing, cancelling, deleting', () => {
  it('holds everything, and goes on with what is still ahead', async () => {
    const post = await series('FREQ=DAILY')
    await pause(room.ctx, post.id)
    expect(await run(3 * DAY)).toEqual([])
    expect(await read(room.ctx, post.id)).toMatchObject({
      series: { status: 'paused' },
      reason: expect.stringContaining('paused'),
    })
    await expect(pause(room.ctx, post.id)).rejects.toMatchObject({ code: 'series_paused' })
    await resume(room.ctx, post.id)
    const left = await run(2 * DAY)
    expect(left.map((at) => at.slice(0, 13))).toEqual(['2026-03-24T08', '2026-03-25T08'])
  })

  it('holds the last occurrences too, which are made and leave nothing to make', async () => {
    const post = await series('FREQ=DAILY;COUNT=2')
    expect(post.series?.status).toBe('ended')
    await pause(room.ctx, post.id)
    expect(await run(DAY)).toEqual([])
    await resume(room.ctx, post.id)
    expect(await run(2 * DAY)).toEqual(['2026-03-22T08:00:00.000Z'])
    await expect(pause(room.ctx, post.id)).rejects.toMatchObject({ code: 'series_ended' })
  })

  it('cancels from where the rule has an occurrence, wherever that was moved to', async () => {
    await series('FREQ=DAILY')
    const third = (await shownTo('2026-03-31T00:00:00Z')).items[2]
    await change(room.ctx, third?.id ?? '', { publishAt: '2026-03-28T20:00:00Z' })
    const cut = await cancel(room.ctx, third?.id ?? '', 'following')
    expect(cut.series?.next.map(({ occurrence }) => occurrence.slice(8, 10))).toEqual(['21', '22'])
    expect(await run(10 * DAY)).toHaveLength(2)
  })

  it('cancels from one occurrence on, or all of it', async () => {
    const post = await series('FREQ=DAILY')
    const from = (await shownTo('2026-03-31T00:00:00Z')).items[3]
    const cut = await cancel(room.ctx, from?.id ?? '', 'following')
    expect(cut.series?.next.map(({ occurrence }) => occurrence.slice(8, 10))).toEqual(['21', '22', '23'])
    expect(await run(6 * DAY)).toHaveLength(3)
    expect((await read(room.ctx, post.id)).series?.status).toBe('ended')

    const whole = await series('FREQ=DAILY', { publishAt: '2026-04-01T08:00:00Z' })
    expect(await cancel(room.ctx, whole.id, undefined)).toMatchObject({
      status: 'cancelled',
      series: { status: 'cancelled', next: [] },
    })
    expect(await run(10 * DAY)).toEqual([])
    const listed = await listSeries(room.ctx, { limit: 10 })
    expect(listed.items.map(({ status }) => status)).toEqual(['cancelled', 'ended'])
  })

  it('deletes what nothing has come of, and nothing else', async () => {
    const fresh = await series('FREQ=DAILY')
    await remove(room.ctx, fresh.id)
    await expect(read(room.ctx, fresh.id)).rejects.toMatchObject({ kind: 'not_found' })
    const begun = await series('FREQ=DAILY')
    await run(DAY)
    await expect(remove(room.ctx, begun.id)).rejects.toMatchObject({ code: 'already_published' })
  })
})
