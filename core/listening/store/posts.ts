import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { posts } from '#drizzle/schema/bank.ts'
import { hashtags, postHashtags, projectPosts } from '#drizzle/schema/listening.ts'
import type { ListenedPostsFilter } from '../schemas/posts.ts'
import type { Polarity } from '../schemas/sentiment.ts'

export const byKeys = (db: Db, { workspaceId, keys }: { workspaceId: string; keys: readonly string[] }) =>
  db
    .select({
      id: posts.id,
      externalKey: posts.externalKey,
      content: posts.content,
      url: posts.url,
      author: posts.author,
      language: posts.language,
      sentiment: posts.sentiment,
      correctedPolarity: posts.correctedPolarity,
      metrics: posts.metrics,
      postedAt: posts.postedAt,
    })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.externalKey, [...keys])))

export type PostInsert = typeof posts.$inferInsert

/** Writes posts; those whose key is known get the new text and numbers, and stay in the bank if they are there. */
export const upsert = (db: Db, rows: readonly PostInsert[]) =>
  db
    .insert(posts)
    .values([...rows])
    .onConflictDoUpdate({
      target: [posts.workspaceId, posts.externalKey],
      set: {
        content: sql`excluded.content`,
        url: sql`excluded.post_url`,
        author: sql`excluded.author`,
        metrics: sql`excluded.metrics`,
        language: sql`excluded.language`,
        sentiment: sql`excluded.sentiment`,
        sentimentReasons: sql`excluded.sentiment_reasons`,
        correctedPolarity: sql`excluded.corrected_polarity`,
        postedAt: sql`excluded.posted_at`,
        scrapedAt: sql`excluded.scraped_at`,
      },
    })
    .returning({ id: posts.id, externalKey: posts.externalKey })

interface Some {
  workspaceId: string
  ids: readonly string[]
}

/** Takes posts out of every project, before they are put in anew. */
export const takeOut = (db: Db, { workspaceId, ids }: Some) =>
  db
    .delete(projectPosts)
    .where(and(eq(projectPosts.workspaceId, workspaceId), inArray(projectPosts.postId, [...ids])))

/** Writes the hashtags of posts anew. Returns each post with the ids of its hashtags. */
export const setHashtags = async (
  db: Db,
  workspaceId: string,
  tagged: readonly { postId: string; platform: string; postedAt: Date; names: readonly string[] }[],
): Promise<Map<string, string[]>> => {
  await db.delete(postHashtags).where(
    and(
      eq(postHashtags.workspaceId, workspaceId),
      inArray(
        postHashtags.postId,
        tagged.map(({ postId }) => postId),
      ),
    ),
  )
  const pairs = tagged.flatMap(({ postId, platform, postedAt, names }) =>
    names.map((name) => ({ post: postId, platform, at: postedAt.toISOString(), name })),
  )
  const { rows } = await db.execute<{ post: string; hashtag: string }>(sql`
    with wanted as (select * from jsonb_to_recordset(${jsonb(pairs)}) w (post uuid, platform text, at timestamptz, name text)),
    made as (
      insert into hashtags (id, workspace_id, platform, name)
      select chorus_new_id(now()), ${workspaceId}, w.platform, w.name from (select distinct platform, name from wanted) w order by 3, 4
      on conflict (workspace_id, platform, name) do update set name = excluded.name returning id, platform, name
    )
    insert into post_hashtags (workspace_id, post_id, hashtag_id, posted_at)
    select ${workspaceId}, w.post, m.id, w.at from wanted w join made m using (platform, name) order by 2, 3
    returning post_id as post, hashtag_id as hashtag`)
  const idsOf = new Map<string, string[]>(tagged.map(({ postId }) => [postId, []]))
  for (const { post, hashtag } of rows) idsOf.get(post)?.push(hashtag)
  return idsOf
}

export const putIn = (db: Db, rows: readonly (typeof projectPosts.$inferInsert)[]) =>
  db
    .insert(projectPosts)
    .values([...rows])
    .onConflictDoNothing()

export const score = (db: Db, { workspaceId, ids }: Some) =>
  db.execute(
    sql`select chorus_score_listened(${workspaceId}, array(select value::uuid from jsonb_array_elements_text(${jsonb(ids)})))`,
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
  metrics: posts.metrics,
  engagement: posts.engagement,
  sentiment: projectPosts.sentiment,
  polarity: projectPosts.polarity,
  correctedPolarity: posts.correctedPolarity,
  sentimentReasons: posts.sentimentReasons,
  score: posts.score,
  scoreTrend: posts.scoreTrend,
  inBank: posts.inBank,
  postedAt: projectPosts.postedAt,
}
export type ListenedRow = Awaited<ReturnType<typeof list>>[number]

/** Lists posts of a project, the latest first. */
export const list = (
  db: Db,
  {
    workspaceId,
    projectId,
    filter: { polarity, platform, author, hashtagId, since, until },
    before,
    limit,
  }: {
    workspaceId: string
    projectId: string
    filter: ListenedPostsFilter
    before: Position | null
    limit: number
  },
) =>
  inProjects(db)
    .where(
      and(
        eq(projectPosts.workspaceId, workspaceId),
        eq(projectPosts.projectId, projectId),
        polarity === undefined ? undefined : eq(projectPosts.polarity, polarity),
        platform === undefined ? undefined : eq(projectPosts.platform, platform),
        author === undefined ? undefined : eq(projectPosts.author, author),
        hashtagId === undefined
          ? undefined
          : sql`exists (select from ${postHashtags} t where t.workspace_id = ${workspaceId} and t.hashtag_id = ${hashtagId} and t.post_id = ${projectPosts.postId})`,
        since === undefined ? undefined : gte(projectPosts.postedAt, new Date(since)),
        until === undefined ? undefined : lt(projectPosts.postedAt, new Date(until)),
        keyset.before(projectPosts.postedAt, projectPosts.postId, before),
      ),
    )
    .orderBy(desc(projectPosts.postedAt), desc(projectPosts.postId))
    .limit(limit + 1)

const inProjects = (db: Db) =>
  db
    .select(columns)
    .from(projectPosts)
    .innerJoin(posts, and(eq(posts.workspaceId, projectPosts.workspaceId), eq(posts.id, projectPosts.postId)))

interface One {
  workspaceId: string
  postId: string
}

/** Reads one post of a project. */
export const one = (db: Db, { workspaceId, projectId, postId }: One & { projectId: string }) =>
  inProjects(db).where(
    and(
      eq(projectPosts.workspaceId, workspaceId),
      eq(projectPosts.projectId, projectId),
      eq(projectPosts.postId, postId),
    ),
  )

/** Writes how a post feels: as a person says, or as it was computed when `polarity` is null. */
export const correct = (
  db: Db,
  { workspaceId, postId, polarity, sentiment }: One & { polarity: Polarity | null; sentiment: number },
) =>
  db
    .update(posts)
    .set({ correctedPolarity: polarity, sentiment })
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.id, postId)))

/** Takes a post out of every project, and returns its rows there. */
export const takeOutOfAll = (db: Db, { workspaceId, postId }: One) =>
  db
    .delete(projectPosts)
    .where(and(eq(projectPosts.workspaceId, workspaceId), eq(projectPosts.postId, postId)))
    .returning()
