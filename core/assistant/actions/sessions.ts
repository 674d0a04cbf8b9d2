import { actorUserId, type Ctx, ownerIdOf } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { shownStep } from '../rules/turns.ts'
import type { ChatListQuery, ChatMessage, ChatSession, CreateChat } from '../schemas.ts'
import * as store from '../store/chats.ts'

/** Returns whose a chat of the actor is: a person's, or an API key's. */
export const ownerOf = (actor: Ctx['actor']) => ({
  ownerId: ownerIdOf(actor),
  userId: actorUserId(actor),
})

/** Returns the key by which the one whose chat it is finds it. */
export const sessionOf = ({ workspaceId, actor }: Pick<Ctx, 'workspaceId' | 'actor'>, id: string) => ({
  workspaceId,
  ownerId: ownerIdOf(actor),
  id,
})

/** Lists one's own chats, the last spoken in first. */
export async function listChats(
  { db, workspaceId, actor }: Ctx,
  { limit, cursor }: ChatListQuery,
): Promise<Page<ChatSession>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [
    store.list(one, { workspaceId, ownerId: ownerIdOf(actor), before, limit }),
  ])
  return pageOfRows(rows, limit, (row) => ({ at: row.touchedAt, id: row.id }), toSession)
}

export async function createChat(
  { db, workspaceId, now, actor }: Ctx,
  { title }: CreateChat,
): Promise<ChatSession> {
  const row = { id: newId(), workspaceId, ...ownerOf(actor), title: title ?? null, touchedAt: now() }
  const [made] = await db.batch((one) => [store.insert(one, row)])
  return toSession(only(made))
}

/** @throws not_found */
export async function getChat({ db, ...ctx }: Ctx, id: string): Promise<ChatSession> {
  const [[row]] = await db.batch((one) => [store.byId(one, sessionOf(ctx, id))])
  if (!row) throw notFound('chat')
  return toSession(row)
}

/** @throws not_found */
export async function renameChat({ db, ...ctx }: Ctx, id: string, title: string): Promise<ChatSession> {
  const [[row]] = await db.batch((one) => [store.rename(one, sessionOf(ctx, id), title)])
  if (!row) throw notFound('chat')
  return toSession(row)
}

/** Deletes a chat with its messages, for good; what was done in it stays done. @throws not_found */
export async function deleteChat({ db, ...ctx }: Ctx, id: string): Promise<void> {
  const [[row]] = await db.batch((one) => [store.remove(one, sessionOf(ctx, id))])
  if (!row) throw notFound('chat')
}

/** Lists the messages of a chat, the latest first. @throws not_found */
export async function listMessages(
  { db, now, ...ctx }: Ctx,
  id: string,
  { limit, cursor }: ChatListQuery,
): Promise<Page<ChatMessage>> {
  const before = decodeCursor(cursor)
  const session = sessionOf(ctx, id)
  const [[found], rows] = await db.batch((one) => [
    store.byId(one, session),
    store.messages(one, { ...session, before, limit }),
  ])
  if (!found) throw notFound('chat')
  const at = now()
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toMessage(row, at),
  )
}

export const toSession = ({ id, title, touchedAt, createdAt }: store.SessionRow): ChatSession => ({
  id,
  title,
  touchedAt: touchedAt.toISOString(),
  createdAt: createdAt.toISOString(),
})

export const toMessage = (row: store.MessageRow, now: Date): ChatMessage => ({
  id: row.id,
  role: row.role,
  text: row.text,
  state: row.state,
  steps: row.toolCalls.map((step) => shownStep(step, now)),
  sources: row.sources,
  model: row.model,
  error: row.error,
  createdAt: row.createdAt.toISOString(),
})
