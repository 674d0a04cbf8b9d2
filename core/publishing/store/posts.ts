import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { postAttempts, scheduledPostAccounts, scheduledPosts } from '#drizzle/schema/publishing.ts'
import type { PostStatus, TargetStatus, VariantMarks } from '../schemas.ts'

export type PostRow = typeof scheduledPosts.$inferSelect
export type RunRow = typeof postAttempts.$inferSelect

interface One {
  workspaceId: string
  id: string
}

export const insertPost = (db: Db, row: typeof scheduledPosts.$inferInsert) =>
  db.insert(scheduledPosts).values(row)

export const insertPosts = (db: Db, rows: readonly (typeof scheduledPosts.$inferInsert)[]) =>
  db.insert(scheduledPosts).values([...rows])

export const insertTargets = (db: Db, rows: readonly (typeof scheduledPostAccounts.$inferInsert)[]) =>
  db.insert(scheduledPostAccounts).values([...rows])

export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), inArray(scheduledPosts.id, [...ids])))

/**
 * Locks a post to the end of the transaction, and its targets before it: publishers lock in the same order, so that two
 * transactions do not wait for each other.
 */
export async function lock(db: Db, key: One) {
  await lockTargets(db, { workspaceId: key.workspaceId, ids: [key.id] })
  return db
    .select()
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, key.workspaceId), eq(scheduledPosts.id, key.id)))
    .for('update')
}

/** The text that a person is to say on an account, where one publishes it. */
export const textByHand = sql<
  string | null
>`case when ${scheduledPostAccounts.waitingReason} = 'by_hand' then (
  select chorus_published_text(p.workspace_id, ${scheduledPostAccounts.accountId}, chorus_said_on(p.text, p.variants, ${scheduledPostAccounts.accountId}))
  from scheduled_posts p where p.workspace_id = ${scheduledPostAccounts.workspaceId} and p.id = ${scheduledPostAccounts.postId}) end`

export const targetsOf = (
  db: Db,
  { workspaceId, postIds }: { workspaceId: string; postIds: readonly string[] },
) =>
  db
    .select({
      target: scheduledPostAccounts,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
      text: textByHand,
    })
    .from(scheduledPostAccounts)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, scheduledPostAccounts.workspaceId),
        eq(socialAccounts.id, scheduledPostAccounts.accountId),
      ),
    )
    .where(
      and(
        eq(scheduledPostAccounts.workspaceId, workspaceId),
        inArray(scheduledPostAccounts.postId, [...postIds]),
      ),
    )
    .orderBy(scheduledPostAccounts.id)
export type TargetRow = Awaited<ReturnType<typeof targetsOf>>[number]

export const runsOf = (
  db: Db,
  { workspaceId, postIds }: { workspaceId: string; postIds: readonly string[] },
) =>
  db
    .select()
    .from(postAttempts)
    .where(and(eq(postAttempts.workspaceId, workspaceId), inArray(postAttempts.postId, [...postIds])))
    .orderBy(asc(postAttempts.startedAt), asc(postAttempts.targetId), asc(postAttempts.fence))

export const update = (
  db: Db,
  {
    workspaceId,
    id,
    ...change
  }: One & {
    text?: string
    variants?: VariantMarks
    publishAt?: Date
    timezone?: string
    detached?: boolean
    status?: PostStatus
  },
) =>
  db
    .update(scheduledPosts)
    .set({ ...change, version: sql`${scheduledPosts.version} + 1` })
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), eq(scheduledPosts.id, id)))
    .returning()

const ofPost = (workspaceId: string, postId: string) =>
  and(eq(scheduledPostAccounts.workspaceId, workspaceId), eq(scheduledPostAccounts.postId, postId))

const held = sql`${scheduledPostAccounts.waitingReason} is not distinct from 'approval' or ${scheduledPostAccounts.waitingReason} is not distinct from 'paused'`

