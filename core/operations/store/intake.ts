import { sql } from 'drizzle-orm'
import type { UpdateIntake } from '#core/inbox/rules/intake.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { NewDelivery } from './events.ts'

/** An update in the form that the database takes (`chorus_take_in`). Times are ISO 8601. */
export interface TakenUpdate extends UpdateIntake {
  /** Its place among those of the batch. */
  n: number
  event: string
  delivery: string | null
  source: string
  type: string
  platform: string | null
  /** The platform's id of the account. */
  external: string | null
  /** Our id of the account, and the version of the secret that came with the request, where the webhook's address names the account. */
  account: string | null
  secretVersion: number | null
  dedupeKey: string
  occurredAt: string
  receivedAt: string
  payload: unknown
  stored: boolean
  /** Why it cannot be applied. */
  problem: string | null
}

/** The effects of a batch in a workspace. Conversations and media are given by their ids. */
export interface Taken {
  workspace: string
  /** Conversations with a new message. */
  woken: string[]
  changed: string[]
  /** Files to fetch. */
  media: string[]
  failed: { event: string; error: string }[]
  applied: number
}

/** Milliseconds until the next try after the first failure, the second, …; after the last there is no further try. */
export type Delays = readonly number[]

interface Given {
  updates: readonly TakenUpdate[]
  delays: Delays
  now: Date
}

const milliseconds = (delays: Delays) => sql`array(select jsonb_array_elements_text(${jsonb(delays)})::int)`

/** Keeps, routes and applies a batch, in one statement; or only keeps it. Crosses workspaces. */
export const takeIn = (
  db: Db,
  {
    deliveries,
    applying,
    updates,
    delays,
    now,
  }: Given & { deliveries: readonly NewDelivery[]; applying: boolean },
) =>
  db.execute<{ taken: Taken[] }>(
    sql`select chorus_take_in(${jsonb(deliveries)}, ${jsonb(updates)}, ${applying}, ${milliseconds(delays)},
      ${now.toISOString()}::timestamptz) as taken`,
  )

/** Applies updates of one workspace. */
export const apply = (db: Db, { workspaceId, updates, delays, now }: Given & { workspaceId: string }) =>
  db.execute<{ taken: Taken }>(
    sql`select chorus_apply_updates(${workspaceId}::uuid, ${jsonb(updates)}, ${milliseconds(delays)},
      ${now.toISOString()}::timestamptz) as taken`,
  )
