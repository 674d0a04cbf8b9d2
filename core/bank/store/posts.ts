import { and, desc, eq, gte, inArray, lt, not, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { postMetricSnapshots, posts, postTasks, profiles } from '#drizzle/schema/bank.ts'
import { audiences, hookTypes, postStructures, topics } from '#drizzle/schema/taxonomy.ts'
import type { BankFilter, BankFilters, SearchSort } from '../schemas.ts'

const columns = {
  id: posts.id,
  externalKey: posts.externalKey,
  platform: posts.platform,
  externalId: posts.externalId,
  url: posts.url,
  source: posts.source,
  profileId: posts.authorId,
  profileName: profiles.name,
  author: posts.author,
  text: posts.content,
  hook: posts.hook,
  hookTypeId: posts.hookTypeId,
  hookTypeName: hookTypes.name,
  topicId: posts.topicId,
  topicName: topics.name,
  audienceId: posts.audienceId,
  audienceName: audiences.name,
  structureId: posts.structureId,
  structureName: postStructures.name,
  metrics: posts.metrics,
  engagement: posts.engagement,
  score: posts.score,
  needsEmbedding: posts.needsEmbedding,
  needsHookClassification: posts.needsHookClassification,
  needsTopicClassification: posts.needsTopicClassification,
  needsAudienceClassification: posts.needsAudienceClassification,
  postedAt: posts.postedAt,
  scrapedAt: posts.scrapedAt,
}

/** Selects posts with the names of what they are labelled with. */
const labelled = (db: Db, extra: { similarity: SQL<number | null> } = { similarity: sql`null` }) =>
  db
    .select({ ...columns, ...extra })
    .from(posts)
    .leftJoin(profiles, and(eq(profiles.workspaceId, posts.workspaceId), eq(profiles.id, posts.authorId)))
    .leftJoin(
      hookTypes,
      and(eq(hookTypes.workspaceId, posts.workspaceId), eq(hookTypes.id, posts.hookTypeId)),
    )
    .leftJoin(topics, and(eq(topics.workspaceId, posts.workspaceId), eq(topics.id, posts.topicId)))
    .leftJoin(
      audiences,
      and(eq(audiences.workspaceId, posts.workspaceId), eq(audiences.id, posts.audienceId)),
    )
    .leftJoin(
      postStructures,
      and(eq(postStructures.workspaceId, posts.workspaceId), eq(postStructures.id, posts.structureId)),
    )
export type PostRow = Awaited<ReturnType<typeof byId>>[number]

interface One {
  workspaceId: string
  id: string
}

export const byId = (db: Db, { workspaceId, id }: One) =>
  labelled(db).where(and(eq(posts.workspaceId, workspaceId), eq(posts.id, id), posts.inBank))

const matching = ({
  authorId,
  topicId,
  audienceId,
  hookTypeId,
  platform,
  source,
  since,
  until,
}: BankFilter) =>
  and(
    authorId === undefined ? undefined : eq(posts.authorId, authorId),
    topicId === undefined ? undefined : eq(posts.topicId, topicId),
    audienceId === undefined ? undefined : eq(posts.audienceId, audienceId),
    hookTypeId === undefined ? undefined : eq(posts.hookTypeId, hookTypeId),
    platform === undefined ? undefined : eq(posts.platform, platform),
    source === undefined ? undefined : eq(posts.source, source),
    since === undefined ? undefined : gte(posts.postedAt, new Date(since)),
    until === undefined ? undefined : lt(posts.postedAt, new Date(until)),
  )

/** Lists posts, the latest first. */
export const list = (
  db: Db,
  {
    workspaceId,
    filter,
    before,
    limit,
  }: { workspaceId: string; filter: BankFilter; before: Position | null; limit: number },
) =>
  labelled(db)
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        posts.inBank,
        matching(filter),
        keyset.before(posts.postedAt, posts.id, before),
      ),
    )
    .orderBy(desc(posts.postedAt), desc(posts.id))
    .limit(limit + 1)

interface Search {
  workspaceId: string
  filters: BankFilters
  limit: number
}

const ORDERS: Record<SearchSort, SQL> = {
  best: sql`${posts.score} desc nulls last`,
  engagement: sql`${posts.engagement} desc`,
  latest: sql`${posts.postedAt} desc`,
}

/** Lists the first of the posts that pass the filters. */
export const first = (
  db: Db,
  { workspaceId, filters: { minEngagement, ...filter }, sort, limit }: Search & { sort: SearchSort },
) =>
  labelled(db)
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        posts.inBank,
        matching(filter),
        minEngagement === undefined ? undefined : gte(posts.engagement, minEngagement),
      ),
    )
    .orderBy(ORDERS[sort], desc(posts.postedAt), desc(posts.id))
    .limit(limit)

const found = (db: Db, workspaceId: string, match: SQL) =>
  labelled(db, { similarity: sql<number>`m.similarity` })
    .innerJoin(sql`${match} as m`, sql`m.id = ${posts.id}`)
    .where(eq(posts.workspaceId, workspaceId))
    .orderBy(sql`m.similarity desc`, posts.id)

/** Finds the posts nearest in meaning, in one trip. */
export const nearest = (
  db: Db,
  { workspaceId, filters, limit, embedding, model }: Search & { embedding: number[]; model: string },
) =>
  found(
    db,
    workspaceId,
    sql`match_viral_posts_filtered(${JSON.stringify(embedding)}::vector, ${model}, ${jsonb(filters)}, 0.05, ${limit})`,
  )

/** Finds the posts nearest to a post, which is not among them. */
export const similar = (db: Db, { workspaceId, filters, limit, to }: Search & { to: string }) =>
  found(
    db,
    workspaceId,
    sql`(select f.* from posts o cross join lateral
      match_viral_posts_filtered(o.embedding, o.embedding_model, ${jsonb({ ...filters, not: to })}, 0.05, ${limit}) f
      where o.workspace_id = ${workspaceId} and o.id = ${to} and o.embedding is not null)`,
  )

