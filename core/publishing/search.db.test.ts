import { beforeAll, describe, expect, it } from 'vitest'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { listCalendar, listSeries } from './actions/series-view.ts'

const rooms = startRooms()
let room: Room
let other: Room

/** Each a day after the one before. */
const TEXTS = [
  'The summer fête begins at noon.',
  'Invoice FAC-2026-1234 is paid.',
  'Call +33 7 55 01 98 20 for a table.',
  'Write to hello@harbour.example.',
  'Violet umbrellas are back.',
  'An umbrella, and 50% off.',
]

const insert = async ({ workspaceId }: Room, texts: readonly string[], first: string) =>
  asOwner(
    `insert into scheduled_posts (id, workspace_id, text, status, publish_at, timezone)
     select gen_random_uuid(), $1, t.text, 'published', timestamptz '${first}' + t.n * interval '1 day', 'UTC'
     from unnest($2::text[]) with ordinality t (text, n)`,
    [workspaceId, texts],
  )

beforeAll(async () => {
  room = await rooms.newWorkspace()
  other = await rooms.newWorkspace()
  await insert(room, TEXTS, '2019-01-01')
  await insert(room, ['Umbrellas of next decade'], '2049-01-01')
  await insert(other, ['Their umbrella'], '2030-01-01')
})

const found = async (q: string, { ctx } = room, rest: { limit?: number; cursor?: string } = {}) =>
  (await listCalendar(ctx, { q, limit: 10, ...rest })).items.map(({ text }) => text)

describe('posts of all time', () => {
  it.each([
    ['summer fete', 'The summer fête begins at noon.'],
    ['FÊTE', 'The summer fête begins at noon.'],
    ['1234', 'Invoice FAC-2026-1234 is paid.'],
    ['fac 2026 1234', 'Invoice FAC-2026-1234 is paid.'],
    ['2026-1234', 'Invoice FAC-2026-1234 is paid.'],
    ['07 55 01 98 20', 'Call +33 7 55 01 98 20 for a table.'],
    ['+33755019820', 'Call +33 7 55 01 98 20 for a table.'],
    ['harbour', 'Write to hello@harbour.example.'],
    ['viol umbr', 'Violet umbrellas are back.'],
  ])('are found by “%s”', async (q, text) => expect(await found(q)).toEqual([text]))

  it.each(['umbrella winter', '1235', '0755019821', 'mbrella', '%', "'; --"])(
    'are not found by “%s”',
    async (q) => expect(await found(q)).toEqual([]),
  )

  it('are listed the latest first, page by page, and only those of their workspace', async () => {
    expect(await found('umbrella')).toEqual([
      'Umbrellas of next decade',
      'An umbrella, and 50% off.',
      'Violet umbrellas are back.',
    ])
    expect(await found('umbrella', other)).toEqual(['Their umbrella'])
    const first = await listCalendar(room.ctx, { q: 'umbrella', limit: 2 })
    expect(first.items).toHaveLength(2)
    expect(await found('umbrella', room, { limit: 2, cursor: first.nextCursor ?? '' })).toEqual([
      'Violet umbrellas are back.',
    ])
  })

  it('are found within a range, and in a state', async () => {
    const { ctx } = room
    const texts = async (filter: Partial<Parameters<typeof listCalendar>[1]>) =>
      (await listCalendar(ctx, { q: 'umbrella', limit: 10, ...filter })).items.length
    expect(await texts({ to: '2020-01-01T00:00:00Z' })).toBe(2)
    expect(await texts({ from: '2020-01-01T00:00:00Z' })).toBe(1)
    expect(await texts({ status: 'published' })).toBe(3)
    expect(await texts({ status: 'queued' })).toBe(0)
    expect(await texts({ status: 'failed' })).toBe(0)
  })
})

describe('a series', () => {
  it('is found by its words, whatever of it has been made', async () => {
    await asOwner(
      `insert into post_series (id, workspace_id, text, start_local, timezone, rrule, status)
       select gen_random_uuid(), w, 'Every week a new umbrella', '2050-01-01T09:00:00', 'UTC', 'FREQ=WEEKLY', 'active'
       from unnest($1::uuid[]) w`,
      [[room.workspaceId, other.workspaceId]],
    )
    const of = async ({ ctx }: Room, q: string) => (await listSeries(ctx, { q, limit: 10 })).items.length
    expect([await of(room, 'week umbr'), await of(room, 'violet'), await of(other, 'umbrella')]).toEqual([
      1, 0, 1,
    ])
  })
})
