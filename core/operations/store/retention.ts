import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'

interface Gone extends Record<string, unknown> {
  object_name?: string | null
}

interface Old {
  before: Date
  limit: number
}

const remove =
  (table: SQL, age: SQL, { only = sql`true`, returning = sql`null as object_name` } = {}) =>
  (db: Db, { before, limit }: Old) =>
    db.execute<Gone>(sql`
      delete from ${table} where ctid = any (array(
        select ctid from ${table} where ${age} < ${before.toISOString()}::timestamptz and ${only} limit ${limit}))
      returning ${returning}`)

/** The statements that delete the oldest rows, by kind. Updates that were never applied are kept. */
export const forget = {
  rawDeliveries: remove(sql`webhook_deliveries`, sql`received_at`, { returning: sql`object_name` }),
  webhookEvents: remove(sql`webhook_events`, sql`received_at`, {
    only: sql`(processed_at is not null or workspace_id is null)`,
  }),
  logs: remove(sql`system_logs`, sql`logged_at`, { only: sql`level <> 'error'` }),
  errors: remove(sql`system_logs`, sql`logged_at`, { only: sql`level = 'error'` }),
  taskRuns: remove(sql`task_runs`, sql`started_at`),
  modelCalls: remove(sql`ai_usage_logs`, sql`called_at`),
  modelErrors: remove(sql`ai_errors`, sql`created_at`),
  audit: remove(sql`audit_log`, sql`created_at`),
  idempotencyKeys: remove(sql`idempotency_keys`, sql`created_at`),
  // Dead letters that nobody has replayed are kept.
  replayedDeadLetters: remove(sql`dead_letters`, sql`replayed_at`),
}
