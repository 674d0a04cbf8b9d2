import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { creditReservations, creditTransactions, userCredits } from '#drizzle/schema/billing.ts'

const at = (instant: Date) => sql`${instant.toISOString()}::timestamptz`

interface Booked {
  workspaceId: string
  /** The allowance of a workspace that has no credits yet. */
  free: number
  now: Date
}

/** Begins the period of now where it has not begun. */
export const renew = (db: Db, { workspaceId, free, now }: Booked) =>
  db.execute(sql`select chorus_renew_credits(${workspaceId}, ${free}, ${at(now)})`)

export const setAllowance = (
  db: Db,
  { workspaceId, free, now, allowance, anchor }: Booked & { allowance: number; anchor: Date },
) =>
  db.execute(
    sql`select chorus_set_allowance(${workspaceId}, ${free}, ${allowance}, ${at(anchor)}, ${at(now)})`,
  )

/** Sets credits aside; the id is null where too few are left. */
export const reserve = (
  db: Db,
  {
    workspaceId,
    free,
    now,
    id,
    act,
    credits,
    expires,
  }: Booked & {
    id: string
    act: string
    credits: number
    expires: Date
  },
) =>
  db.execute<{ id: string | null }>(
    sql`select chorus_reserve_credits(${workspaceId}, ${id}, ${act}, ${credits}, ${free}, ${at(now)}, ${at(expires)}) as id`,
  )

/** Ends a reservation; books what was used, once. */
export const settle = (
  db: Db,
  { workspaceId, free, now, id, act, credits }: Booked & { id: string; act: string; credits: number },
) =>
  db.execute(
    sql`select chorus_settle_credits(${workspaceId}, ${id}, ${act}, ${credits}, ${free}, ${at(now)})`,
  )

/** Books a purchase; `booked` is false where it had been booked before. */
export const topUp = (
  db: Db,
  { workspaceId, free, now, credits, purchase }: Booked & { credits: number; purchase: string },
) =>
  db.execute<{ booked: boolean }>(
    sql`select chorus_top_up_credits(${workspaceId}, ${credits}, ${purchase}, ${free}, ${at(now)}) as booked`,
  )

export const credits = (db: Db, workspaceId: string) =>
  db.select().from(userCredits).where(eq(userCredits.workspaceId, workspaceId))

/** Sums what is set aside and has not expired. */
export const reserved = (db: Db, { workspaceId, now }: { workspaceId: string; now: Date }) =>
  db
    .select({ credits: sql<number>`coalesce(sum(${creditReservations.credits}), 0)::int` })
    .from(creditReservations)
    .where(
      and(eq(creditReservations.workspaceId, workspaceId), sql`${creditReservations.expiresAt} > ${at(now)}`),
    )

/** Sums what was used since a time. */
export const usedSince = (db: Db, { workspaceId, since }: { workspaceId: string; since: Date }) =>
  db
    .select({ credits: sql<number>`coalesce(-sum(${creditTransactions.amount}), 0)::int` })
    .from(creditTransactions)
    .where(
      and(
        eq(creditTransactions.workspaceId, workspaceId),
        gte(creditTransactions.bookedAt, since),
        lt(creditTransactions.amount, 0),
        eq(creditTransactions.kind, 'use'),
      ),
    )

export const transactions = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(creditTransactions)
    .where(
      and(
        eq(creditTransactions.workspaceId, workspaceId),
        keyset.before(creditTransactions.bookedAt, creditTransactions.id, before),
      ),
    )
    .orderBy(desc(creditTransactions.bookedAt), desc(creditTransactions.id))
    .limit(limit + 1)
