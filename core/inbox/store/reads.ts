import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { InConversation } from './conversation.ts'

interface Reader extends InConversation {
  userId: string
}

/** Marks a conversation as read up to a time. Never moves the mark back. Returns a row if the conversation exists. */
export const markRead = (
  db: Db,
  { workspaceId, conversationId, userId, until, now }: Reader & { until: Date | null; now: Date },
) =>
  db.execute<{ id: string }>(sql`
    insert into conversation_reads (workspace_id, conversation_id, user_id, read_until, seen_at)
    select c.workspace_id, c.id, ${userId}::uuid,
      least(coalesce(${until?.toISOString() ?? null}::timestamptz, c.last_message_at), c.last_message_at), ${now.toISOString()}::timestamptz
    from conversations c where c.workspace_id = ${workspaceId} and c.id = ${conversationId}
    on conflict (workspace_id, conversation_id, user_id) do update
      set read_until = greatest(conversation_reads.read_until, excluded.read_until), seen_at = excluded.seen_at
    returning conversation_id as id`)

/** Marks the contact's last message as unread again. Returns a row if the conversation exists. */
export const markUnread = (db: Db, { workspaceId, conversationId, userId }: Reader) =>
  db.execute<{ id: string }>(sql`
    insert into conversation_reads (workspace_id, conversation_id, user_id, read_until, seen_at)
    select c.workspace_id, c.id, ${userId}::uuid, before.at, before.at
    from conversations c cross join lateral (select coalesce(c.last_inbound_at, c.created_at) - interval '1 ms' as at) before
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId}
    on conflict (workspace_id, conversation_id, user_id) do update
      set read_until = excluded.read_until, seen_at = excluded.seen_at
    returning conversation_id as id`)
