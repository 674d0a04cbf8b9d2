import { and, asc, desc, eq, gte, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import { publishedPosts, scheduledPosts } from '#drizzle/schema/publishing.ts'
import type { TargetStatus } from './schemas.ts'

interface TargetLine {
  name: string
  platform: Platform
  status: TargetStatus
  error: string | null
}

/** A post as a line of a list, with where it goes. */
const line = {
  id: scheduledPosts.id,
  text: sql<string>`left(${scheduledPosts.text}, 200)`,
  status: scheduledPosts.status,
  publishAt: scheduledPosts.publishAt,
  targets: sql<TargetLine[]>`coalesce((
    select jsonb_agg(jsonb_build_object('name', a.name, 'platform', a.platform, 'status', t.status, 'error', t.error) order by a.name, t.id)
    from scheduled_post_accounts t join social_accounts a on a.workspace_id = t.workspace_id and a.id = t.account_id
    where t.workspace_id = scheduled_posts.workspace_id and t.scheduled_post_id = scheduled_posts.id), '[]'::jsonb)`,
  total: sql<number>`count(*) over ()`.mapWith(Number),
}

/** Posts that failed, wholly or in part, or that wait for a person's decision, latest first. */
export const troubledPosts = (db: Db, { workspaceId, limit }: { workspaceId: string; limit: number }) =>
  db
    .select(line)
    .from(scheduledPosts)
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        inArray(scheduledPosts.apart, ['needs_person', 'failed', 'partial']),
      ),
    )
    .orderBy(desc(scheduledPosts.publishAt), desc(scheduledPosts.id))
    .limit(limit)

/** Posts that go out, or went out, from `from` on and before `to`; no drafts and no cancelled ones. */
export const postsBetween = (
  db: Db,
  { workspaceId, from, to, limit }: { workspaceId: string; from: Date; to: Date; limit: number },
) =>
  db
    .select(line)
    .from(scheduledPosts)
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        notInArray(scheduledPosts.status, ['draft', 'cancelled']),
        gte(scheduledPosts.publishAt, from),
        lt(scheduledPosts.publishAt, to),
      ),
    )
    .orderBy(asc(scheduledPosts.publishAt), asc(scheduledPosts.id))
    .limit(limit)

/** Finds the post of an account that Chorus has published under this id of the platform. */
export const publishedAs = (
  db: Db,
  { workspaceId, accountId, externalId }: { workspaceId: string; accountId: string; externalId: string },
) =>
  db
    .select()
    .from(publishedPosts)
    .where(
      and(
        eq(publishedPosts.workspaceId, workspaceId),
        eq(publishedPosts.accountId, accountId),
        eq(publishedPosts.externalId, externalId),
      ),
    )
/** Posts that wait for their time, from `from` on and before `to`, the next first; none that has begun. */
export const queuedPosts = (
  db: Db,
  { workspaceId, from, to, limit }: { workspaceId: string; from: Date; to: Date; limit: number },
) =>
  db
    .select({ id: scheduledPosts.id, text: scheduledPosts.text, publishAt: scheduledPosts.publishAt })
    .from(scheduledPosts)
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        isNull(scheduledPosts.apart),
        eq(scheduledPosts.status, 'queued'),
        gte(scheduledPosts.publishAt, from),
        lt(scheduledPosts.publishAt, to),
      ),
    )
    .orderBy(asc(scheduledPosts.publishAt), asc(scheduledPosts.id))
    .limit(limit)
