import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import type { Settled } from '#core/lib/platform/retry.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { commentPatterns, engagementActions } from '#drizzle/schema/engagement.ts'
import { publishedPosts } from '#drizzle/schema/publishing.ts'
import type { EngagementKind, EngagementStatus } from '../schemas.ts'
import type { One } from './settings.ts'

const one = ({ workspaceId, id }: One) =>
  and(eq(engagementActions.workspaceId, workspaceId), eq(engagementActions.id, id))

/** Selects actions with what is shown of their accounts, posts and patterns. */
const select = (db: Db) =>
  db
    .select({
      action: engagementActions,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
      post: {
        externalId: publishedPosts.externalId,
        url: publishedPosts.url,
        text: publishedPosts.text,
      },
      pattern: commentPatterns,
    })
    .from(engagementActions)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, engagementActions.workspaceId),
        eq(socialAccounts.id, engagementActions.accountId),
      ),
    )
    .innerJoin(
      publishedPosts,
      and(
        eq(publishedPosts.workspaceId, engagementActions.workspaceId),
        eq(publishedPosts.id, engagementActions.publishedPostId),
      ),
    )
    .leftJoin(
      commentPatterns,
      and(
        eq(commentPatterns.workspaceId, engagementActions.workspaceId),
        eq(commentPatterns.id, engagementActions.patternId),
      ),
    )
export type ActionRow = Awaited<ReturnType<typeof select>>[number]

/** Lists actions, those first whose time is latest. */
export const list = (
  db: Db,
  {
    workspaceId,
    status,
    accountId,
    before,
    limit,
  }: {
    workspaceId: string
    status: EngagementStatus | undefined
    accountId: string | undefined
    before: Position | null
    limit: number
  },
) =>
  select(db)
    .where(
      and(
        eq(engagementActions.workspaceId, workspaceId),
        status === undefined ? undefined : eq(engagementActions.status, status),
        accountId === undefined ? undefined : eq(engagementActions.accountId, accountId),
        keyset.before(engagementActions.dueAt, engagementActions.id, before),
      ),
    )
    .orderBy(desc(engagementActions.dueAt), desc(engagementActions.id))
    .limit(limit + 1)

export const byId = (db: Db, where: One) => select(db).where(one(where))

/** The facts that decide whether an action is done, read under its lock. */
interface LockedRow extends Record<string, unknown> {
  status: EngagementStatus
  kind: EngagementKind
  by_hand: boolean
  due_at: string
  counted_on: string
  has_text: boolean
  account_id: string
  profile_id: string
  attempts: number
  consents: boolean
  auto: boolean
  paused: boolean
  last_act: string | null
}

/** Locks an action and reads what doing it depends on. */
export const lock = (db: Db, { workspaceId, id }: One) =>
  db.execute<LockedRow>(sql`
    select x.status, x.action_type as kind, x.waiting_reason is not distinct from 'by_hand' as by_hand, to_json(x.due_at)#>>'{}' as due_at,
      x.counted_on::text as counted_on, x.comment_text is not null as has_text, x.account_id, x.engager_profile_id as profile_id, x.attempts,
      exists (select from engagement_consents c join members m on m.workspace_id = c.workspace_id and m.user_id = c.user_id
        where c.workspace_id = x.workspace_id and c.account_id = x.account_id) as consents,
      coalesce((select s.auto_engage_enabled from engagement_settings s
        where s.workspace_id = x.workspace_id and s.profile_id = x.engager_profile_id), true) as auto,
      chorus_machines_paused(x.workspace_id) as paused,
      (select to_json(max(o.started_at))#>>'{}' from engagement_actions o
        where o.workspace_id = x.workspace_id and o.engager_profile_id = x.engager_profile_id and o.id <> x.id) as last_act
    from engagement_actions x where x.workspace_id = ${workspaceId} and x.id = ${id} for update of x`)

/** Holds an author's actions apart from each other until the transaction ends: of two that are due at once, one sees the other. */
export const lockAuthorOf = (db: Db, { workspaceId, id }: One) =>
  db.execute(sql`
    select from profiles p where p.workspace_id = ${workspaceId} and p.id = (
      select engager_profile_id from engagement_actions where workspace_id = ${workspaceId} and id = ${id}) for no key update`)

/** Claims an action: the fence is raised and the start written, which is the intent. */
export const claim = (db: Db, { now, ...where }: One & { now: Date }) =>
  db
    .update(engagementActions)
    .set({
      status: 'sending',
      waitingReason: null,
      fence: sql`${engagementActions.fence} + 1`,
      attempts: sql`${engagementActions.attempts} + 1`,
      startedAt: now,
      error: null,
    })
    .where(and(one(where), inArray(engagementActions.status, ['queued', 'waiting'])))
    .returning()
export type ClaimedRow = Awaited<ReturnType<typeof claim>>[number]

/** Brings an action that waits into another state, or to another time. */
export const setWaiting = (
  db: Db,
  where: One,
  set: Partial<
    Pick<
      typeof engagementActions.$inferInsert,
      'status' | 'waitingReason' | 'error' | 'dueAt' | 'countedOn' | 'attempts'
    >
  >,
) =>
  db
    .update(engagementActions)
    .set(set)
    .where(and(one(where), inArray(engagementActions.status, ['queued', 'waiting'])))
    .returning({ id: engagementActions.id })

