import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { posts, profiles } from '#drizzle/schema/bank.ts'

/** From this score on a post has done clearly better than is usual for its author. */
const PROVEN_SCORE = 60
/** The nearest posts among which proven ones are looked for. */
const NEAR = 50

/** Finds proven posts near a text in meaning, the nearest first; `not` is left out. */
export const provenPosts = (
  db: Db,
  {
    workspaceId,
    embedding,
    model,
    not,
    limit,
  }: { workspaceId: string; embedding: number[]; model: string; not: string | null; limit: number },
) =>
  db
    .select({ id: posts.id, text: posts.content, score: posts.score, hookTypeId: posts.hookTypeId })
    .from(posts)
    .innerJoin(
      sql`match_viral_posts_filtered(${JSON.stringify(embedding)}::vector, ${model}, jsonb_strip_nulls(jsonb_build_object('not', ${not}::text)), 0.05, ${NEAR}) as m`,
      sql`m.id = ${posts.id}`,
    )
    .where(and(eq(posts.workspaceId, workspaceId), sql`${posts.score} >= ${PROVEN_SCORE}`))
    .orderBy(sql`m.similarity desc`, posts.id)
    .limit(limit)

/** Reads captured posts by their ids. */
export const capturedPosts = (
  db: Db,
  { workspaceId, ids }: { workspaceId: string; ids: readonly string[] },
) =>
  db
    .select({
      id: posts.id,
      text: posts.content,
      url: posts.url,
      hook: posts.hook,
      score: posts.score,
      authorId: posts.authorId,
      topicId: posts.topicId,
      audienceId: posts.audienceId,
    })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.id, [...ids])))

/** Reads an author. */
export const authorById = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select({ id: profiles.id, name: profiles.name, type: profiles.type })
    .from(profiles)
    .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id)))
