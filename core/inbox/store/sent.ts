import { and, eq, ne } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { conversations } from '#drizzle/schema/inbox.ts'

/** Sets the address that the platform uses from now on, unless the contact has written from another one meanwhile. */
export const moveRecipient = (
  db: Db,
  {
    workspaceId,
    conversationId,
    was,
    now,
    at,
  }: { workspaceId: string; conversationId: string; was: string; now: string; at: Date },
) =>
  db
    .update(conversations)
    .set({ recipient: now, recipientAt: at })
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        eq(conversations.id, conversationId),
        eq(conversations.recipient, was),
        ne(conversations.recipient, now),
      ),
    )
