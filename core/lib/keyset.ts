import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Position } from './page.ts'

/** Rows of a list sorted by (time, id) that come after a position: a row comparison, which an index on both answers. */
export const after = (at: AnyPgColumn, id: AnyPgColumn, position: Position | null): SQL | undefined =>
  position === null
    ? undefined
    : sql`(${at}, ${id}) > (${position.at.toISOString()}::timestamptz, ${position.id}::uuid)`

/** The same for a list that is sorted downwards. */
export const before = (at: AnyPgColumn, id: AnyPgColumn, position: Position | null): SQL | undefined =>
  position === null
    ? undefined
    : sql`(${at}, ${id}) < (${position.at.toISOString()}::timestamptz, ${position.id}::uuid)`
