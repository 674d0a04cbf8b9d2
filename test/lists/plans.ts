import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { enterScope, type Query, type Scope, type ScopedDb } from '#core/lib/kernel/db.ts'

/** A statement as a store made it, with the role and the tenant for which it was sent. */
export interface Sent {
  query: SQL
  scope: Scope
}

/** Wraps the database so that it records the statements sent to it. */
export function remembering(db: ScopedDb, scope: Scope, sent: Sent[]): ScopedDb {
  return {
    ...db,
    batch: (build) =>
      db.batch((builder, enqueue) => {
        const queries = build(builder, enqueue)
        for (const query of queries) sent.push({ query: statementOf(query), scope })
        return queries
      }),
  }
}

function statementOf(query: Query): SQL {
  if (!('getSQL' in query) || typeof query.getSQL !== 'function')
    throw new Error('A statement that cannot be explained.')
  return query.getSQL()
}

interface Node {
  'Node Type': string
  'Parent Relationship'?: string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: Node[]
}

export interface Plan {
  /** Rows read of each table, including those that a filter threw away. */
  read: Record<string, number>
  /** Tables that are read from end to end. */
  scanned: string[]
  /** Rows that the statement itself sorts, without the sorts of its subqueries for each row of a page. */
  sorted: number
  buffers: number
  text: string
}

const dialect = new PgDialect()

/**
 * Reading a small table whole is cheaper than an index, and right. This asks whether an index serves the statement at all:
 * without one, a plan has to read the whole table all the same. The random page cost is set as for storage without turning disks.
 */
const AS_IF_LARGE = `select set_config('enable_seqscan', 'off', true),
  set_config('random_page_cost', '1.1', true)`

/** Returns the plan of a statement in the role that sent it; `login` is connected as the product is. */
export async function planOf(login: pg.Client, { query, scope }: Sent): Promise<Plan> {
  const run = async (statement: SQL, prefix = '') => {
    const { sql, params } = dialect.sqlToQuery(statement)
    return (await login.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(prefix + sql, params)).rows
  }
  await login.query('begin')
  await run(enterScope(scope))
  await login.query(AS_IF_LARGE)
  const rows = await run(query, 'explain (analyze, buffers, timing off, format json) ')
  await login.query('rollback')
  const top = rows[0]?.['QUERY PLAN'][0].Plan
  if (!top) throw new Error('No plan.')
  const plan: Plan = { read: {}, scanned: [], sorted: 0, buffers: 0, text: outline(top) }
  plan.buffers = (top['Shared Hit Blocks'] ?? 0) + (top['Shared Read Blocks'] ?? 0)
  const walk = (node: Node, apart: boolean) => {
    const table = node['Relation Name']
    if (table) plan.read[table] = (plan.read[table] ?? 0) + touched(node)
    if (table && node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0) plan.scanned.push(table)
    if (!apart && /Sort$/.test(node['Node Type'])) plan.sorted += node['Actual Rows'] * node['Actual Loops']
    for (const inner of node.Plans ?? [])
      walk(inner, apart || /^(SubPlan|InitPlan)$/.test(inner['Parent Relationship'] ?? ''))
  }
  walk(top, false)
  return plan
}

const touched = (node: Node) =>
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops']

/** Writes a plan in readable form, for the message of a failed test. */
const outline = (node: Node, depth = 0): string =>
  [
    `${'  '.repeat(depth)}${node['Node Type']} ${node['Relation Name'] ?? ''} ${node['Index Name'] ?? ''} ${touched(node)}`,
    ...(node.Plans ?? []).map((inner) => outline(inner, depth + 1)),
  ].join('\n')
