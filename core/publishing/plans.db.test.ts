import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import * as check from './store/check.ts'
import * as looks from './store/looks.ts'
import * as posts from './store/post-lists.ts'
import * as published from './store/published.ts'
import * as series from './store/series.ts'
import * as targets from './store/targets.ts'

const rooms = startRooms()
const { system } = rooms
let room: Room
let others = ''
const TABLES = [
  'scheduled_posts',
  'scheduled_post_accounts',
  'published_posts',
  'post_series',
  'publishing_queue',
  'social_accounts',
]
/** Far from every other suite's clock. */
const YEAR = 2040
const at = (text: string) => new Date(`${YEAR}-${text}`)

beforeAll(async () => {
  room = await rooms.newWorkspace()
  const values = [room.workspaceId, room.accountId]
  await asOwner(
    `with p as (
       insert into scheduled_posts (id, workspace_id, text, status, publish_at, timezone)
       select gen_random_uuid(), $1, 'Post ' || n, 'queued', timestamptz '${YEAR}-01-01' + n * interval '50 minutes', 'UTC'
       from generate_series(1, 10000) n returning id, workspace_id, publish_at
     )
     insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at, status, external_post_id)
     select gen_random_uuid(), workspace_id, id, $2, publish_at, 'cancelled', 'x-' || id from p`,
    values,
  )
  await asOwner(
    `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at)
     select gen_random_uuid(), $1, $2, 'p-' || n, 'Post', timestamptz '${YEAR}-01-01' + n * interval '50 minutes'
     from generate_series(1, 10000) n`,
    values,
  )
  await asOwner(
    `insert into post_series (id, workspace_id, text, start_local, timezone, rrule, status, next_at)
     select gen_random_uuid(), $1, 'Series ' || n, '${YEAR}-01-01T09:00:00', 'UTC', 'FREQ=DAILY', 'paused', timestamptz '${YEAR}-01-01' + n * interval '1 hour'
     from generate_series(1, 2000) n`,
    [room.workspaceId],
  )
  // Rows of other teams: Postgres would read a table of few rows whole, and rightly so.
  others = (await rooms.newWorkspace()).workspaceId
  await asOwner(
    `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials)
     select gen_random_uuid(), $1, 'telegram', 'plan-' || n, 'Channel', '' from generate_series(1, 3000) n`,
    [others],
  )
  // Posts still to come, later than all of those.
  await asOwner(
    `with p as (
       insert into scheduled_posts (id, workspace_id, text, publish_at, timezone)
       select gen_random_uuid(), $1, 'Open ' || n, timestamptz '${YEAR + 2}-01-01' + n * interval '10 minutes', 'UTC'
       from generate_series(1, 3000) n returning id, workspace_id, publish_at
     )
     insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at)
     select gen_random_uuid(), workspace_id, id, $2, publish_at from p`,
    values,
  )
  for (const table of TABLES) await asOwner(`analyze ${table}`)
}, 300_000)
afterAll(async () => {
  await asOwner('delete from social_accounts where workspace_id = $1', [others])
  await asOwner('analyze social_accounts')
})

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** How many rows of each table a query has touched, as the role that asks it. */
async function touched(db: typeof room.ctx.db, query: (db: Db) => { getSQL(): SQL }) {
  return db.tx(async (tx) => {
    // As in the plans of lists: the few rows of other suites make reading a small table whole seem cheaper than its index.
    await tx.execute(sql`set local enable_seqscan = off`)
    await tx.execute(sql`set local random_page_cost = 1.1`)
    const { rows } = await tx.execute<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      sql`explain (analyze, format json) ${query(tx).getSQL()}`,
    )
    const counts = new Map<string, number>()
    const walk = (plan: Plan) => {
      const table = plan['Relation Name']
      const rows = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
      if (table && plan['Node Type'] !== 'ModifyTable') counts.set(table, (counts.get(table) ?? 0) + rows)
      for (const inner of plan.Plans ?? []) walk(inner)
    }
    const [first] = rows
    if (!first) throw new Error('No plan.')
    walk(first['QUERY PLAN'][0].Plan)
    return Object.fromEntries(counts)
  })
}

const inWorkspace = (query: Parameters<typeof touched>[1]) => touched(room.ctx.db, query)
const across = (query: Parameters<typeof touched>[1]) => touched(system.db, query)
const most = (counts: Record<string, number>) => Math.max(0, ...Object.values(counts))

