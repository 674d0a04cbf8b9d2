import { and, eq, inArray, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { postSeriesAccounts, scheduledPostAccounts } from '#drizzle/schema/publishing.ts'
import type { TargetStatus, WaitingReason } from '../schemas.ts'

/** Which accounts a post, or a series, goes to. */

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

/** Forgets targets of which nothing was ever tried. One that a publisher has just taken is not among them. */
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

/** What was tried stays on record, and is tried no more. */
export const cancelTried = (db: Db, targets: Targets) =>
  db
    .update(scheduledPostAccounts)
    .set({ status: 'cancelled', waitingReason: null })
    .where(and(these(targets), inArray(scheduledPostAccounts.status, ['queued', 'waiting', 'failed'])))
    .returning({ id: scheduledPostAccounts.id })

/** What was cancelled is to go out after all, as if it were new. */
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

/** The state of a post is derived when a target changes; that one is gone is no change of another. */
export const derive = (db: Db, post: OfPost) =>
  db
    .update(scheduledPostAccounts)
    .set({ status: sql`${scheduledPostAccounts.status}` })
    .where(ofPost(post))

/** A series goes to these from now on. */
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
