import { and, asc, desc, eq, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { chatMessages, chatSessions } from '#drizzle/schema/assistant.ts'

export type SessionRow = typeof chatSessions.$inferSelect
export type MessageRow = typeof chatMessages.$inferSelect

/** The owner of chats; the policy of the tables says the same. */
export interface Own {
  workspaceId: string
  ownerId: string
}
type One = Own & { id: string }

const own = ({ workspaceId, ownerId }: Own) =>
  and(eq(chatSessions.workspaceId, workspaceId), eq(chatSessions.ownerId, ownerId))
const one = ({ id, ...of }: One) => and(own(of), eq(chatSessions.id, id))
const inSession = ({ workspaceId, ownerId, id }: One) =>
  and(
    eq(chatMessages.workspaceId, workspaceId),
    eq(chatMessages.ownerId, ownerId),
    eq(chatMessages.sessionId, id),
  )
const oneMessage = (session: One, messageId: string) =>
  and(inSession(session), eq(chatMessages.id, messageId))

export const list = (db: Db, { before, limit, ...of }: Own & { before: Position | null; limit: number }) =>
  db
    .select()
    .from(chatSessions)
    .where(and(own(of), keyset.before(chatSessions.touchedAt, chatSessions.id, before)))
    .orderBy(desc(chatSessions.touchedAt), desc(chatSessions.id))
    .limit(limit + 1)

export const byId = (db: Db, session: One) => db.select().from(chatSessions).where(one(session))

/** Reads a chat, and lets nobody else change it until the transaction ends. */
export const locked = (db: Db, session: One) =>
  db.select().from(chatSessions).where(one(session)).for('update')

export const insert = (db: Db, row: typeof chatSessions.$inferInsert) =>
  db.insert(chatSessions).values(row).returning()

export const rename = (db: Db, session: One, title: string) =>
  db.update(chatSessions).set({ title }).where(one(session)).returning()

export const remove = (db: Db, session: One) =>
  db.delete(chatSessions).where(one(session)).returning({ id: chatSessions.id })

export const messages = (
  db: Db,
  { before, limit, ...session }: One & { before: Position | null; limit: number },
) =>
  db
    .select()
    .from(chatMessages)
    .where(and(inSession(session), keyset.before(chatMessages.createdAt, chatMessages.id, before)))
    .orderBy(desc(chatMessages.createdAt), desc(chatMessages.id))
    .limit(limit + 1)

export const lockedMessage = (db: Db, session: One, messageId: string) =>
  db.select().from(chatMessages).where(oneMessage(session, messageId)).for('update')

export const byKey = (db: Db, session: One, key: string) =>
  db
    .select()
    .from(chatMessages)
    .where(and(inSession(session), eq(chatMessages.key, key)))

/** Reads the message that follows another in its chat. */
export const following = (db: Db, session: One, messageId: string) =>
  db
    .select()
    .from(chatMessages)
    .where(and(inSession(session), sql`${chatMessages.id} > ${messageId}::uuid`))
    .orderBy(asc(chatMessages.id))
    .limit(1)

/** Reads the message before another in its chat. */
export const preceding = (db: Db, session: One, messageId: string) =>
  db
    .select()
    .from(chatMessages)
    .where(and(inSession(session), sql`${chatMessages.id} < ${messageId}::uuid`))
    .orderBy(desc(chatMessages.id))
    .limit(1)

export const add = (db: Db, row: typeof chatMessages.$inferInsert) =>
  db.insert(chatMessages).values(row).returning()

/** Ends an answer whose process died: what it said is kept. */
export const endDead = (db: Db, session: One, silentSince: Date) =>
  db
    .update(chatMessages)
    .set({ state: 'stopped' })
    .where(
      and(inSession(session), eq(chatMessages.state, 'answering'), lt(chatMessages.updatedAt, silentSince)),
    )

/** Writes on at an answer that is being written. Nothing comes back where it is over, or its chat gone. */
export const write = (
  db: Db,
  session: One,
  answerId: string,
  set: Partial<Pick<MessageRow, 'text' | 'state' | 'toolCalls' | 'sources' | 'model' | 'error'>>,
) =>
  db
    .update(chatMessages)
    .set(set)
    .where(and(oneMessage(session, answerId), eq(chatMessages.state, 'answering')))
    .returning()

/** Begins an answer anew that is over. */
export const begin = (db: Db, session: One, answerId: string, key: string | null) =>
  db
    .update(chatMessages)
    .set({ key, state: 'answering', text: '', toolCalls: [], sources: [], model: null, error: null })
    .where(and(oneMessage(session, answerId), ne(chatMessages.state, 'answering')))
    .returning()

export const setSteps = (db: Db, session: One, messageId: string, toolCalls: MessageRow['toolCalls']) =>
  db.update(chatMessages).set({ toolCalls }).where(oneMessage(session, messageId)).returning()
