import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { conversationMessages, conversations } from '#drizzle/schema/inbox.ts'
import { WORDLESS } from '../rules/decisions.ts'

export interface InConversation {
  workspaceId: string
  conversationId: string
}

export const machinesPaused = (workspaceId: AnyPgColumn) =>
  sql<boolean>`chorus_machines_paused(${workspaceId})`

export const inConversation = ({ workspaceId, conversationId }: InConversation) =>
  and(
    eq(conversationMessages.workspaceId, workspaceId),
    eq(conversationMessages.conversationId, conversationId),
  )

/** Returns a column of the first message `m` that the contact ever wrote in a conversation, wordless ones not counted. */
export const firstMessageOf = (column: SQL): SQL<string | null> => sql<string | null>`(
  select ${column} from conversation_messages m
  where m.workspace_id = ${conversations.workspaceId} and m.conversation_id = ${conversations.id} and m.direction = 'inbound'
    and m.message_type <> all (${sql.param(WORDLESS)}::text[])
  order by m.sent_at, m.id limit 1)`