describe('of 10,000 posts, few are touched by', () => {
  it('a month of the calendar, and its next page', async () => {
    const range = {
      workspaceId: room.workspaceId,
      from: at('03-01'),
      to: at('04-01'),
      status: undefined,
      q: undefined,
      limit: 100,
    }
    expect(most(await inWorkspace((db) => posts.list(db, { ...range, last: null })))).toBeLessThan(150)
    const last = { at: at('03-20'), id: newId() }
    expect(most(await inWorkspace((db) => posts.list(db, { ...range, last })))).toBeLessThan(150)
  })

  it.each(['cancelled', 'queued'] as const)('the posts that are %s, and their next page', async (status) => {
    const filter = {
      workspaceId: room.workspaceId,
      from: undefined,
      to: undefined,
      q: undefined,
      status,
      limit: 50,
    }
    expect(most(await inWorkspace((db) => posts.list(db, { ...filter, last: null })))).toBeLessThan(80)
    const last = { at: at('06-01'), id: newId() }
    expect(most(await inWorkspace((db) => posts.list(db, { ...filter, last })))).toBeLessThan(80)
  })

  it('the list of what has been published', async () => {
    const all = {
      workspaceId: room.workspaceId,
      accountId: undefined,
      from: undefined,
      to: undefined,
      limit: 50,
    }
    expect(most(await inWorkspace((db) => published.list(db, { ...all, after: null })))).toBeLessThan(120)
    const after = { at: at('06-01'), id: newId() }
    expect(most(await inWorkspace((db) => published.list(db, { ...all, after })))).toBeLessThan(120)
  })

  it('a look at the same hour', async () => {
    const times = [{ from: at('03-01T10:00:00Z').toISOString(), to: at('03-01T11:00:00Z').toISOString() }]
    const near = { workspaceId: room.workspaceId, accountIds: [room.accountId], times }
    expect(most(await inWorkspace((db) => check.near(db, near)))).toBeLessThan(50)
  })

  it('a look at what is being sent', async () => {
    const sending = { workspaceId: room.workspaceId, accountId: room.accountId, dueBefore: at('02-01') }
    expect(most(await inWorkspace((db) => looks.beingSent(db, sending)))).toBeLessThan(50)
  })

  it('a look at which posts of a platform are held', async () => {
    const held = { workspaceId: room.workspaceId, accountId: room.accountId, ids: ['p-1', 'x-2'] }
    expect(most(await inWorkspace((db) => looks.held(db, held)))).toBeLessThan(20)
  })

  it('the series that a range of the calendar asks for, and those that are to be made', async () => {
    const to = at('02-01')
    expect(
      most(await inWorkspace((db) => series.upcoming(db, { workspaceId: room.workspaceId, to }))),
    ).toBeLessThan(50)
    expect(most(await across((db) => series.toMake(db, { before: to, limit: 100 })))).toBeLessThan(100)
  })

  it('a tick: what is due, late, without an answer, or to be looked for', async () => {
    const [now, limit] = [at('02-01'), 100]
    expect(most(await across((db) => targets.due(db, { horizon: now, limit })))).toBeLessThan(300)
    expect(most(await across((db) => targets.toLookFor(db, { now, limit })))).toBeLessThan(100)
    expect(most(await across((db) => targets.markLate(db, { before: now })))).toBeLessThan(100)
    expect(most(await across((db) => targets.expireLeases(db, { now, startedBefore: now })))).toBeLessThan(
      100,
    )
    expect(most(await across((db) => targets.pause(db, { horizon: now })))).toBeLessThan(100)
    expect(most(await across((db) => targets.resume(db)))).toBeLessThan(100)
  })
})

/** Rows read of each table, by the connection's own counters; they may include the reads of its earlier statements. */
const READS = `select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
  from pg_stat_xact_user_tables where seq_tup_read + coalesce(idx_tup_fetch, 0) > 0`

it('a claim of five of them reads few rows, and so does recording what became of them', async () => {
  const made = await asOwner<{ id: string }>(
    `select t.id from scheduled_post_accounts t join publishing_queue q on q.target_id = t.id where t.workspace_id = $1 order by q.at limit 5`,
    [room.workspaceId],
  )
  const reads = await system.db.tx(async (tx) => {
    // Some tables are so small here that reading all of one is as good as its index: ask for the index, row by row, in plans made anew.
    for (const way of ['seqscan', 'mergejoin', 'hashjoin'])
      await tx.execute(sql.raw(`set local enable_${way} = off`))
    await tx.execute(sql`discard plans`)
    const counted = async () => (await tx.execute<{ name: string; rows: number }>(sql.raw(READS))).rows
    const before = new Map((await counted()).map(({ name, rows }) => [name, rows]))
    const now = new Date(`${YEAR + 2}-01-02`)
    const hints = made.map(({ id: targetId }) => ({ targetId, version: 1 }))
    const { rows } = await targets.claim(tx, {
      hints,
      now,
      horizon: now,
      lateBefore: new Date(`${YEAR}-01-01`),
      allowing: '{}',
    })
    expect(rows).toHaveLength(5)
    const ended = rows.map((row) => ({
      ...{
        targetId: row.target_id,
        fence: row.fence,
        publishedId: newId(),
        lookAt: null,
        waitingReason: null,
      },
      ...{
        status: 'sent' as const,
        externalId: `plan-${row.target_id}`,
        url: null,
        error: null,
        dueAt: null,
        handle: null,
      },
      run: 'success' as const,
    }))
    await targets.complete(tx, { ended, now })
    return (await counted()).map(({ name, rows }) => ({ name, rows: rows - (before.get(name) ?? 0) }))
  })
  const many = reads.filter(({ rows }) => rows > 100)
  expect([reads.length > 3, many]).toEqual([true, []])
})