export const byKeys = (db: Db, { workspaceId, keys }: { workspaceId: string; keys: readonly string[] }) =>
  db
    .select({
      id: posts.id,
      externalKey: posts.externalKey,
      content: posts.content,
      url: posts.url,
      authorId: posts.authorId,
      author: posts.author,
      metrics: posts.metrics,
      postedAt: posts.postedAt,
      scrapedAt: posts.scrapedAt,
      inBank: posts.inBank,
    })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.externalKey, [...keys])))

export const profilesNamed = (
  db: Db,
  { workspaceId, ids }: { workspaceId: string; ids: readonly string[] },
) =>
  db
    .select({ id: profiles.id, name: profiles.name })
    .from(profiles)
    .where(and(eq(profiles.workspaceId, workspaceId), inArray(profiles.id, [...ids])))

export type PostInsert = typeof posts.$inferInsert

/** Writes posts; those whose key is known get the new text, numbers and author. */
export const upsert = (db: Db, rows: readonly PostInsert[]) =>
  db
    .insert(posts)
    .values([...rows])
    .onConflictDoUpdate({
      target: [posts.workspaceId, posts.externalKey],
      set: {
        content: sql`excluded.content`,
        url: sql`excluded.post_url`,
        authorId: sql`excluded.author_id`,
        author: sql`excluded.author`,
        metrics: sql`excluded.metrics`,
        postedAt: sql`excluded.posted_at`,
        scrapedAt: sql`excluded.scraped_at`,
        inBank: true,
      },
    })
    .returning({ id: posts.id, externalKey: posts.externalKey })

/** Brings a post that only listening has into the bank. Returns nothing where there is none. */
export const bringIn = (db: Db, { workspaceId, id }: One) =>
  db
    .update(posts)
    .set({ inBank: true })
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.id, id), not(posts.inBank)))
    .returning({ platform: posts.platform, externalKey: posts.externalKey })

/** Scores the posts of these platforms anew. */
export const score = (
  db: Db,
  { workspaceId, platforms }: { workspaceId: string; platforms: readonly string[] },
) =>
  db.execute(
    sql`select chorus_score_posts(${workspaceId}, (select array_agg(value) from jsonb_array_elements_text(${jsonb(platforms)})))`,
  )

/** Reads what a post's score was computed from. */
export const usual = (db: Db, { workspaceId, id }: One) =>
  db.execute<{ author: number | null; author_posts: number; platform: number; expected: number }>(sql`
    select u.author, u.author_posts, u.platform, chorus_expected(u.author, u.author_posts, u.platform) as expected
    from posts p cross join lateral (
      select percentile_cont(0.5) within group (order by o.engagement) as platform,
        percentile_cont(0.5) within group (order by o.engagement) filter (where o.author_id = p.author_id) as author,
        count(*) filter (where o.author_id = p.author_id) as author_posts
      from posts o where o.workspace_id = p.workspace_id and o.platform = p.platform and o.in_bank and o.metrics <> '{}'
    ) u where p.workspace_id = ${workspaceId} and p.id = ${id} and p.score is not null`)

const HISTORY_MAX = 100
export const history = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ at: postMetricSnapshots.takenAt, metrics: postMetricSnapshots.metrics })
    .from(postMetricSnapshots)
    .where(and(eq(postMetricSnapshots.workspaceId, workspaceId), eq(postMetricSnapshots.postId, id)))
    .orderBy(desc(postMetricSnapshots.takenAt), desc(postMetricSnapshots.createdAt))
    .limit(HISTORY_MAX)

export const tasksOf = (db: Db, { workspaceId, id }: One) =>
  db
    .select({
      step: postTasks.step,
      attempts: postTasks.attempts,
      error: postTasks.error,
      notBefore: postTasks.notBefore,
    })
    .from(postTasks)
    .where(and(eq(postTasks.workspaceId, workspaceId), eq(postTasks.postId, id)))

/** Forgets failed attempts, so that every step that waits is tried again. */
export const retry = (db: Db, { workspaceId, id }: One) =>
  db
    .delete(postTasks)
    .where(
      and(
        eq(postTasks.workspaceId, workspaceId),
        eq(postTasks.postId, id),
        sql`${postTasks.error} is not null`,
      ),
    )

export const lock = (db: Db, { workspaceId, id }: One) =>
  db
    .select({
      profileId: posts.authorId,
      topicId: posts.topicId,
      audienceId: posts.audienceId,
      hookTypeId: posts.hookTypeId,
      structureId: posts.structureId,
      platform: posts.platform,
    })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.id, id), posts.inBank))
    .for('update')

export const label = (db: Db, { workspaceId, id }: One, set: Partial<PostInsert>) =>
  db
    .update(posts)
    .set(set)
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.id, id)))

/** Takes a post out of the bank. One that no listening project has either is deleted. */
export const remove = (db: Db, { workspaceId, id }: One) =>
  db.execute<{ external_key: string; platform: string }>(sql`
    with taken as (
      select id, external_key, platform, exists (select from project_posts l where l.workspace_id = p.workspace_id and l.post_id = p.id) as listened
      from posts p where p.workspace_id = ${workspaceId} and p.id = ${id} and p.in_bank for update
    ), let_go as (
      update posts set in_bank = false from taken t where posts.workspace_id = ${workspaceId} and posts.id = t.id and t.listened
    ), deleted as (
      delete from posts using taken t where posts.workspace_id = ${workspaceId} and posts.id = t.id and not t.listened
    )
    select external_key, platform from taken`)
