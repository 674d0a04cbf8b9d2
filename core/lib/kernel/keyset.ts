import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Position } from './page.ts'

/**
 * Returns the condition for rows after a position in a list sorted by (time, id): a row comparison, so that an index on both
 * serves it.
 */
export const after = (at: AnyPgColumn, id: AnyPgColumn, position: Position | null): SQL | undefined =>
  position === null
    ? undefined
    : sql`(${at}, ${id}) > (${position.at.toISOString()}::timestamptz, ${position.id}::uuid)`

/** Returns the same condition for a list in descending order. */
export const before = (at: AnyPgColumn, id: AnyPgColumn, position: Position | null): SQL | undefined =>
  position === null
    ? undefined
    : sql`(${at}, ${id}) < (${position.at.toISOString()}::timestamptz, ${position.id}::uuid)`
