import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { posts } from '#drizzle/schema/bank.ts'
import { hashtags, postHashtags, projectCreatorSums, projectPosts } from '#drizzle/schema/listening.ts'
import { projectLeftOut, projectMutedAuthors } from '#drizzle/schema/listening-choices.ts'
import type { Creator } from '../schemas/projects.ts'

interface InProject {
  workspaceId: string
  projectId: string
}
type LeftOutInsert = typeof projectLeftOut.$inferInsert

/** Takes posts out of a project. Returns those that were in it. */
export const takeOut = (
  db: Db,
  {
    workspaceId,
    projectId,
    where,
  }: InProject & {
    where: { postId: string } | { platform: Creator['platform']; authors: readonly string[] }
  },
) =>
  db
    .delete(projectPosts)
    .where(
      and(
        eq(projectPosts.workspaceId, workspaceId),
        eq(projectPosts.projectId, projectId),
        'postId' in where
          ? eq(projectPosts.postId, where.postId)
          : and(eq(projectPosts.platform, where.platform), inArray(projectPosts.author, [...where.authors])),
      ),
    )
    .returning({ postId: projectPosts.postId, postedAt: projectPosts.postedAt })

export const leaveOut = (db: Db, rows: readonly LeftOutInsert[]) =>
  db
    .insert(projectLeftOut)
    .values([...rows])
    .onConflictDoNothing()

/** Lists why posts are left out, of any project. */
export const reasonsOf = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select({
      projectId: projectLeftOut.projectId,
      postId: projectLeftOut.postId,
      reason: projectLeftOut.reason,
    })
    .from(projectLeftOut)
    .where(and(eq(projectLeftOut.workspaceId, workspaceId), inArray(projectLeftOut.postId, [...ids])))

/** Forgets that posts were left out for their author, before they are held against the muted authors anew. */
export const forgetMuted = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .delete(projectLeftOut)
    .where(
      and(
        eq(projectLeftOut.workspaceId, workspaceId),
        inArray(projectLeftOut.postId, [...ids]),
        eq(projectLeftOut.reason, 'muted'),
      ),
    )

const columns = {
  id: posts.id,
  externalKey: posts.externalKey,
  platform: posts.platform,
  externalId: posts.externalId,
  url: posts.url,
  author: posts.author,
  text: posts.content,
  language: posts.language,
  hashtags: sql<
    string[]
  >`array(select h.name from ${postHashtags} ph join ${hashtags} h on h.workspace_id = ph.workspace_id and h.id = ph.hashtag_id
    where ph.workspace_id = ${posts.workspaceId} and ph.post_id = ${posts.id} order by h.name)`,
  hashtagIds: sql<
    string[]
  >`array(select hashtag_id from ${postHashtags} ph where ph.workspace_id = ${posts.workspaceId} and ph.post_id = ${posts.id})`,
  metrics: posts.metrics,
  engagement: posts.engagement,
  sentiment: sql<number>`coalesce(${posts.sentiment}, 0)`,
  correctedPolarity: posts.correctedPolarity,
  sentimentReasons: posts.sentimentReasons,
  score: posts.score,
  scoreTrend: posts.scoreTrend,
  inBank: posts.inBank,
  postedAt: posts.postedAt,
  reason: projectLeftOut.reason,
}
export type LeftOutRow = Awaited<ReturnType<typeof list>>[number]

/** Lists posts that a project leaves out, the latest first. */
export const list = (
  db: Db,
  { workspaceId, projectId, before, limit }: InProject & { before: Position | null; limit: number },
) =>
  leftOut(db)
    .where(
      and(
        eq(projectLeftOut.workspaceId, workspaceId),
        eq(projectLeftOut.projectId, projectId),
        keyset.before(projectLeftOut.postedAt, projectLeftOut.postId, before),
      ),
    )
    .orderBy(desc(projectLeftOut.postedAt), desc(projectLeftOut.postId))
    .limit(limit + 1)

/** Reads one post that a project leaves out, or all that it leaves out for an author. */
export const those = (
  db: Db,
  { workspaceId, projectId, where }: InProject & { where: { postId: string } | Creator },
) =>
  leftOut(db).where(
    and(
      eq(projectLeftOut.workspaceId, workspaceId),
      eq(projectLeftOut.projectId, projectId),
      'postId' in where
        ? eq(projectLeftOut.postId, where.postId)
        : and(
            eq(projectLeftOut.reason, 'muted'),
            eq(posts.platform, where.platform),
            sql`lower(coalesce(${posts.author}, '')) = lower(${where.username})`,
          ),
    ),
  )

const leftOut = (db: Db) =>
  db
    .select(columns)
    .from(projectLeftOut)
    .innerJoin(
      posts,
      and(eq(posts.workspaceId, projectLeftOut.workspaceId), eq(posts.id, projectLeftOut.postId)),
    )

export const letBackIn = (db: Db, { workspaceId, projectId, ids }: InProject & { ids: readonly string[] }) =>
  db
    .delete(projectLeftOut)
    .where(
      and(
        eq(projectLeftOut.workspaceId, workspaceId),
        eq(projectLeftOut.projectId, projectId),
        inArray(projectLeftOut.postId, [...ids]),
      ),
    )

/** Lists how an author's name is written in a project. */
export const spellings = (
  db: Db,
  { workspaceId, projectId, author: { platform, username } }: InProject & { author: Creator },
) =>
  db
    .select({ author: projectCreatorSums.author })
    .from(projectCreatorSums)
    .where(
      and(
        eq(projectCreatorSums.workspaceId, workspaceId),
        eq(projectCreatorSums.projectId, projectId),
        eq(projectCreatorSums.platform, platform),
        sql`lower(${projectCreatorSums.author}) = lower(${username})`,
      ),
    )

/** Mutes an author, unless they are muted already. */
export const mute = (db: Db, row: typeof projectMutedAuthors.$inferInsert) =>
  db.insert(projectMutedAuthors).values(row).onConflictDoNothing()

export const mutedAs = (
  db: Db,
  { workspaceId, projectId, author: { platform, username } }: InProject & { author: Creator },
) =>
  db
    .select()
    .from(projectMutedAuthors)
    .where(
      and(
        eq(projectMutedAuthors.workspaceId, workspaceId),
        eq(projectMutedAuthors.projectId, projectId),
        eq(projectMutedAuthors.platform, platform),
        sql`lower(${projectMutedAuthors.username}) = lower(${username})`,
      ),
    )

/** Lists the authors that projects mute. */
export const mutedIn = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(projectMutedAuthors)
    .where(
      and(eq(projectMutedAuthors.workspaceId, workspaceId), inArray(projectMutedAuthors.projectId, [...ids])),
    )

export const listMuted = (
  db: Db,
  { workspaceId, projectId, before, limit }: InProject & { before: Position | null; limit: number },
) =>
  db
    .select()
    .from(projectMutedAuthors)
    .where(
      and(
        eq(projectMutedAuthors.workspaceId, workspaceId),
        eq(projectMutedAuthors.projectId, projectId),
        keyset.before(projectMutedAuthors.createdAt, projectMutedAuthors.id, before),
      ),
    )
    .orderBy(desc(projectMutedAuthors.createdAt), desc(projectMutedAuthors.id))
    .limit(limit + 1)

export const unmute = (db: Db, { workspaceId, projectId, id }: InProject & { id: string }) =>
  db
    .delete(projectMutedAuthors)
    .where(
      and(
        eq(projectMutedAuthors.workspaceId, workspaceId),
        eq(projectMutedAuthors.projectId, projectId),
        eq(projectMutedAuthors.id, id),
      ),
    )
    .returning()
