import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { conversationLabels, labels } from '#drizzle/schema/team.ts'

interface InWorkspace {
  workspaceId: string
}
interface One extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(labels.workspaceId, workspaceId), eq(labels.id, id))

export const list = (db: Db, { workspaceId, limit }: InWorkspace & { limit: number }) =>
  db
    .select()
    .from(labels)
    .where(eq(labels.workspaceId, workspaceId))
    .orderBy(sql`lower(${labels.name})`)
    .limit(limit)

export const byId = (db: Db, where: One) => db.select().from(labels).where(one(where))
/** Locks a label to change or delete it. A maker of occurrences, which refers to it, need not wait for that. */
export const lock = (db: Db, where: One) => byId(db, where).for('no key update')

/** Returns those of the labels that the workspace has. */
export const known = (db: Db, { workspaceId, ids }: InWorkspace & { ids: readonly string[] }) =>
  db
    .select({ id: labels.id })
    .from(labels)
    .where(and(eq(labels.workspaceId, workspaceId), sql`${labels.id} = any(${sql.param(ids)}::uuid[])`))
    .orderBy(asc(labels.id))
    .for('share')

export const insert = (db: Db, row: One & { name: string; color: string }) => db.insert(labels).values(row)

export const change = (
  db: Db,
  { workspaceId, id, ...set }: One & { name?: string | undefined; color?: string | undefined },
) => db.update(labels).set(set).where(one({ workspaceId, id }))

/** Deletes a label. Conversations and posts lose it by their reference; rules and series lose it here, before its row is locked against who refers to it. */
export const remove = async (db: Db, where: One) => {
  await db.execute(sql`update triage_rules set label_ids = array_remove(label_ids, ${where.id}::uuid)
    where workspace_id = ${where.workspaceId} and ${where.id}::uuid = any(label_ids)`)
  await db.execute(sql`update post_series set label_ids = array_remove(label_ids, ${where.id}::uuid)
    where workspace_id = ${where.workspaceId} and ${where.id}::uuid = any(label_ids)`)
  await db.delete(labels).where(one(where))
}

export const put = (
  db: Db,
  {
    workspaceId,
    conversationId,
    add,
    remove: taken,
  }: InWorkspace & { conversationId: string; add: readonly string[]; remove: readonly string[] },
) =>
  db.execute(sql`with gone as (
      delete from conversation_labels where workspace_id = ${workspaceId} and conversation_id = ${conversationId}
        and label_id = any(${sql.param(taken)}::uuid[]))
    insert into conversation_labels (workspace_id, conversation_id, label_id)
    select ${workspaceId}::uuid, ${conversationId}::uuid, added from unnest(${sql.param(add)}::uuid[]) added
    on conflict do nothing`)

export const ofConversation = (
  db: Db,
  { workspaceId, conversationId }: InWorkspace & { conversationId: string },
) =>
  db
    .select({ id: conversationLabels.labelId })
    .from(conversationLabels)
    .where(
      and(
        eq(conversationLabels.workspaceId, workspaceId),
        eq(conversationLabels.conversationId, conversationId),
      ),
    )
