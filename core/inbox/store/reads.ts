import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import type { InConversation } from './conversation.ts'

interface Reader extends InConversation {
  userId: string
}

/** A row where the conversation is. What was seen once stays seen, whatever is said later. */
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

/** A row where the conversation is and its contact has written: what they wrote last is to be seen again. */
export const markUnread = (db: Db, { workspaceId, conversationId, userId }: Reader) =>
  db.execute<{ id: string }>(sql`
    insert into conversation_reads (workspace_id, conversation_id, user_id, read_until, seen_at)
    select c.workspace_id, c.id, ${userId}::uuid, before.at, before.at
    from conversations c cross join lateral (select coalesce(c.last_inbound_at, c.created_at) - interval '1 ms' as at) before
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId}
    on conflict (workspace_id, conversation_id, user_id) do update
      set read_until = excluded.read_until, seen_at = excluded.seen_at
    returning conversation_id as id`)
