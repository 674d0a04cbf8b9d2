import { type SQL, sql } from 'drizzle-orm'
import { conversations } from '#drizzle/schema/inbox.ts'

/** Returns the beginning of a message `m` as lists show it, without the disclosure of a first answer. */
export const previewOf = (m: SQL): SQL => sql`left(substr(${m}.text, coalesce(${m}.answer_from, 1)), 200)`

/**
 * Returns an expression over the last message `m` of a conversation. Notices, such as that a person will answer, do not
 * count.
 */
export const lastSaid = (column: SQL): SQL => sql`(
  select ${column} from conversation_messages m
  where m.workspace_id = ${conversations.workspaceId} and m.conversation_id = ${conversations.id} and m.notice is null and m.message_type <> 'system'
  order by m.sent_at desc, m.id desc limit 1)`

/** Returns the same for the last message that may need an answer: not a reaction. */
export const lastAsked = (column: SQL): SQL => sql`(
  select ${column} from conversation_messages m
  where m.workspace_id = ${conversations.workspaceId} and m.conversation_id = ${conversations.id} and m.notice is null
    and m.message_type not in ('reaction', 'system')
  order by m.sent_at desc, m.id desc limit 1)`

/**
 * The time at which a person first answered after the escalation `e` was opened; null until then. Failed messages do not
 * count.
 */
export const answeredAt: SQL = sql`(
  select m.sent_at from conversation_messages m
  where m.workspace_id = e.workspace_id and m.conversation_id = e.conversation_id and m.sent_at >= e.created_at
    and m.author = 'person' and m.status not in ('failed', 'cancelled')
  order by m.sent_at limit 1)`

/**
 * True if the transaction's user has not yet seen a message of the contact, an escalation of the conversation, or a note that names them. Anything older
 * than their membership counts as seen. Always false for API keys and machines.
 */
export const unseen: SQL<boolean> = sql<boolean>`coalesce((
  select conversations.last_inbound_at > coalesce(r.read_until, p.created_at)
    or exists (select from support_escalations e where e.workspace_id = conversations.workspace_id
      and e.conversation_id = conversations.id and e.status <> 'resolved' and e.created_at > coalesce(r.seen_at, p.created_at))
    or exists (select from note_mentions n where n.workspace_id = conversations.workspace_id and n.conversation_id = conversations.id
      and n.user_id = p.user_id and n.created_at > coalesce(r.seen_at, p.created_at))
  from members p
  left join conversation_reads r on r.workspace_id = p.workspace_id and r.user_id = p.user_id and r.conversation_id = conversations.id
  where p.workspace_id = conversations.workspace_id and p.user_id = chorus_user_id()), false)`
