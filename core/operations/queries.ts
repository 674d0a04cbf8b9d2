import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { workerFlags } from '#drizzle/schema/operations.ts'

/** Succeeds when the database answers. */
export const ping = (db: Db) => db.execute(sql`select 1`)

/** Lists the switches that have ever been changed. */
export const switches = (db: Db) =>
  db.select({ name: workerFlags.name, enabled: workerFlags.enabled }).from(workerFlags)
