import { and, asc, desc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '#core/lib/kernel/db.ts'
import {
  hashtags,
  projectCreatorSums,
  projectCreators,
  projectDays,
  projectHashtagSums,
  projectHashtags,
  projects,
} from '#drizzle/schema/listening.ts'

interface Of {
  workspaceId: string
  projectId: string
}

/** Lists the hashtags that most posts of a project have. */
export const mostHashtags = (db: Db, { workspaceId, projectId, limit }: Of & { limit: number }) =>
  db
    .select({
      id: hashtags.id,
      name: hashtags.name,
      platform: hashtags.platform,
      lastScraped: hashtags.lastScraped,
      tracked: sql<boolean>`exists (select from ${projectHashtags} p where p.workspace_id = ${workspaceId} and p.project_id = ${projectId} and p.hashtag_id = ${hashtags.id})`,
      posts: projectHashtagSums.posts,
      positive: projectHashtagSums.positive,
      negative: projectHashtagSums.negative,
      sentimentSum: projectHashtagSums.sentimentSum,
    })
    .from(projectHashtagSums)
    .innerJoin(
      hashtags,
      and(
        eq(hashtags.workspaceId, projectHashtagSums.workspaceId),
        eq(hashtags.id, projectHashtagSums.hashtagId),
      ),
    )
    .where(and(eq(projectHashtagSums.workspaceId, workspaceId), eq(projectHashtagSums.projectId, projectId)))
    .orderBy(desc(projectHashtagSums.posts), desc(projectHashtagSums.hashtagId))
    .limit(limit)

/** Lists the authors of most posts of a project. */
export const mostCreators = (db: Db, { workspaceId, projectId, limit }: Of & { limit: number }) =>
  db
    .select({
      platform: projectCreatorSums.platform,
      username: projectCreatorSums.author,
      tracked: sql<boolean>`exists (select from ${projectCreators} p where p.workspace_id = ${workspaceId} and p.project_id = ${projectId}
        and p.platform = ${projectCreatorSums.platform} and lower(p.creator_username) = lower(${projectCreatorSums.author}))`,
      posts: projectCreatorSums.posts,
      positive: projectCreatorSums.positive,
      negative: projectCreatorSums.negative,
      sentimentSum: projectCreatorSums.sentimentSum,
    })
    .from(projectCreatorSums)
    .where(and(eq(projectCreatorSums.workspaceId, workspaceId), eq(projectCreatorSums.projectId, projectId)))
    .orderBy(
      desc(projectCreatorSums.posts),
      desc(projectCreatorSums.author),
      desc(projectCreatorSums.platform),
    )
    .limit(limit)

/** Sums a project's posts by day, from a day on. */
export const days = (db: Db, { workspaceId, projectId, from }: Of & { from: string }) =>
  db
    .select({
      day: projectDays.day,
      posts: sql<number>`sum(${projectDays.posts})::int`,
      positive: sql<number>`sum(${projectDays.positive})::int`,
      negative: sql<number>`sum(${projectDays.negative})::int`,
      sentimentSum: sql<number>`sum(${projectDays.sentimentSum})`,
    })
    .from(projectDays)
    .where(
      and(
        eq(projectDays.workspaceId, workspaceId),
        eq(projectDays.projectId, projectId),
        gte(projectDays.day, from),
      ),
    )
    .groupBy(projectDays.day)
    .orderBy(asc(projectDays.day))

/** Sums the posts of each active project since a day, and before it from another; the most talked of first. */
export const share = (
  db: Db,
  { workspaceId, from, since }: { workspaceId: string; from: string; since: string },
) =>
  db
    .select({
      id: projects.id,
      name: projects.name,
      posts: sumWhere(projectDays.posts, sql`${projectDays.day} >= ${since}`),
      positive: sumWhere(projectDays.positive, sql`${projectDays.day} >= ${since}`),
      negative: sumWhere(projectDays.negative, sql`${projectDays.day} >= ${since}`),
      sentimentSum: sql<number>`coalesce(sum(${projectDays.sentimentSum}) filter (where ${projectDays.day} >= ${since}), 0)`,
      before: sumWhere(projectDays.posts, sql`${projectDays.day} < ${since}`),
    })
    .from(projects)
    .leftJoin(
      projectDays,
      and(
        eq(projectDays.workspaceId, projects.workspaceId),
        eq(projectDays.projectId, projects.id),
        gte(projectDays.day, from),
      ),
    )
    .where(and(eq(projects.workspaceId, workspaceId), eq(projects.status, 'active')))
    .groupBy(projects.id, projects.name)
    .orderBy(desc(sumWhere(projectDays.posts, sql`${projectDays.day} >= ${since}`)), asc(projects.id))

const sumWhere = (column: AnyPgColumn, condition: SQL) =>
  sql<number>`coalesce(sum(${column}) filter (where ${condition}), 0)::int`
