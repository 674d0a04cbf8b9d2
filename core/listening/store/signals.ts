import { and, arrayContains, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { posts } from '#drizzle/schema/bank.ts'
import { projectPosts } from '#drizzle/schema/listening.ts'
import { signals } from '#drizzle/schema/signals.ts'
import type { Signal, SignalAct } from '../schemas/signals.ts'

interface Window {
  workspaceId: string
  projectId: string
  /** Instants: the beginning of the first day, and the end of the last. */
  from: string
  until: string
}
type Day = Record<string, unknown> & { day: string }

/** Hashtags with fewer posts than this in all the days have nothing to rise from. */
const HASHTAG_POSTS_MIN = 5
const HASHTAGS_MAX = 200
const CREATORS_MAX = 200
const DAY_MS = 86_400_000

const within = ({ workspaceId, projectId, from, until }: Window) =>
  sql`l.workspace_id = ${workspaceId} and l.project_id = ${projectId}
    and l.posted_at >= ${from}::timestamptz and l.posted_at < ${until}::timestamptz`
const day = sql`to_char(l.posted_at at time zone 'UTC', 'YYYY-MM-DD')`
/** An author counts once a day; a post without one for itself. */
const voices = sql`count(distinct coalesce(nullif(lower(l.author), ''), l.post_id::text))::int`

export const days = (db: Db, window: Window) =>
  db.execute<Day & { voices: number; posts: number; sentiment: number }>(sql`
    select ${day} as day, ${voices} as voices, count(*)::int as posts, sum(l.sentiment)::double precision as sentiment
    from project_posts l where ${within(window)} group by 1`)

export const hashtagDays = (db: Db, window: Window) =>
  db.execute<Day & { id: string; name: string; voices: number }>(sql`
    with picked as (
      select h.id, count(*) as posts from project_posts l cross join lateral unnest(l.hashtag_ids) h (id) where ${within(window)}
      group by 1 having count(*) >= ${HASHTAG_POSTS_MIN} order by 2 desc, 1 limit ${HASHTAGS_MAX}
    )
    select ${day} as day, picked.id, n.name, ${voices} as voices
    from project_posts l cross join lateral unnest(l.hashtag_ids) h (id) join picked using (id)
    join hashtags n on n.workspace_id = ${window.workspaceId} and n.id = picked.id
    where ${within(window)} group by 1, 2, 3 order by 2, 1`)

export const breakouts = (db: Db, window: Window & { score: number }) =>
  db.execute<Day & { id: string; text: string; score: number; engagement: number }>(sql`
    select ${day} as day, p.id, p.content as text, p.score::int as score, p.engagement::int as engagement
    from project_posts l join posts p on p.workspace_id = l.workspace_id and p.id = l.post_id
    where ${within(window)} and p.score >= ${window.score} order by p.score desc, p.id limit 100`)

/** Lists the days of the authors with most posts. */
export const creatorDays = (db: Db, window: Window) =>
  db.execute<Day & { author: string; posts: number }>(sql`
    with picked as (
      select lower(l.author) as author, count(*) as posts from project_posts l where ${within(window)} and l.author <> ''
      group by 1 order by 2 desc, 1 limit ${CREATORS_MAX}
    )
    select ${day} as day, picked.author, count(*)::int as posts
    from project_posts l join picked on picked.author = lower(l.author) where ${within(window)} group by 1, 2 order by 2, 1`)

/** Claims projects whose last whole day was not looked at. */
export const claim = (db: Db, { yesterday, limit }: { yesterday: string; limit: number }) =>
  db.execute<{ id: string; workspace_id: string; since: string | null }>(sql`
    with picked as (
      select id, signals_day from projects where status = 'active' and (signals_day is null or signals_day < ${yesterday}::date)
      order by signals_day nulls first, id limit ${limit} for update skip locked
    )
    update projects p set signals_day = ${yesterday}::date from picked where p.id = picked.id
    returning p.id, p.workspace_id, picked.signals_day::text as since`)

/**
 * Has the last days of projects looked at again where posts say something new of days that were looked at: some of them came in late, or
 * got a score by which they may stand out.
 */
export const lookAgainFor = (
  db: Db,
  {
    workspaceId,
    created,
    updated,
    score,
  }: { workspaceId: string; created: readonly string[]; updated: readonly string[]; score: number },
) =>
  db.execute(sql`
    with late as (
      select l.project_id, min((l.posted_at at time zone 'UTC')::date) as day
      from jsonb_to_recordset(${jsonb([
        ...created.map((id) => ({ id, is_new: true })),
        ...updated.map((id) => ({ id, is_new: false })),
      ])}) n (id uuid, is_new boolean)
      join project_posts l on l.workspace_id = ${workspaceId} and l.post_id = n.id
      join posts p on p.workspace_id = l.workspace_id and p.id = l.post_id
      where n.is_new or p.score >= ${score}
      group by l.project_id
    )
    update projects p set signals_day = null from late
    where p.workspace_id = ${workspaceId} and p.id = late.project_id and p.signals_day >= late.day`)

/** Has the last days of projects looked at again. */
export const lookAgain = (
  db: Db,
  { workspaceId, projectIds }: { workspaceId: string; projectIds: readonly string[] },
) =>
  db.execute(sql`update projects set signals_day = null where workspace_id = ${workspaceId}
    and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(projectIds)}::jsonb))`)

export const insert = (db: Db, rows: readonly (typeof signals.$inferInsert)[]) =>
  db
    .insert(signals)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: signals.id, day: signals.day })

