import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { conversationNotes } from '#drizzle/schema/team.ts'

interface InWorkspace {
  workspaceId: string
}
interface One extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(conversationNotes.workspaceId, workspaceId), eq(conversationNotes.id, id))

const mentions = sql<{ userId: string; name: string }[]>`coalesce((
  select jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name) order by u.name, u.id)
  from note_mentions n join users u on u.id = n.user_id
  where n.workspace_id = conversation_notes.workspace_id and n.note_id = conversation_notes.id), '[]'::jsonb)`

const select = (db: Db) => db.select({ note: conversationNotes, mentions }).from(conversationNotes)
export type NoteRow = Awaited<ReturnType<typeof select>>[number]

export const list = (
  db: Db,
  {
    workspaceId,
    conversationId,
    before,
    limit,
  }: InWorkspace & { conversationId: string | undefined; before: Position | null; limit: number },
) =>
  select(db)
    .where(
      and(
        eq(conversationNotes.workspaceId, workspaceId),
        conversationId ? eq(conversationNotes.conversationId, conversationId) : undefined,
        keyset.before(conversationNotes.createdAt, conversationNotes.id, before),
      ),
    )
    .orderBy(desc(conversationNotes.createdAt), desc(conversationNotes.id))
    .limit(limit + 1)

export const byId = (db: Db, where: One) => select(db).where(one(where))

export const lock = (db: Db, where: One) =>
  db.select().from(conversationNotes).where(one(where)).for('update')

export const insert = (db: Db, row: typeof conversationNotes.$inferInsert) =>
  db.insert(conversationNotes).values(row)

export const change = (db: Db, { workspaceId, id, ...set }: One & { text: string; editedAt: Date }) =>
  db.update(conversationNotes).set(set).where(one({ workspaceId, id }))

export const remove = (db: Db, where: One) => db.delete(conversationNotes).where(one(where))

/** Makes these the mentions of a note. Who was named before is not told again. */
export const mention = (
  db: Db,
  {
    workspaceId,
    id,
    conversationId,
    userIds,
    now,
  }: One & { conversationId: string; userIds: readonly string[]; now: Date },
) =>
  db.execute(sql`with gone as (
      delete from note_mentions where workspace_id = ${workspaceId} and note_id = ${id}
        and user_id <> all(${sql.param(userIds)}::uuid[]))
    insert into note_mentions (workspace_id, note_id, conversation_id, user_id, created_at)
    select ${workspaceId}::uuid, ${id}::uuid, ${conversationId}::uuid, named, ${now.toISOString()}::timestamptz
    from unnest(${sql.param(userIds)}::uuid[]) named
    on conflict do nothing`)