export const moveTargets = (
  db: Db,
  { workspaceId, postId, dueAt }: { workspaceId: string; postId: string; dueAt: Date },
) =>
  db
    .update(scheduledPostAccounts)
    .set({
      dueAt,
      // Targets that await approval, or are paused, stay so at the new time.
      status: sql`case when ${held} then 'waiting' else 'queued' end`,
      waitingReason: sql`case when ${held} then ${scheduledPostAccounts.waitingReason} end`,
      error: sql`case when ${held} then ${scheduledPostAccounts.error} end`,
    })
    .where(and(ofPost(workspaceId, postId), inArray(scheduledPostAccounts.status, ['queued', 'waiting'])))
    .returning({ id: scheduledPostAccounts.id })

/** Queues targets that await approval, or sets queued ones back to awaiting it. */
export const setHeld = (
  db: Db,
  {
    workspaceId,
    postId,
    held: hold,
    dueAt,
  }: { workspaceId: string; postId: string; held: boolean; dueAt?: Date },
) =>
  db
    .update(scheduledPostAccounts)
    .set({
      ...(hold
        ? { status: 'waiting', waitingReason: 'approval' }
        : { status: 'queued', waitingReason: null }),
      error: null,
      ...(dueAt ? { dueAt } : {}),
    })
    .where(
      and(
        ofPost(workspaceId, postId),
        inArray(scheduledPostAccounts.status, ['queued', 'waiting']),
        hold ? undefined : eq(scheduledPostAccounts.waitingReason, 'approval'),
      ),
    )
    .returning({ id: scheduledPostAccounts.id })

interface Some {
  workspaceId: string
  ids: readonly string[]
}

/** Deletes those of these posts that stand alone and of which nothing has been tried or sent; cancelled, or failed before trying, counts as nothing. */
export const removeUntouched = (db: Db, { workspaceId, ids }: Some) =>
  db
    .delete(scheduledPosts)
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        inArray(scheduledPosts.id, [...ids]),
        isNull(scheduledPosts.seriesId),
        sql`not exists (select from scheduled_post_accounts a where a.workspace_id = ${scheduledPosts.workspaceId}
          and a.scheduled_post_id = ${scheduledPosts.id} and a.status in ('sending', 'sent', 'unknown'))`,
      ),
    )
    .returning({ id: scheduledPosts.id })

/** Locks the targets of posts, in the order in which publishers do. */
export const lockTargets = (db: Db, { workspaceId, ids }: Some) =>
  db
    .select({ id: scheduledPostAccounts.id })
    .from(scheduledPostAccounts)
    .where(
      and(
        eq(scheduledPostAccounts.workspaceId, workspaceId),
        inArray(scheduledPostAccounts.postId, [...ids]),
      ),
    )
    .orderBy(scheduledPostAccounts.id)
    .for('update')

/** Cancels the targets of a post that have not begun. */
export const cancelTargets = (db: Db, { workspaceId, postId }: { workspaceId: string; postId: string }) =>
  db
    .update(scheduledPostAccounts)
    .set({ status: 'cancelled', waitingReason: null })
    .where(and(ofPost(workspaceId, postId), inArray(scheduledPostAccounts.status, ['queued', 'waiting'])))
    .returning({ id: scheduledPostAccounts.id })

/** Records a person's decision about a target, if it is still in a state in which they may decide. */
export const resolveTarget = (
  db: Db,
  {
    workspaceId,
    postId,
    targetId,
    from,
    set,
  }: {
    workspaceId: string
    postId: string
    targetId: string
    from: readonly TargetStatus[]
    set: { status: TargetStatus; dueAt?: Date; url?: string | null; error?: string | null }
  },
) =>
  db
    .update(scheduledPostAccounts)
    .set({ waitingReason: null, attempts: 0, lookAt: null, handle: null, prepared: false, ...set })
    .where(
      and(
        ofPost(workspaceId, postId),
        eq(scheduledPostAccounts.id, targetId),
        inArray(scheduledPostAccounts.status, [...from]),
        // A target that awaits approval is only queued by approving it.
        set.status === 'queued'
          ? sql`${scheduledPostAccounts.waitingReason} is distinct from 'approval'`
          : undefined,
        // Of what waits, a person has published only what they were handed.
        set.status === 'sent'
          ? sql`(${scheduledPostAccounts.status} <> 'waiting' or ${scheduledPostAccounts.waitingReason} = 'by_hand')`
          : undefined,
      ),
    )
    .returning({ id: scheduledPostAccounts.id })