/** Keeps a comment that was written, unless another was kept meanwhile. */
export const keepText = (db: Db, { text, ...where }: One & { text: string }) =>
  db
    .update(engagementActions)
    .set({ text, error: null })
    .where(
      and(
        one(where),
        inArray(engagementActions.status, ['queued', 'waiting']),
        isNull(engagementActions.text),
      ),
    )
    .returning({ id: engagementActions.id })

/** Takes a place of a day for an author, and tells whether there was one. */
export const takePlace = async (
  db: Db,
  { profileId, kind, at }: { profileId: string; kind: EngagementKind; at: Date },
): Promise<boolean> => {
  const { rows } = await db.execute<{ taken: boolean }>(
    sql`select increment_engagement_counter(${profileId}, ${kind}, ${at.toISOString()}::timestamptz) as taken`,
  )
  return rows[0]?.taken === true
}

/** Gives the place of an action that will not be done back to its day. */
export const freePlace = (
  db: Db,
  {
    workspaceId,
    profileId,
    kind,
    day,
  }: { workspaceId: string; profileId: string; kind: EngagementKind; day: string },
) =>
  db.execute(sql`update engagement_counters set used = used - 1
    where workspace_id = ${workspaceId} and profile_id = ${profileId} and action_type = ${kind} and day = ${day}::date and used > 0`)

/** Records the outcome of an attempt, unless another one has begun since. */
export const complete = (
  db: Db,
  { fence, settled, now, ...where }: One & { fence: number; settled: Settled; now: Date },
) =>
  db
    .update(engagementActions)
    .set({
      status: settled.status,
      waitingReason: settled.status === 'waiting' ? settled.reason : null,
      error: settled.status === 'sent' ? null : settled.error,
      ...(settled.status === 'sent' ? { externalId: settled.externalId, url: settled.url, sentAt: now } : {}),
      ...('dueAt' in settled ? { dueAt: settled.dueAt } : {}),
      // A limit is not a failure: it does not use up an attempt.
      ...(settled.status === 'waiting' ? { attempts: sql`${engagementActions.attempts} - 1` } : {}),
    })
    .where(
      and(
        one(where),
        eq(engagementActions.fence, fence),
        // A known outcome of the same attempt replaces `unknown`.
        inArray(
          engagementActions.status,
          settled.status === 'sent' || settled.status === 'failed' ? ['sending', 'unknown'] : ['sending'],
        ),
      ),
    )
    .returning({ id: engagementActions.id })

/** Lists the comments of the team under a post, but for one. */
export const otherComments = (
  db: Db,
  { workspaceId, publishedPostId, id }: One & { publishedPostId: string },
) =>
  db.execute<{ text: string }>(sql`
    select comment_text as text from engagement_actions
    where workspace_id = ${workspaceId} and published_post_id = ${publishedPostId} and id <> ${id} and comment_text is not null
    order by due_at limit 50`)

/** Brings an action from one of some states into another, as a person says. A handed-over one may be done; no other that waits. */
export const changeByHand = (
  db: Db,
  {
    status,
    from,
    now,
    ...where
  }: One & { status: EngagementStatus; from: readonly EngagementStatus[]; now: Date },
) =>
  db
    .update(engagementActions)
    .set({
      status,
      waitingReason: null,
      error: null,
      ...(status === 'queued' ? { dueAt: now, attempts: 0 } : {}),
      ...(status === 'sent' ? { sentAt: now } : {}),
    })
    .where(
      and(
        one(where),
        inArray(engagementActions.status, [...from]),
        status === 'sent'
          ? sql`(${engagementActions.status} <> 'waiting' or ${engagementActions.waitingReason} = 'by_hand')`
          : undefined,
      ),
    )
    .returning()

/** Takes back what waits of some accounts. */
export const cancelOf = (
  db: Db,
  { workspaceId, accountIds, why }: { workspaceId: string; accountIds: readonly string[]; why: string },
) =>
  db.execute<{ id: string }>(
    sql`select chorus_cancel_engagement(${workspaceId}, array(select jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb)::uuid), ${why}) as id`,
  )

// --- chores across workspaces -------------------------------------------------------------------

/** Marks actions whose worker never answered as unknown: they may have been done, and are never tried again. */
export const expire = (db: Db, { startedBefore }: { startedBefore: Date }) =>
  db
    .update(engagementActions)
    .set({
      status: 'unknown',
      error: 'Sending stopped before the platform answered. It may have been done: look there.',
    })
    .where(
      and(
        eq(engagementActions.status, 'sending'),
        sql`${engagementActions.startedAt} <= ${startedBefore.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: engagementActions.id, workspaceId: engagementActions.workspaceId })

/** Lists what is to be done now, and comments that are to be written for later. A workspace with much waiting takes its turn with others. */
export const due = (db: Db, { now, writeBefore, limit }: { now: Date; writeBefore: Date; limit: number }) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    select id, workspace_id from (
      select id, workspace_id, due_at, row_number() over (partition by workspace_id order by due_at, id) as turn
      from engagement_actions
      where status in ('queued', 'waiting') and waiting_reason is distinct from 'by_hand'
        and due_at <= ${writeBefore.toISOString()}::timestamptz
        and (due_at <= ${now.toISOString()}::timestamptz or action_type = 'comment' and comment_text is null)
        and not chorus_machines_paused(workspace_id)
    ) open order by turn, due_at, id limit ${limit}`)
