import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import { clusterTexts } from '#drizzle/schema/clusters.ts'

/** A longer text is told by its beginning. In characters. */
const TEXT_MAX = 500

/** A machine left it to a person because of what it knows, and not because of a rule, of safety or of the contact's wish. */
const beyondKnowledge = sql`d.id is not null and d.decision = 'escalate'
  and (d.matched_rule is null or d.matched_rule in ('low_confidence', 'ungrounded', 'empty_reply'))`

/**
 * Makes the texts those that were written since a time, the newest `limit` of them: adds, changes and deletes. Messages that were decided on
 * together are one text. What was said in other words since loses its vector. Returns how many texts there are.
 */
export const gather = (
  db: Db,
  { workspaceId, since, limit }: { workspaceId: string; since: Date; limit: number },
) =>
  db.execute<{ texts: number }>(sql`
    with said as (
      select m.id as source_id, m.id as message_id, null::uuid as comment_id, null::uuid as post_id,
        left(coalesce(nullif(d.message_text, ''), m.text), ${TEXT_MAX}) as text, m.sent_at as said_at, ${beyondKnowledge} as unanswered
      from conversations v
      join conversation_messages m on m.workspace_id = v.workspace_id and m.conversation_id = v.id
      left join ai_decisions d on d.workspace_id = m.workspace_id and d.message_id = m.id and not d.superseded
      where v.workspace_id = ${workspaceId} and v.last_inbound_at >= ${since.toISOString()}::timestamptz
        and m.sent_at >= ${since.toISOString()}::timestamptz and m.direction = 'inbound' and m.text is not null
        and (m.ai_decision_id is null or d.id is not null)
      union all
      select c.id, null, c.id, c.post_id, left(c.content, ${TEXT_MAX}), c.posted_at, ${beyondKnowledge}
      from comments c left join comment_decisions d on d.workspace_id = c.workspace_id and d.comment_id = c.id and not d.superseded
      where c.workspace_id = ${workspaceId} and c.posted_at >= ${since.toISOString()}::timestamptz and not c.is_own
    ), newest as (
      select * from said where length(btrim(text)) > 2 order by said_at desc, source_id limit ${limit}
    ), gone as (
      delete from cluster_texts t where t.workspace_id = ${workspaceId}
        and not exists (select from newest n where n.source_id = t.source_id)
    ), kept as (
      insert into cluster_texts as t (id, workspace_id, source_id, message_id, comment_id, post_id, text, said_at, unanswered)
      select gen_random_uuid(), ${workspaceId}, source_id, message_id, comment_id, post_id, text, said_at, unanswered from newest
      on conflict (workspace_id, source_id) do update set text = excluded.text, said_at = excluded.said_at, unanswered = excluded.unanswered,
        embedding = case when t.text = excluded.text then t.embedding end
      where (t.text, t.said_at, t.unanswered) is distinct from (excluded.text, excluded.said_at, excluded.unanswered)
    )
    select count(*)::int as texts from newest`)

/** Lists texts that have no vector of a model. */
export const unembedded = (
  db: Db,
  { workspaceId, model, limit }: { workspaceId: string; model: string; limit: number },
) =>
  db
    .select({ id: clusterTexts.id, text: clusterTexts.text })
    .from(clusterTexts)
    .where(
      and(
        eq(clusterTexts.workspaceId, workspaceId),
        sql`(${clusterTexts.embedding} is null or ${clusterTexts.embeddingModel} is distinct from ${model})`,
      ),
    )
    .orderBy(clusterTexts.id)
    .limit(limit)

/** Keeps vectors of texts that still say what they said. */
export const embed = (
  db: Db,
  {
    workspaceId,
    model,
    made,
  }: {
    workspaceId: string
    model: string
    made: readonly { id: string; text: string; vector: readonly number[] }[]
  },
) =>
  db.execute(sql`
    update cluster_texts t set embedding = r.vector::vector, embedding_model = ${model}
    from jsonb_to_recordset(${jsonb(made.map((one) => ({ ...one, vector: JSON.stringify(one.vector) })))}) as r(id uuid, text text, vector text)
    where t.workspace_id = ${workspaceId} and t.id = r.id and t.text = r.text`)

interface Which {
  workspaceId: string
  model: string
  /** Null for all texts. */
  postId: string | null
}
const of = ({ workspaceId, model, postId }: Which) =>
  and(
    eq(clusterTexts.workspaceId, workspaceId),
    eq(clusterTexts.embeddingModel, model),
    sql`${clusterTexts.embedding} is not null`,
    postId === null ? undefined : eq(clusterTexts.postId, postId),
  )

/**
 * Lists the texts of a scope in the order of their ids, without their vectors. Ids are random, so that the first of them are a sample, and
 * the same from run to run.
 */
export const textsOf = (db: Db, which: Which) =>
  db
    .select({
      id: clusterTexts.id,
      text: clusterTexts.text,
      saidAt: clusterTexts.saidAt,
      unanswered: clusterTexts.unanswered,
    })
    .from(clusterTexts)
    .where(of(which))
    .orderBy(clusterTexts.id)

/** Reads vectors of texts in the order of their ids, from one id up to another. */
export const vectorsOf = (db: Db, which: Which & { from: string; to: string }) =>
  db
    .select({ id: clusterTexts.id, vector: clusterTexts.embedding })
    .from(clusterTexts)
    .where(and(of(which), sql`${clusterTexts.id} between ${which.from}::uuid and ${which.to}::uuid`))
    .orderBy(clusterTexts.id)

/** Finds the nearest centre of each text from one id up to another, and how far it is, as a cosine distance. */
export const nearest = (
  db: Db,
  which: Which & { from: string; to: string; centres: readonly (readonly number[])[] },
) =>
  db.execute<{ id: string; centre: number; distance: number }>(sql`
    with centres as materialized (
      select (ordinality - 1)::int as n, value::vector as vector
      from jsonb_array_elements_text(${jsonb(which.centres.map((vector) => JSON.stringify(vector)))}) with ordinality
    )
    select t.id, best.n as centre, best.distance from cluster_texts t
    cross join lateral (select c.n, t.embedding <=> c.vector as distance from centres c order by 2, 1 limit 1) best
    where t.workspace_id = ${which.workspaceId} and t.embedding_model = ${which.model} and t.embedding is not null
      and ${which.postId === null ? sql`true` : sql`t.post_id = ${which.postId}`}
      and t.id between ${which.from}::uuid and ${which.to}::uuid`)

/** Lists posts with enough comments to group, the one commented last first. */
export const postsOf = (
  db: Db,
  { workspaceId, model, least, limit }: Omit<Which, 'postId'> & { least: number; limit: number },
) =>
  db.execute<{ id: string }>(sql`
    select post_id as id from cluster_texts
    where workspace_id = ${workspaceId} and embedding_model = ${model} and embedding is not null and post_id is not null
    group by 1 having count(*) >= ${least} order by max(said_at) desc, 1 limit ${limit}`)
