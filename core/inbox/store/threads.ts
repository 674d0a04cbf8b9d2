import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { holdsAll, searched } from '#core/lib/text/searched.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { users } from '#drizzle/schema/identity.ts'
import { aiDecisions, conversationMessages, conversations, customers } from '#drizzle/schema/inbox.ts'
import { answeredAt, lastSaid, previewOf, unseen } from '../queries/said.ts'
import type { FeedbackVerdict } from '../schemas/feedback.ts'
import type { RuleLanguage } from '../schemas/languages.ts'
import type { View } from '../schemas/views.ts'
import type { Conversation, MessageMedium } from '../schemas.ts'
import { inView, mentioning } from './views.ts'

/** The last message of a conversation, notices not counted. */
const lastMessage = sql<Conversation['lastMessage']>`${lastSaid(
  sql`jsonb_build_object('text', ${previewOf(sql`m`)}, 'type', m.message_type, 'direction', m.direction, 'author', m.author)`,
)}`

/** The unresolved escalation of a conversation. */
const escalation = sql<Conversation['escalation']>`(
  select jsonb_build_object('id', e.id, 'reason', e.reason, 'status', e.status, 'note', e.note, 'createdAt', e.created_at,
    'answeredAt', ${answeredAt},
    'assignedTo', case when u.id is not null then jsonb_build_object('userId', u.id, 'name', u.name) end)
  from support_escalations e left join users u on u.id = e.assigned_to
  where e.workspace_id = ${conversations.workspaceId} and e.conversation_id = ${conversations.id} and e.status <> 'resolved')`

/** The labels of a conversation. */
const labels = sql<Conversation['labels']>`coalesce((
  select jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'color', b.color) order by lower(b.name))
  from conversation_labels l join labels b on b.workspace_id = l.workspace_id and b.id = l.label_id
  where l.workspace_id = ${conversations.workspaceId} and l.conversation_id = ${conversations.id}), '[]'::jsonb)`

/**
 * How many of a conversation's messages are searched for the one to show: a thread may have thousands, a page has fifty
 * threads.
 */
const LOOKED_THROUGH = 100

/** Returns the latest message of a conversation that contains all words, if it is among the newest `LOOKED_THROUGH`. */
const latestMatch = (q: string) => sql<string | null>`(
  select left(m.text, 2000) from (
    select n.text, n.sent_at, n.id from conversation_messages n
    where n.workspace_id = ${conversations.workspaceId} and n.conversation_id = ${conversations.id}
    order by n.sent_at desc, n.id desc limit ${LOOKED_THROUGH}
  ) m where ${holdsAll(q, sql`m.text`)}
  order by m.sent_at desc, m.id desc limit 1)`

