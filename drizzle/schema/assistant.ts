import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ChatRole, ChatSource, ChatState, StoredStep } from '#core/assistant/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** The person or the API key whose chat it is. `user_id` is null for a key; with the person their chats go. */
const owner = () => ({
  ownerId: uuid('owner_id').notNull(),
  userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
})

/** A chat of one person, or one API key, with the assistant. Its policy hides it from everybody else. */
export const chatSessions = pgTable(
  'chat_sessions',
  {
    id: id(),
    workspaceId: workspaceId(),
    ...owner(),
    /** Null until the first message, of which a trigger makes it; what the person calls it stays. */
    title: text('title'),
    /** Time at which it was begun or last spoken in. A trigger keeps it. */
    touchedAt: instant('touched_at').notNull().defaultNow(),
    ...timestamps(),
  },
  (t) => [
    unique('chat_sessions_tenant').on(t.workspaceId, t.id),
    index('chat_sessions_recent').on(t.workspaceId, t.ownerId, t.touchedAt, t.id),
    index('chat_sessions_user').on(t.userId),
  ],
)

/** Questions of a person, and answers of the assistant. */
export const chatMessages = pgTable(
  'chat_messages',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    sessionId: uuid('session_id').notNull(),
    ...owner(),
    role: text('role').$type<ChatRole>().notNull(),
    text: text('text').notNull().default(''),
    /** State: an answer is `answering` until its end is written; a question is `done`. */
    state: text('state').$type<ChatState>().notNull(),
    /** The tools that an answer asked for, with their results. */
    toolCalls: jsonb('tool_calls').$type<StoredStep[]>().notNull().default([]),
    sources: jsonb('sources').$type<ChatSource[]>().notNull().default([]),
    /** Provider and model of an answer; null until it has one. */
    model: text('model'),
    /** Why an answer failed, in words for the person. */
    error: text('error'),
    /** The Idempotency-Key of the request that asked it, or that had the answer written anew. */
    key: text('key'),
    ...timestamps(),
  },
  (t) => [
    index('chat_messages_session').on(t.workspaceId, t.sessionId, t.createdAt, t.id),
    // At most one answer of a chat is being written.
    uniqueIndex('chat_messages_answering')
      .on(t.workspaceId, t.sessionId)
      .where(sql`${t.state} = 'answering'`),
    uniqueIndex('chat_messages_key').on(t.workspaceId, t.sessionId, t.key).where(sql`${t.key} is not null`),
    index('chat_messages_user').on(t.userId),
    tenantReference('chat_messages_of_session', [t.workspaceId, t.sessionId], chatSessions),
  ],
)
