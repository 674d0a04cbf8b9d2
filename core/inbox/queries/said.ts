import { type SQL, sql } from 'drizzle-orm'
import { conversations } from '#drizzle/schema/inbox.ts'

/** The beginning of a message `m` as a list shows it: of a first answer the answer, without what says that a machine writes. */
export const previewOf = (m: SQL): SQL => sql`left(substr(${m}.text, coalesce(${m}.answer_from, 1)), 200)`

/** Something of the message `m` that was said last in a conversation. That a person will answer is a notice, not an answer. */
export const lastSaid = (column: SQL): SQL => sql`(
  select ${column} from conversation_messages m
  where m.workspace_id = ${conversations.workspaceId} and m.conversation_id = ${conversations.id} and m.notice is null and m.message_type <> 'system'
  order by m.sent_at desc, m.id desc limit 1)`

/** The same of the last message that somebody may have to answer. */
export const lastAsked = (column: SQL): SQL => sql`(
  select ${column} from conversation_messages m
  where m.workspace_id = ${conversations.workspaceId} and m.conversation_id = ${conversations.id} and m.notice is null
    and m.message_type not in ('reaction', 'system')
  order by m.sent_at desc, m.id desc limit 1)`

/** When a person first answered what is asked in the escalation `e`; null while nobody has. What failed was no answer. */
export const answeredAt: SQL = sql`(
  select m.sent_at from conversation_messages m
  where m.workspace_id = e.workspace_id and m.conversation_id = e.conversation_id and m.sent_at >= e.created_at
    and m.author = 'person' and m.status not in ('failed', 'cancelled')
  order by m.sent_at limit 1)`

/**
 * Whether the person of the transaction has yet to see something of a conversation: what its contact wrote, or that a person
 * was asked to take it. What is older than their membership they have seen; a key and a machine see nothing.
 */
export const unseen: SQL<boolean> = sql<boolean>`coalesce((
  select conversations.last_inbound_at > coalesce(r.read_until, p.created_at)
    or exists (select from support_escalations e where e.workspace_id = conversations.workspace_id
      and e.conversation_id = conversations.id and e.status <> 'resolved' and e.created_at > coalesce(r.seen_at, p.created_at))
  from members p
  left join conversation_reads r on r.workspace_id = p.workspace_id and r.user_id = p.user_id and r.conversation_id = conversations.id
  where p.workspace_id = conversations.workspace_id and p.user_id = chorus_user_id()), false)`
