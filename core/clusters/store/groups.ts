import { and, desc, eq, isNull, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { clusterItems, clusters } from '#drizzle/schema/clusters.ts'
import { monitoredPosts } from '#drizzle/schema/comments.ts'
import type { ClusterAct, ClusterFilter, ClusterStatus } from '../schemas.ts'

interface Scope {
  workspaceId: string
  /** Null for all texts. */
  postId: string | null
}
const ofScope = ({ workspaceId, postId }: Scope) =>
  and(
    eq(clusters.workspaceId, workspaceId),
    postId === null ? isNull(clusters.postId) : eq(clusters.postId, postId),
  )

/** Lists which text is in which group of a scope. */
export const members = (db: Db, scope: Scope) =>
  db
    .select({ clusterId: clusterItems.clusterId, textId: clusterItems.textId })
    .from(clusterItems)
    .innerJoin(
      clusters,
      and(eq(clusters.workspaceId, clusterItems.workspaceId), eq(clusters.id, clusterItems.clusterId)),
    )
    .where(ofScope(scope))

export interface Group {
  id: string
  label: string
  size: number
  unanswered: number
  trend: number[]
  lastSaidAt: Date
}
export interface Item {
  clusterId: string
  textId: string
  saidAt: Date
  unanswered: boolean
  example: number | null
}

/** Deletes the groups of a scope that a run has not found again. */
export const removeOthers = (db: Db, scope: Scope, kept: readonly string[]) =>
  db
    .delete(clusters)
    .where(and(ofScope(scope), kept.length === 0 ? undefined : notInArray(clusters.id, [...kept])))

/** Writes groups: new ones, and those that continue an earlier one, which keep what people did about them. */
export const write = (db: Db, { workspaceId, postId }: Scope, groups: readonly Group[]) =>
  db
    .insert(clusters)
    .values(
      groups.map((group) => ({
        ...group,
        workspaceId,
        scope: postId === null ? ('global' as const) : ('post' as const),
        postId,
      })),
    )
    .onConflictDoUpdate({
      target: clusters.id,
      set: {
        label: sql`excluded.label`,
        size: sql`excluded.size`,
        unanswered: sql`excluded.unanswered`,
        trend: sql`excluded.trend`,
        lastSaidAt: sql`excluded.last_said_at`,
      },
    })

/** Makes these the texts of some groups. Texts that were deleted meanwhile are left out. */
export const writeItems = (db: Db, workspaceId: string, items: readonly Item[]) =>
  db.execute(sql`
    insert into cluster_items (id, workspace_id, cluster_id, text_id, said_at, unanswered, example)
    select gen_random_uuid(), ${workspaceId}, r."clusterId", r."textId", r."saidAt", r.unanswered, r.example
    from jsonb_to_recordset(${jsonb(items)})
      as r("clusterId" uuid, "textId" uuid, "saidAt" timestamptz, unanswered boolean, example int)
    join cluster_texts t on t.workspace_id = ${workspaceId} and t.id = r."textId"`)

export const removeItems = (db: Db, scope: Scope) =>
  db.execute(sql`
    delete from cluster_items i using clusters c
    where i.workspace_id = ${scope.workspaceId} and c.workspace_id = i.workspace_id and c.id = i.cluster_id
      and c.scope_ref is not distinct from ${scope.postId}::uuid`)

/** Opens groups of a scope again that were settled, where at least `least` texts since could not be answered. */
export const openAgain = (db: Db, scope: Scope, least: number) =>
  db
    .update(clusters)
    .set({ status: 'open', settledAt: null })
    .where(
      and(
        ofScope(scope),
        sql`${clusters.status} <> 'open'`,
        sql`(select count(*) from cluster_items i where i.workspace_id = ${clusters.workspaceId} and i.cluster_id = ${clusters.id}
          and i.unanswered and i.said_at > ${clusters.settledAt}) >= ${least}`,
      ),
    )

/** Deletes groups of posts that have no texts any more. */
export const removeEmpty = (db: Db, workspaceId: string) =>
  db
    .delete(clusters)
    .where(
      and(
        eq(clusters.workspaceId, workspaceId),
        sql`not exists (select from cluster_items i where i.workspace_id = ${clusters.workspaceId} and i.cluster_id = ${clusters.id})`,
      ),
    )

export type GroupRow = Awaited<ReturnType<typeof list>>[number]
const select = (db: Db) =>
  db
    .select({
      cluster: clusters,
      caption: monitoredPosts.caption,
      examples: sql<string[]>`array(
        select t.text from cluster_items i join cluster_texts t on t.workspace_id = i.workspace_id and t.id = i.text_id
        where i.workspace_id = ${clusters.workspaceId} and i.cluster_id = ${clusters.id} and i.example is not null order by i.example)`,
    })
    .from(clusters)
    .leftJoin(
      monitoredPosts,
      and(eq(monitoredPosts.workspaceId, clusters.workspaceId), eq(monitoredPosts.id, clusters.postId)),
    )

export const list = (
  db: Db,
  {
    workspaceId,
    filter: { scope, postId, status, unanswered },
    before,
    limit,
  }: { workspaceId: string; filter: ClusterFilter; before: Position | null; limit: number },
) =>
  select(db)
    .where(
      and(
        eq(clusters.workspaceId, workspaceId),
        scope && eq(clusters.scope, scope),
        postId === undefined ? undefined : eq(clusters.postId, postId),
        status && eq(clusters.status, status),
        unanswered && sql`${clusters.unanswered} > 1`,
        keyset.before(clusters.lastSaidAt, clusters.id, before),
      ),
    )
    .orderBy(desc(clusters.lastSaidAt), desc(clusters.id))
    .limit(limit + 1)

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(clusters.workspaceId, workspaceId), eq(clusters.id, id))

