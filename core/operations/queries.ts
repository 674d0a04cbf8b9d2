import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'

/** Answers when the database does. */
export const ping = (db: Db) => db.execute(sql`select 1`)
