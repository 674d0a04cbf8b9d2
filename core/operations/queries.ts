import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { workerFlags } from '#drizzle/schema/operations.ts'

/** Answers when the database does. */
export const ping = (db: Db) => db.execute(sql`select 1`)

/** The switches that were ever touched. */
export const switches = (db: Db) =>
  db.select({ name: workerFlags.name, enabled: workerFlags.enabled }).from(workerFlags)
