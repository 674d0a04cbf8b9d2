import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'

export interface Revision {
  conversationId: string
  platformMessageId: string
  type: string
  text: string | null
  metadata: Record<string, unknown>
  details: unknown
  /** By the contact; else it is only what could not be shown before. */
  edited: boolean
}

/**
 * What a contact has changed of a message, or what can be shown of it only now. The former text stays in the metadata;
 * what says the same again changes nothing.
 */
export const revise = (
  db: Db,
  { workspaceId, revisions }: { workspaceId: string; revisions: readonly Revision[] },
) =>
  db.execute<{
    id: string
    conversation_id: string
    platform_message_id: string
    text: string | null
    sent_at: string
  }>(sql`
    update conversation_messages m set
      text = r.text, details = r.details,
      message_type = case when m.message_type = 'unsupported' then r.type else m.message_type end,
      metadata = r.metadata || jsonb_build_object('formerTexts', coalesce(m.metadata->'formerTexts', '[]'::jsonb)
        || case when m.text is null then '[]'::jsonb else jsonb_build_array(m.text) end)
    from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb) as r(
      "conversationId" uuid, "platformMessageId" text, type text, text text, metadata jsonb, details jsonb, edited boolean)
    where m.workspace_id = ${workspaceId} and m.conversation_id = r."conversationId"
      and m.platform_message_id = r."platformMessageId" and m.direction = 'inbound'
      and ((r.edited and m.text is distinct from r.text) or (m.message_type = 'unsupported' and r.type <> 'unsupported'))
    returning m.id, m.conversation_id, m.platform_message_id, m.text, m.sent_at`)

/** Ties messages to those that they answer, by the platform's ids; an album of ours has several. */
export const linkReplies = (
  db: Db,
  {
    workspaceId,
    replies,
  }: { workspaceId: string; replies: readonly { id: string; conversationId: string; replyTo: string }[] },
) =>
  db.execute(sql`
    update conversation_messages m set reply_to_id = o.id
    from jsonb_to_recordset(${JSON.stringify(replies)}::jsonb) as r(id uuid, "conversationId" uuid, "replyTo" text),
      conversation_messages o
    where m.workspace_id = ${workspaceId} and m.id = r.id and m.reply_to_id is null
      and o.workspace_id = ${workspaceId} and o.conversation_id = r."conversationId" and o.id <> m.id
      and (o.platform_message_id = r."replyTo" or o.metadata->'ids' ? r."replyTo")`)
