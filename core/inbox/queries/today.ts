import { and, asc, desc, eq, gte, inArray, lt, ne, notExists, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { users } from '#drizzle/schema/identity.ts'
import { conversationMessages, conversations, customers, supportEscalations } from '#drizzle/schema/inbox.ts'
import { answeredAt, lastAsked, lastSaid, previewOf } from './said.ts'

/** Returns one row if the machine or a person has answered anyone. */
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

/** Returns one row if anybody has written. */
export const anyConversation = (db: Db, workspaceId: string) =>
  db
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.workspaceId, workspaceId))
    .limit(1)

// --- lists of work for people ---------------------------------------------------------------------

interface Some {
  workspaceId: string
  limit: number
}

/** The number of all matching rows, regardless of the limit. */
const total = sql<number>`count(*) over ()`.mapWith(Number)

/** A conversation as a line of a list. */
const line = {
  conversationId: conversations.id,
  platform: conversations.platform,
  accountName: socialAccounts.name,
  customerName: customers.name,
  customerHandle: customers.handle,
  text: sql<string | null>`${lastSaid(previewOf(sql`m`))}`,
  total,
}

const inTheirAccount = and(
  eq(socialAccounts.workspaceId, conversations.workspaceId),
  eq(socialAccounts.id, conversations.accountId),
)
const ofTheirCustomer = and(
  eq(customers.workspaceId, conversations.workspaceId),
  eq(customers.id, conversations.customerId),
)
const unresolved = inArray(supportEscalations.status, ['open', 'in_progress'])

/** Lists the unresolved escalations, the longest waiting first. */
export const openEscalations = (db: Db, { workspaceId, limit }: Some) =>
  db
    .select({
      ...line,
      id: supportEscalations.id,
      reason: supportEscalations.reason,
      status: supportEscalations.status,
      note: supportEscalations.note,
      assignedTo: users.name,
      since: supportEscalations.createdAt,
      answered: sql<boolean>`exists (select from support_escalations e where e.id = ${supportEscalations.id} and ${answeredAt} is not null)`,
      theirTurn: sql<boolean>`coalesce(${lastAsked(sql`m.direction = 'inbound'`)}, false)`,
    })
    .from(supportEscalations)
    .innerJoin(
      conversations,
      and(
        eq(conversations.workspaceId, supportEscalations.workspaceId),
        eq(conversations.id, supportEscalations.conversationId),
      ),
    )
    .innerJoin(socialAccounts, inTheirAccount)
    .innerJoin(customers, ofTheirCustomer)
    .leftJoin(users, eq(users.id, supportEscalations.assignedTo))
    .where(and(eq(supportEscalations.workspaceId, workspaceId), unresolved))
    .orderBy(asc(supportEscalations.createdAt), asc(supportEscalations.id))
    .limit(limit)

/** Lists the conversations that a person has taken over and not handed back, without those that have an unresolved escalation. */
export const heldBy = (db: Db, { workspaceId, userId, limit }: Some & { userId: string }) =>
  db
    .select({
      ...line,
      since: sql<Date>`coalesce(${conversations.heldAt}, ${conversations.lastMessageAt})`.mapWith(
        conversations.lastMessageAt,
      ),
      unanswered: sql<boolean>`coalesce(${lastAsked(sql`m.direction = 'inbound'`)}, false)`,
    })
    .from(conversations)
    .innerJoin(socialAccounts, inTheirAccount)
    .innerJoin(customers, ofTheirCustomer)
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        conversations.held,
        eq(conversations.heldByUserId, userId),
        ne(conversations.status, 'archived'),
        notExists(
          db
            .select({ one: sql`1` })
            .from(supportEscalations)
            .where(
              and(
                eq(supportEscalations.workspaceId, conversations.workspaceId),
                eq(supportEscalations.conversationId, conversations.id),
                unresolved,
              ),
            ),
        ),
      ),
    )
    .orderBy(desc(conversations.lastMessageAt))
    .limit(limit)

/** Selects contacts of a platform who last wrote between these times: their reply window is about to close. */
export interface Closing {
  platform: Platform
  from: Date
  to: Date
}

/** Lists conversations whose last message is neither answered nor ignored, and whose reply window is about to close. */
export const closingWindows = (db: Db, { workspaceId, closing, limit }: Some & { closing: Closing[] }) =>
  db
    .select({ ...line, lastInboundAt: conversations.lastInboundAt })
    .from(conversations)
    .innerJoin(socialAccounts, inTheirAccount)
    .innerJoin(customers, ofTheirCustomer)
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        ne(conversations.status, 'archived'),
        closing.length === 0
          ? sql`false`
          : or(
              ...closing.map(({ platform, from, to }) =>
                and(
                  eq(conversations.platform, platform),
                  gte(conversations.lastInboundAt, from),
                  lt(conversations.lastInboundAt, to),
                ),
              ),
            ),
        sql`${lastAsked(sql`m.direction = 'inbound' and m.triage is distinct from 'ignore'`)}`,
      ),
    )
    .orderBy(asc(conversations.lastInboundAt))
    .limit(limit)

