import { type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Job } from './jobs.ts'

/** What a store function takes: a transaction, or the builder of a batch. */
export type Db = PgDatabase<RowsKind, Record<string, never>>

/** What raw SQL answers, over either driver. */
interface RowsKind extends PgQueryResultHKT {
  type: Rows<this['row']>
}
interface Rows<Row> {
  rows: Row[]
}

/**
 * Commits a job with the transaction it is called in; it is delivered after the commit. In a chore that crosses
 * workspaces the caller says whose job it is.
 */
export type Enqueue = (job: Job, workspaceId?: string) => void

/** A statement of a transaction that no query builder made. */
export type Statement = SQL

/** Whose rows a unit of work may touch. */
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
  /** One trip, one transaction: reads, and writes that decide nothing in between. */
  batch<const Queries extends readonly Query[]>(
    build: (db: Db, enqueue: Enqueue) => Queries,
  ): Promise<Results<Queries>>
  /** Read, decide, write. What it enqueues commits with it. */
  tx<T>(work: (tx: Db, enqueue: Enqueue) => Promise<T>): Promise<T>
}

/** What nobody waits for any more does not go on in the database either. Milliseconds. */
const STATEMENT_MAX = '30000'

/** The first statement of every transaction. */
export function enterScope(scope: Scope): SQL {
  if (scope.role === 'chorus_system')
    return sql`select set_config('role', 'chorus_system', true), set_config('statement_timeout', ${STATEMENT_MAX}, true)`
  return sql`select set_config('role', 'chorus_app', true), set_config('statement_timeout', ${STATEMENT_MAX}, true),
    set_config('app.workspace_id', ${scope.workspaceId}, true),
    set_config('app.user_id', ${scope.userId ?? ''}, true)`
}

/** The first row of a query that returns exactly one, such as an insert. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length > 1) throw new Error(`Expected one row, got ${rows.length}.`)
  return row
}
