import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'

interface Standing extends Record<string, unknown> {
  oldest_job: string | null
  last_tick: string | null
  installed: string | null
  dead_letters: number
}

/** Reads how far behind deliveries are, when cron last ran, and how many messages died lately. */
export const standing = (db: Db) =>
  db.execute<Standing>(sql`
    select (select min(not_before) from outbox) as oldest_job,
           (select max(started_at) from task_runs where task = 'sweep') as last_tick,
           (select min(created_at) from workspaces) as installed,
           (select count(*) from dead_letters where replayed_at is null) as dead_letters`)