export const count = (
  db: Db,
  { workspaceId, projectId, added, at }: { workspaceId: string; projectId: string; added: number; at: Date },
) =>
  db.execute(sql`update projects set signals_count = signals_count + ${added}, last_signal_at = ${at.toISOString()}::timestamptz
    where workspace_id = ${workspaceId} and id = ${projectId}`)

export const list = (
  db: Db,
  {
    workspaceId,
    projectId,
    status,
    before,
    limit,
  }: {
    workspaceId: string
    projectId: string
    status: Signal['status'] | undefined
    before: Position | null
    limit: number
  },
) =>
  db
    .select()
    .from(signals)
    .where(
      and(
        eq(signals.workspaceId, workspaceId),
        eq(signals.projectId, projectId),
        status === undefined ? undefined : eq(signals.status, status),
        keyset.before(signals.createdAt, signals.id, before),
      ),
    )
    .orderBy(desc(signals.createdAt), desc(signals.id))
    .limit(limit + 1)

export type SignalRow = typeof signals.$inferSelect

interface One {
  workspaceId: string
  projectId: string
  id: string
}
const one = ({ workspaceId, projectId, id }: One) =>
  and(eq(signals.workspaceId, workspaceId), eq(signals.projectId, projectId), eq(signals.id, id))

export const byId = (db: Db, where: One) => db.select().from(signals).where(one(where))

/** Adds what was done about a signal, which is acted on from then. */
export const addAct = (db: Db, where: One, act: SignalAct, at: Date) =>
  db
    .update(signals)
    .set({ acts: sql`${signals.acts} || ${jsonb([act])}`, status: 'acted', settledAt: at })
    .where(one(where))
    .returning()

/** Reads the posts behind a signal, those with most engagement first. */
export const behind = (
  db: Db,
  {
    workspaceId,
    projectId,
    signal: { kind, subject, day, numbers },
    limit,
  }: { workspaceId: string; projectId: string; signal: SignalRow; limit: number },
) => {
  const from = new Date(`${day}T00:00:00Z`)
  return db
    .select({ id: posts.id, author: posts.author, text: posts.content })
    .from(projectPosts)
    .innerJoin(posts, and(eq(posts.workspaceId, projectPosts.workspaceId), eq(posts.id, projectPosts.postId)))
    .where(
      and(
        eq(projectPosts.workspaceId, workspaceId),
        eq(projectPosts.projectId, projectId),
        gte(projectPosts.postedAt, new Date(from.getTime() - (kind === 'creator' ? 7 * DAY_MS : 0))),
        lt(projectPosts.postedAt, new Date(from.getTime() + DAY_MS)),
        kind === 'post' ? eq(projectPosts.postId, subject) : undefined,
        kind === 'creator' ? sql`lower(${projectPosts.author}) = ${subject}` : undefined,
        kind === 'hashtag' ? arrayContains(projectPosts.hashtagIds, [subject]) : undefined,
        kind === 'sentiment'
          ? eq(projectPosts.polarity, numbers.excess < 0 ? 'negative' : 'positive')
          : undefined,
      ),
    )
    .orderBy(desc(posts.engagement), desc(posts.id))
    .limit(limit)
}

export const settle = (
  db: Db,
  where: One,
  set: { status: Signal['status']; note?: string; settledAt: Date | null },
) => db.update(signals).set(set).where(one(where)).returning()