const selectConversations = (db: Db, q?: string) =>
  db
    .select({
      conversation: conversations,
      accountName: socialAccounts.name,
      customerName: customers.name,
      customerHandle: customers.handle,
      holderName: users.name,
      lastMessage,
      match: q ? latestMatch(q) : sql<null>`null`,
      escalation,
      labels,
      unread: unseen,
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
  /** The person whose conversations `mine` and `mentions` are. */
  userId: string
  view?: View | undefined
  status?: Conversation['status'] | undefined
  accountId?: string | undefined
  platform?: string | undefined
  language?: RuleLanguage | undefined
  labelId?: string | undefined
  machine?: { act: 'answered' | 'ignored' | 'escalated'; since: Date } | undefined
  from?: Date | undefined
  to?: Date | undefined
  q?: string | undefined
  before: Position | null
  limit: number
}

const DECISION = { answered: 'respond', ignored: 'ignore', escalated: 'escalate' } as const

/**
 * Returns the `from` clause of the machine's decisions since then, as `d`. A decision to answer counts only once the answer
 * was sent.
 */
const decided = ({ act, since }: NonNullable<ConversationFilter['machine']>, where: SQL) =>
  sql`from ai_decisions d
    where ${where} and d.created_at >= ${since.toISOString()}::timestamptz and d.decision = ${DECISION[act]}
      and not d.superseded and (${act} <> 'answered' or (select true from conversation_messages m
        where m.workspace_id = d.workspace_id and m.conversation_id = d.conversation_id and m.ai_decision_id = d.id
          and m.direction = 'outbound' and m.status = 'sent' limit 1))`

/**
 * Returns the condition that the contact's name or a message contains all words. Uses `limit 1`, since for `exists` Postgres may
 * read all messages at once.
 */
const holdsWords = (q: string) =>
  sql`coalesce(
    (select true from customers p where p.workspace_id = ${conversations.workspaceId} and p.id = ${conversations.customerId}
      and ${holdsAll(q, sql`(coalesce(p.name, '') || ' ' || coalesce(p.handle, ''))`)} limit 1),
    (select true from conversation_messages m where m.workspace_id = ${conversations.workspaceId}
      and m.conversation_id = ${conversations.id} and ${holdsAll(q, sql`m.text`)} limit 1), false)`

/** Returns the search criteria, each as a condition on one conversation of the list and as a query for all ids by an index. */
function soughtBy({
  workspaceId,
  userId,
  view,
  q,
  machine,
  labelId,
}: ConversationFilter): { holds: SQL; found: SQL }[] {
  const inThis = sql`d.workspace_id = ${conversations.workspaceId} and d.conversation_id = ${conversations.id}`
  return [
    ...(q ? [{ holds: holdsWords(q), found: sql`select id from match_conversations(${q})` }] : []),
    ...(machine
      ? [
          {
            holds: sql`coalesce((select true ${decided(machine, inThis)} limit 1), false)`,
            found: sql`select d.conversation_id ${decided(machine, sql`d.workspace_id = ${workspaceId}`)}`,
          },
        ]
      : []),
    ...(labelId
      ? [
          {
            // One look-up for each row of the list: `exists` would be read as a whole beforehand.
            holds: sql`coalesce((select true from conversation_labels l where l.workspace_id = ${conversations.workspaceId}
              and l.conversation_id = ${conversations.id} and l.label_id = ${labelId} limit 1), false)`,
            found: sql`select l.conversation_id from conversation_labels l
              where l.workspace_id = ${workspaceId} and l.label_id = ${labelId}`,
          },
        ]
      : []),
    ...(view === 'mentions'
      ? [
          {
            holds: sql`coalesce((select true from note_mentions n where n.workspace_id = ${conversations.workspaceId}
              and n.conversation_id = ${conversations.id} and n.user_id = ${userId} limit 1), false)`,
            found: mentioning({ workspaceId, userId }),
          },
        ]
      : []),
  ]
}

export function list(db: Db, filter: ConversationFilter) {
  const { workspaceId, userId, view, status, accountId, platform, language, from, to, before, limit } = filter
  const { id, lastMessageAt: at } = conversations
  const where = and(
    eq(conversations.workspaceId, workspaceId),
    view && inView(view, userId),
    status ? eq(conversations.status, status) : undefined,
    accountId ? eq(conversations.accountId, accountId) : undefined,
    platform ? eq(conversations.platform, platform) : undefined,
    language ? eq(conversations.language, language) : undefined,
    from ? gte(at, from) : undefined,
    to ? lt(at, to) : undefined,
    keyset.before(at, id, before),
  )
  const sought = soughtBy(filter)
  const page = () =>
    searched({
      table: conversations,
      id,
      at,
      where,
      holds: sql.join(
        sought.map(({ holds }) => holds),
        sql` and `,
      ),
      found: sql.join(
        sought.map(({ found }) => found),
        sql` intersect `,
      ),
      limit: limit + 1,
    })
  return selectConversations(db, filter.q)
    .where(
      sought.length > 0
        ? and(eq(conversations.workspaceId, workspaceId), sql`${id} = any(array${page()})`)
        : where,
    )
    .orderBy(desc(at), desc(id))
    .limit(limit + 1)
}

export const byId = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  selectConversations(db).where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, id)))

export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  selectConversations(db)
    .where(and(eq(conversations.workspaceId, workspaceId), inArray(conversations.id, [...ids])))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))

export type MediumOfMessage = Omit<MessageMedium, 'url'>

const media = sql<MediumOfMessage[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind, 'mimeType', f.mime_type, 'fileName', f.file_name,
    'sizeBytes', f.size_bytes, 'width', f.width, 'height', f.height, 'status', f.status, 'error', f.error)
    order by f.position)
  from message_media f
  where f.workspace_id = ${conversationMessages.workspaceId} and f.message_id = ${conversationMessages.id}), '[]'::jsonb)`

/** A person's judgement of the decision on a message. */
const feedback = sql<{
  verdict: FeedbackVerdict
  betterAnswer: string | null
  by: string | null
  at: string
} | null>`(
  select jsonb_build_object('verdict', f.verdict, 'betterAnswer', f.better_answer, 'by', u.name, 'at', f.updated_at)
  from decision_feedback f left join users u on u.id = f.user_id
  where f.workspace_id = ${conversationMessages.workspaceId} and f.decision_id = ${conversationMessages.aiDecisionId})`

/** The message that a message answers. */
const quoted = alias(conversationMessages, 'quoted')

const selectMessages = (db: Db) =>
  db
    .select({
      message: conversationMessages,
      decision: aiDecisions,
      authorName: users.name,
      quoted: {
        id: quoted.id,
        author: quoted.author,
        type: quoted.type,
        text: sql<string | null>`substr(${quoted.text}, coalesce(${quoted.answerFrom}, 1))`,
      },
      media,
      feedback,
    })
    .from(conversationMessages)
    .leftJoin(
      quoted,
      and(
        eq(quoted.workspaceId, conversationMessages.workspaceId),
        eq(quoted.id, conversationMessages.replyToId),
      ),
    )
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
