import { and, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { conversationMessages } from '#drizzle/schema/inbox.ts'

/** One row if anybody, machine or person, has answered anyone. */
export const anyAnswer = (db: Db, workspaceId: string) =>
  db
    .select({ id: conversationMessages.id })
    .from(conversationMessages)
    .where(
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.direction, 'outbound'),
        eq(conversationMessages.status, 'sent'),
      ),
    )
    .limit(1)
