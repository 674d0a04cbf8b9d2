import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import * as keyset from '#core/lib/keyset.ts'
import type { Position } from '#core/lib/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { users } from '#drizzle/schema/identity.ts'
import { aiDecisions, conversationMessages, conversations, customers } from '#drizzle/schema/inbox.ts'
import type { Conversation } from '../schemas.ts'

const lastMessage = sql<Conversation['lastMessage']>`(
  select jsonb_build_object('text', left(m.text, 200), 'type', m.message_type, 'direction', m.direction, 'author', m.author)
  from conversation_messages m
  where m.workspace_id = ${conversations.workspaceId} and m.conversation_id = ${conversations.id}
  order by m.sent_at desc, m.id desc limit 1)`

const selectConversations = (db: Db) =>
  db
    .select({
      conversation: conversations,
      accountName: socialAccounts.name,
      customerName: customers.name,
      customerHandle: customers.handle,
      holderName: users.name,
      lastMessage,
    })
    .from(conversations)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, conversations.workspaceId),
        eq(socialAccounts.id, conversations.accountId),
      ),
    )
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, conversations.workspaceId), eq(customers.id, conversations.customerId)),
    )
    .leftJoin(users, eq(users.id, conversations.heldByUserId))

export type ConversationRow = Awaited<ReturnType<typeof selectConversations>>[number]

export interface ConversationFilter {
  workspaceId: string
  status: Conversation['status'] | undefined
  accountId: string | undefined
  before: Position | null
  limit: number
}

export const list = (db: Db, { workspaceId, status, accountId, before, limit }: ConversationFilter) =>
  selectConversations(db)
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        status ? eq(conversations.status, status) : undefined,
        accountId ? eq(conversations.accountId, accountId) : undefined,
        keyset.before(conversations.lastMessageAt, conversations.id, before),
      ),
    )
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(limit + 1)

export const byId = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  selectConversations(db).where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, id)))

const selectMessages = (db: Db) =>
  db
    .select({ message: conversationMessages, decision: aiDecisions, authorName: users.name })
    .from(conversationMessages)
    .leftJoin(
      aiDecisions,
      and(
        eq(aiDecisions.workspaceId, conversationMessages.workspaceId),
        eq(aiDecisions.id, conversationMessages.aiDecisionId),
      ),
    )
    .leftJoin(users, eq(users.id, conversationMessages.authorUserId))

export type MessageRow = Awaited<ReturnType<typeof selectMessages>>[number]

export const messages = (
  db: Db,
  {
    workspaceId,
    conversationId,
    before,
    limit,
  }: { workspaceId: string; conversationId: string; before: Position | null; limit: number },
) =>
  selectMessages(db)
    .where(
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.conversationId, conversationId),
        keyset.before(conversationMessages.sentAt, conversationMessages.id, before),
      ),
    )
    .orderBy(desc(conversationMessages.sentAt), desc(conversationMessages.id))
    .limit(limit + 1)

export const messageById = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  selectMessages(db).where(
    and(eq(conversationMessages.workspaceId, workspaceId), eq(conversationMessages.id, id)),
  )