/** Lists our messages that failed or may not have arrived, unless a later one in the same conversation was sent. */
export const troubledMessages = (db: Db, { workspaceId, since, limit }: Some & { since: Date }) =>
  db
    .select({
      ...line,
      id: conversationMessages.id,
      text: sql<string | null>`${previewOf(sql`conversation_messages`)}`,
      status: sql<'failed' | 'unknown'>`${conversationMessages.status}`,
      error: conversationMessages.error,
      at: conversationMessages.sentAt,
    })
    .from(conversationMessages)
    .innerJoin(
      conversations,
      and(
        eq(conversations.workspaceId, conversationMessages.workspaceId),
        eq(conversations.id, conversationMessages.conversationId),
      ),
    )
    .innerJoin(socialAccounts, inTheirAccount)
    .innerJoin(customers, ofTheirCustomer)
    .where(
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.direction, 'outbound'),
        eq(conversationMessages.phase, 'troubled'),
        gte(conversationMessages.sentAt, since),
        ne(conversations.status, 'archived'),
        sql`not exists (select from conversation_messages later
          where later.workspace_id = ${conversationMessages.workspaceId} and later.conversation_id = ${conversationMessages.conversationId}
            and later.direction = 'outbound' and later.status = 'sent' and later.created_at > ${conversationMessages.createdAt})`,
      ),
    )
    .orderBy(desc(conversationMessages.sentAt))
    .limit(limit)

// --- statistics of the machine ----------------------------------------------------------------------

interface Since {
  workspaceId: string
  since: Date
}

/**
 * Counts by whom the contacts' turns were answered, by the hour in which they began, and the median time to answer. A turn is
 * everything that a contact writes until somebody answers; the first answer sent counts. A turn that began before `since` counts
 * from there on.
 */
export const responses = (db: Db, { workspaceId, since }: Since) =>
  db.execute<{
    hours: { at: string; machine: number; person: number; open: number }[] | null
    median_ms: number | null
  }>(sql`
    with said as (
      select m.conversation_id, m.direction, m.sent_at,
        lag(m.direction) over (partition by m.conversation_id order by m.sent_at, m.id) as before
      from conversations c
      -- A fence (offset 0): from the lately moved conversations to their messages, whatever the statistics say.
      cross join lateral (
        select m.id, m.conversation_id, m.direction, m.sent_at from conversation_messages m
        where m.workspace_id = c.workspace_id and m.conversation_id = c.id
          and m.sent_at >= ${since.toISOString()}::timestamptz and m.message_type not in ('reaction', 'system')
          and (m.direction = 'inbound' or m.status = 'sent') and m.notice is null
        offset 0
      ) m
      where c.workspace_id = ${workspaceId} and c.last_message_at >= ${since.toISOString()}::timestamptz
    ),
    turns as (
      select s.sent_at as began, first.author, first.sent_at - s.sent_at as took
      from said s left join lateral (
        select m.author, m.sent_at from conversation_messages m
        where m.workspace_id = ${workspaceId} and m.conversation_id = s.conversation_id
          and m.direction = 'outbound' and m.status = 'sent' and m.sent_at >= s.sent_at and m.notice is null
        order by m.sent_at, m.id limit 1
      ) first on true
      where s.direction = 'inbound' and s.before is distinct from 'inbound'
    )
    select
      (select jsonb_agg(h order by h.at) from (
        select to_char(date_trunc('hour', began at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
          count(*) filter (where author = 'machine') as machine,
          count(*) filter (where author = 'person') as person,
          count(*) filter (where author is null) as open
        from turns group by 1) h) as hours,
      (select (extract(epoch from percentile_cont(0.5) within group (order by took)) * 1000)::float8
        from turns where took is not null) as median_ms`)

/** Counts the machine's decisions since then, and the conversations they concern. An answer counts only once it was sent. */
export const machineActs = (db: Db, { workspaceId, since }: Since) =>
  db.execute<{ act: 'answered' | 'ignored' | 'escalated'; times: number; conversations: number }>(sql`
    select 'answered' as act, count(*)::int as times, count(distinct m.conversation_id)::int as conversations
    from ai_decisions d
    join conversation_messages m on m.workspace_id = d.workspace_id and m.ai_decision_id = d.id
      and m.conversation_id = d.conversation_id and m.direction = 'outbound' and m.status = 'sent'
    where d.workspace_id = ${workspaceId} and d.decision = 'respond' and d.created_at >= ${since.toISOString()}::timestamptz
    union all
    select case decision when 'ignore' then 'ignored' else 'escalated' end, count(*)::int, count(distinct conversation_id)::int
    from ai_decisions
    where workspace_id = ${workspaceId} and decision in ('ignore', 'escalate') and not superseded and created_at >= ${since.toISOString()}::timestamptz
    group by 1`)