export const byId = (db: Db, where: One) => select(db).where(one(where))

export const lock = (db: Db, where: One) =>
  db.select({ status: clusters.status }).from(clusters).where(one(where)).for('update')

export const settle = (db: Db, where: One, set: { status: ClusterStatus; settledAt: Date | null }) =>
  db.update(clusters).set(set).where(one(where)).returning({ id: clusters.id })

/** Notes what was made of a group, which is thereby answered. */
export const addAct = (db: Db, where: One, act: ClusterAct, at: Date) =>
  db
    .update(clusters)
    .set({ status: 'answered', settledAt: at, acts: sql`${clusters.acts} || ${jsonb([act])}` })
    .where(one(where))
    .returning({ id: clusters.id })

export type ItemRow = Awaited<ReturnType<typeof items>>['rows'][number]
export const items = (
  db: Db,
  {
    workspaceId,
    clusterId,
    unanswered,
    before,
    limit,
  }: {
    workspaceId: string
    clusterId: string
    unanswered: boolean
    before: Position | null
    limit: number
  },
) =>
  db.execute<{
    id: string
    said_at: string
    unanswered: boolean
    text: string
    author: string | null
    conversation_id: string | null
    comment_id: string | null
    post_id: string | null
  }>(sql`
    select i.id, i.said_at, i.unanswered, t.text, coalesce(u.name, u.handle, c.author_name) as author,
      m.conversation_id, t.comment_id, t.post_id
    from (
      select * from cluster_items where workspace_id = ${workspaceId} and cluster_id = ${clusterId}
        and ${unanswered ? sql`unanswered` : sql`true`}
        and ${before === null ? sql`true` : sql`(said_at, id) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`}
      order by said_at desc, id desc limit ${limit + 1}
    ) i
    join cluster_texts t on t.workspace_id = i.workspace_id and t.id = i.text_id
    left join conversation_messages m on m.workspace_id = t.workspace_id and m.id = t.message_id
    left join conversations v on v.workspace_id = m.workspace_id and v.id = m.conversation_id
    left join customers u on u.workspace_id = v.workspace_id and u.id = v.customer_id
    left join comments c on c.workspace_id = t.workspace_id and c.id = t.comment_id
    order by i.said_at desc, i.id desc`)
