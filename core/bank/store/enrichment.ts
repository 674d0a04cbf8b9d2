import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { EnrichmentStep } from '../schemas.ts'

export interface ClaimedPost extends Record<string, unknown> {
  id: string
  workspace_id: string
  content: string
  hook: string | null
  attempts: number
}

/** Claims posts that wait for a step, with their texts, in one trip. Crosses workspaces. */
export const claim = (
  db: Db,
  { step, limit, at, leaseMs }: { step: EnrichmentStep; limit: number; at: Date; leaseMs: number },
) =>
  db.execute<ClaimedPost>(sql`
    select p.id, p.workspace_id, p.content, p.hook, c.attempts
    from chorus_claim_posts(${step}, ${limit}, ${at.toISOString()}::timestamptz, ${leaseMs} * interval '1 millisecond') c
    join posts p on p.workspace_id = c.workspace_id and p.id = c.id`)

/** What a step found out about a post, under the attempt that claimed it. */
export interface Finding {
  id: string
  attempts: number
  hook?: string
  embedding?: number[]
  model?: string
  label?: string | null
}

/** Columns that each step writes, from its finding `r`; it clears its flag. */
const WRITES: Record<EnrichmentStep, SQL> = {
  extract_hooks: sql`hook = r.hook`,
  generate_embeddings: sql`embedding = r.embedding::vector, embedding_model = r.model, needs_embedding = false`,
  classify_hooks: sql`hook_type_id = r.label, needs_hook_classification = false`,
  classify_topics: sql`topic_id = r.label, needs_topic_classification = false`,
  classify_audiences: sql`audience_id = r.label, needs_audience_classification = false`,
}

/**
 * Writes what a step found out, and ends its claims. Only under the attempt that claimed: a text that changed meanwhile has lost
 * its claim, and a worker that wakes too late writes nothing.
 */
export const write = (
  db: Db,
  {
    workspaceId,
    step,
    findings,
  }: { workspaceId: string; step: EnrichmentStep; findings: readonly Finding[] },
) =>
  db.execute(sql`
    with found as (
      select * from jsonb_to_recordset(${jsonb(findings.map(({ embedding, ...finding }) => ({ ...finding, ...(embedding ? { embedding: JSON.stringify(embedding) } : {}) })))})
        as f(id uuid, attempts int, hook text, embedding text, model text, label uuid)
    ), ended as (
      delete from post_tasks t using found f
      where t.workspace_id = ${workspaceId} and t.post_id = f.id and t.step = ${step} and t.attempts = f.attempts
      returning t.post_id
    )
    update posts p set ${WRITES[step]} from found r join ended e on e.post_id = r.id
    where p.workspace_id = ${workspaceId} and p.id = r.id`)

interface Tried {
  workspaceId: string
  step: EnrichmentStep
  ids: readonly string[]
  error: string
}

/** Puts a step off whose posts are as good as before: the try does not count. */
export const putOff = (db: Db, { workspaceId, step, ids, error, until }: Tried & { until: Date }) =>
  db.execute(sql`
    update post_tasks set error = ${error}, not_before = ${until.toISOString()}::timestamptz, attempts = 0
    where workspace_id = ${workspaceId} and step = ${step}
      and post_id in (select value::uuid from jsonb_array_elements_text(${jsonb(ids)}))`)

/** Notes that a step failed on posts: they wait, and are given up after the last attempt. */
export const fail = (
  db: Db,
  { workspaceId, step, ids, error, at, maxAttempts }: Tried & { at: Date; maxAttempts: number },
) =>
  db.execute(sql`
    update post_tasks set error = ${error}, not_before = case when attempts < ${maxAttempts}
      then ${at.toISOString()}::timestamptz + interval '1 minute' * power(2, attempts - 1) end
    where workspace_id = ${workspaceId} and step = ${step}
      and post_id in (select value::uuid from jsonb_array_elements_text(${jsonb(ids)}))`)

/** Names a workspace with a post that waits and that nobody has. Crosses workspaces. */
export const waiting = (db: Db, at: Date) =>
  db.execute<{ workspace_id: string }>(sql`
    select workspace_id from chorus_posts_waiting(${at.toISOString()}::timestamptz) limit 1`)
