import { and, eq, inArray, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { postSeriesAccounts, scheduledPostAccounts } from '#drizzle/schema/publishing.ts'
import type { TargetStatus, WaitingReason } from '../schemas.ts'

/** Queries about the accounts that a post, or a series, goes to. */

interface OfPost {
  workspaceId: string
  postId: string
}
interface Targets extends OfPost {
  targetIds: readonly string[]
}

const ofPost = ({ workspaceId, postId }: OfPost) =>
  and(eq(scheduledPostAccounts.workspaceId, workspaceId), eq(scheduledPostAccounts.postId, postId))
const these = ({ targetIds, ...post }: Targets) =>
  and(ofPost(post), inArray(scheduledPostAccounts.id, [...targetIds]))

/** Deletes targets that were never tried. One that a publisher has just taken stays. */
export const removeTargets = (db: Db, targets: Targets) =>
  db
    .delete(scheduledPostAccounts)
    .where(
      and(
        these(targets),
        inArray(scheduledPostAccounts.status, ['queued', 'waiting']),
        eq(scheduledPostAccounts.fence, 0),
      ),
    )
    .returning({ id: scheduledPostAccounts.id })

/** Cancels targets that were tried: they stay on record, and are tried no more. */
export const cancelTried = (db: Db, targets: Targets) =>
  db
    .update(scheduledPostAccounts)
    .set({ status: 'cancelled', waitingReason: null })
    .where(and(these(targets), inArray(scheduledPostAccounts.status, ['queued', 'waiting', 'failed'])))
    .returning({ id: scheduledPostAccounts.id })

/** Reopens cancelled targets, as if they were new. */
export const reopen = (
  db: Db,
  {
    dueAt,
    status,
    waitingReason,
    error,
    ...targets
  }: Targets & {
    dueAt: Date
    status: TargetStatus
    waitingReason: WaitingReason | null
    error: string | null
  },
) =>
  db
    .update(scheduledPostAccounts)
    .set({ status, waitingReason, dueAt, attempts: 0, error, lookAt: null })
    .where(and(these(targets), eq(scheduledPostAccounts.status, 'cancelled')))

export const insertTargets = (db: Db, rows: readonly (typeof scheduledPostAccounts.$inferInsert)[]) =>
  db.insert(scheduledPostAccounts).values([...rows])

/** Has the state of a post derived again by touching its targets: deleting a target does not do that by itself. */
export const derive = (db: Db, post: OfPost) =>
  db
    .update(scheduledPostAccounts)
    .set({ status: sql`${scheduledPostAccounts.status}` })
    .where(ofPost(post))

/** Replaces the accounts of a series. */
export async function replaceOfSeries(
  db: Db,
  {
    workspaceId,
    seriesId,
    accountIds,
  }: { workspaceId: string; seriesId: string; accountIds: readonly string[] },
): Promise<void> {
  await db
    .delete(postSeriesAccounts)
    .where(
      and(
        eq(postSeriesAccounts.workspaceId, workspaceId),
        eq(postSeriesAccounts.seriesId, seriesId),
        notInArray(postSeriesAccounts.accountId, [...accountIds]),
      ),
    )
  await db
    .insert(postSeriesAccounts)
    .values(accountIds.map((accountId) => ({ workspaceId, seriesId, accountId })))
    .onConflictDoNothing()
}
