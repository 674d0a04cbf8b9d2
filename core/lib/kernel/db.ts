import { type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Job } from './jobs.ts'

/** The database handle of store functions: a transaction, or the builder of a batch. */
export type Db = PgDatabase<RowsKind, Record<string, never>>

/** The result of raw SQL, over either driver. */
interface RowsKind extends PgQueryResultHKT {
  type: Rows<this['row']>
}
interface Rows<Row> {
  rows: Row[]
}

/**
 * Commits a job with the transaction it is called in; it is delivered after the commit. A chore that crosses workspaces must
 * pass the workspace of the job.
 */
export type Enqueue = (job: Job, workspaceId?: string) => void

/** A raw SQL statement of a transaction. */
export type Statement = SQL

/** The rows that a unit of work may access. */
export type Scope =
  | { role: 'chorus_app'; workspaceId: string; userId: string | null }
  | { role: 'chorus_system' }

// biome-ignore lint/suspicious/noExplicitAny: drizzle's own type of a query that can stand in a batch.
export type Query = PromiseLike<any>
export type Results<Queries extends readonly Query[]> = {
  -readonly [K in keyof Queries]: Awaited<Queries[K]>
}

/**
 * The database as one role and one tenant see it. Each unit of work is one transaction whose first statement sets both,
 * local to that transaction. No network call (platform, model, queue, object) belongs inside one.
 */
export interface ScopedDb {
  /** Runs queries in one transaction and one round trip. No query can depend on the result of another. */
  batch<const Queries extends readonly Query[]>(
    build: (db: Db, enqueue: Enqueue) => Queries,
  ): Promise<Results<Queries>>
  /** Runs a transaction that reads, decides and writes. Jobs that it enqueues commit with it. */
  tx<T>(work: (tx: Db, enqueue: Enqueue) => Promise<T>): Promise<T>
}

/** Statement timeout in milliseconds: stops statements whose caller no longer waits. */
const STATEMENT_MAX = '30000'

/** Returns the first statement of every transaction, which sets its role, tenant and statement timeout. */
export function enterScope(scope: Scope): SQL {
  if (scope.role === 'chorus_system')
    return sql`select set_config('role', 'chorus_system', true), set_config('statement_timeout', ${STATEMENT_MAX}, true)`
  return sql`select set_config('role', 'chorus_app', true), set_config('statement_timeout', ${STATEMENT_MAX}, true),
    set_config('app.workspace_id', ${scope.workspaceId}, true),
    set_config('app.user_id', ${scope.userId ?? ''}, true)`
}

/** Returns the row of a query that returns exactly one, such as an insert. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length > 1) throw new Error(`Expected one row, got ${rows.length}.`)
  return row
}
