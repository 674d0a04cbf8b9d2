import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { scheduledPostLabels } from '#drizzle/schema/post-labels.ts'
import { postSeries, scheduledPosts } from '#drizzle/schema/publishing.ts'
import { labels } from '#drizzle/schema/team.ts'

/** Queries about how a team sorts its posts: by labels and campaigns. */

interface Some {
  workspaceId: string
  postIds: readonly string[]
}

const LABEL = { id: labels.id, name: labels.name, color: labels.color }

/** Lists the labels of posts, by their names. */
export const labelsOf = (db: Db, { workspaceId, postIds }: Some) =>
  db
    .select({ postId: scheduledPostLabels.postId, ...LABEL })
    .from(scheduledPostLabels)
    .innerJoin(
      labels,
      and(
        eq(labels.workspaceId, scheduledPostLabels.workspaceId),
        eq(labels.id, scheduledPostLabels.labelId),
      ),
    )
    .where(
      and(
        eq(scheduledPostLabels.workspaceId, workspaceId),
        inArray(scheduledPostLabels.postId, [...postIds]),
      ),
    )
    .orderBy(asc(labels.name), asc(labels.id))
export type LabelRow = Awaited<ReturnType<typeof labelsOf>>[number]

/** Lists labels by their ids. */
export const labelsByIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select(LABEL)
    .from(labels)
    .where(and(eq(labels.workspaceId, workspaceId), inArray(labels.id, [...ids])))
    .orderBy(asc(labels.name), asc(labels.id))

/** Lists all labels of a workspace by their names, for a file that names them. */
export const labelsOfWorkspace = (db: Db, workspaceId: string) =>
  db.select(LABEL).from(labels).where(eq(labels.workspaceId, workspaceId))

/** Puts labels on posts. The caller holds the posts' targets locked, so that none moves meanwhile. */
export const addLabels = (db: Db, { workspaceId, postIds, ids }: Some & { ids: readonly string[] }) =>
  db.execute(sql`insert into scheduled_post_labels (workspace_id, scheduled_post_id, label_id, publish_at)
    select p.workspace_id, p.id, l.id, p.publish_at from scheduled_posts p join labels l on l.workspace_id = p.workspace_id
    where p.workspace_id = ${workspaceId} and p.id = any(${sql.param(postIds)}::uuid[]) and l.id = any(${sql.param(ids)}::uuid[])
    on conflict do nothing`)

export const removeLabels = (db: Db, { workspaceId, postIds, ids }: Some & { ids: readonly string[] }) =>
  db
    .delete(scheduledPostLabels)
    .where(
      and(
        eq(scheduledPostLabels.workspaceId, workspaceId),
        inArray(scheduledPostLabels.postId, [...postIds]),
        inArray(scheduledPostLabels.labelId, [...ids]),
      ),
    )

/** Takes all labels off posts but these. */
export const keepLabels = (db: Db, { workspaceId, postIds, ids }: Some & { ids: readonly string[] }) =>
  db
    .delete(scheduledPostLabels)
    .where(
      and(
        eq(scheduledPostLabels.workspaceId, workspaceId),
        inArray(scheduledPostLabels.postId, [...postIds]),
        sql`${scheduledPostLabels.labelId} <> all(${sql.param(ids)}::uuid[])`,
      ),
    )

/** Says which campaign posts belong to. Returns the posts that there are. */
export const putCampaign = (
  db: Db,
  { workspaceId, postIds, campaignId }: Some & { campaignId: string | null },
) =>
  db
    .update(scheduledPosts)
    .set({ campaignId })
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        inArray(scheduledPosts.id, [...postIds]),
        sql`${scheduledPosts.campaignId} is distinct from ${campaignId}::uuid`,
      ),
    )

/** Finds those of the posts that there are. */
export const known = (db: Db, { workspaceId, postIds }: Some) =>
  db
    .select({ id: scheduledPosts.id })
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), inArray(scheduledPosts.id, [...postIds])))

/** Lists the posts of a campaign. */
export const ofCampaign = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select({ id: scheduledPosts.id })
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), eq(scheduledPosts.campaignId, id)))

/** Takes the series of a campaign out of it. */
export const leaveCampaign = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .update(postSeries)
    .set({ campaignId: null })
    .where(and(eq(postSeries.workspaceId, workspaceId), eq(postSeries.campaignId, id)))
