import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Scope } from '../rules/scope.ts'

/**
 * Lists posts that were heard and are in neither a project nor what it leaves out, the latest first: those with a hashtag or by a creator of
 * the scope, or, where it names none, all of its platforms.
 */
export const knownFor = async (
  db: Db,
  {
    workspaceId,
    projectId,
    scope: { platforms, hashtags: names, creators },
    since,
    limit,
  }: {
    workspaceId: string
    projectId: string
    scope: Pick<Scope, 'platforms' | 'hashtags' | 'creators'>
    since: Date
    limit: number
  },
) => {
  const at = sql`${since.toISOString()}::timestamptz`
  const named = sql`
    select ph.post_id as id from jsonb_array_elements_text(${jsonb(names)}) n (name) join hashtags h on h.workspace_id = ${workspaceId} and h.name = n.name
    join post_hashtags ph on ph.workspace_id = h.workspace_id and ph.hashtag_id = h.id and ph.posted_at >= ${at}
    union
    select p.id from jsonb_to_recordset(${jsonb(creators)}) c (platform text, username text) join posts p on p.workspace_id = ${workspaceId}
      and p.platform = c.platform and lower(coalesce(p.author, '')) = lower(c.username) and p.posted_at >= ${at}`
  const all = sql`
    select p.id from posts p where p.workspace_id = ${workspaceId} and p.posted_at >= ${at}
      and p.platform in (select jsonb_array_elements_text(${jsonb(platforms)}))`
  const { rows } = await db.execute<KnownPost>(sql`
    select p.id, p.platform, p.author, p.content as text, p.language, p.sentiment, p.posted_at,
      array(select h.name from post_hashtags ph join hashtags h on h.workspace_id = ph.workspace_id and h.id = ph.hashtag_id
        where ph.workspace_id = p.workspace_id and ph.post_id = p.id) as hashtags,
      array(select ph.hashtag_id from post_hashtags ph where ph.workspace_id = p.workspace_id and ph.post_id = p.id) as hashtag_ids
    from (${names.length + creators.length > 0 ? named : all}) f join posts p on p.workspace_id = ${workspaceId} and p.id = f.id
    where p.sentiment is not null
      and not exists (select from project_posts l where l.workspace_id = p.workspace_id and l.post_id = p.id and l.project_id = ${projectId})
      and not exists (select from project_left_out l where l.workspace_id = p.workspace_id and l.post_id = p.id and l.project_id = ${projectId})
    order by p.posted_at desc, p.id desc limit ${limit}`)
  return rows.map(({ hashtag_ids: hashtagIds, posted_at: postedAt, ...row }) => ({
    ...row,
    hashtagIds,
    postedAt: new Date(postedAt),
  }))
}
interface KnownPost extends Record<string, unknown> {
  id: string
  platform: string
  author: string | null
  text: string
  language: string | null
  sentiment: number
  posted_at: string
  hashtags: string[]
  hashtag_ids: string[]
}
