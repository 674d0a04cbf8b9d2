import { and, eq, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { conversationMessages } from '#drizzle/schema/inbox.ts'

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
