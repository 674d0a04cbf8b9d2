import { and, eq, isNotNull, isNull, ne, not, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { conversations } from '#drizzle/schema/inbox.ts'
import { COUNTED_AT_MOST, type View, type ViewCounts } from '../schemas/views.ts'

interface Who {
  workspaceId: string
  userId: string
}

/** What work can be: neither archived nor snoozed. Each view has an index with its condition. */
const open = and(ne(conversations.status, 'archived'), isNull(conversations.snoozedUntil))

/** Returns the condition of a view on one conversation; `mentions` is searched for (`mentioning`). */
export function inView(view: View, userId: string): SQL | undefined {
  const conditions: Record<View, () => SQL | undefined> = {
    open: () => open,
    mine: () => and(open, conversations.held, eq(conversations.heldByUserId, userId)),
    unassigned: () => and(open, not(conversations.held)),
    escalated: () => and(eq(conversations.status, 'escalated'), isNull(conversations.snoozedUntil)),
    waiting: () => and(open, conversations.waiting),
    snoozed: () => isNotNull(conversations.snoozedUntil),
    mentions: () => undefined,
    archived: () => eq(conversations.status, 'archived'),
    all: () => undefined,
  }
  return conditions[view]()
}

/** Returns a query for the ids of all conversations in which a note names a person. */
export const mentioning = ({ workspaceId, userId }: Who): SQL =>
  sql`select n.conversation_id from note_mentions n where n.workspace_id = ${workspaceId} and n.user_id = ${userId}`

const COUNTED = ['open', 'mine', 'unassigned', 'escalated', 'waiting', 'snoozed'] as const

/** Counts the conversations of each view, each up to `COUNTED_AT_MOST`. */
export const counts = (db: Db, who: Who) => {
  const upTo = (rows: SQL) => sql`(select count(*)::int from (${rows} limit ${COUNTED_AT_MOST}) counted)`
  const of = (view: (typeof COUNTED)[number]) =>
    upTo(
      sql`select 1 from ${conversations} where ${and(eq(conversations.workspaceId, who.workspaceId), inView(view, who.userId))}`,
    )
  return db.execute<{ [view in keyof ViewCounts]: number }>(sql`select
    ${sql.join(
      COUNTED.map((view) => sql`${of(view)} as ${sql.identifier(view)}`),
      sql`, `,
    )},
    ${upTo(sql`select distinct m.conversation_id from (${mentioning(who)}) m`)} as mentions`)
}

interface Snooze {
  workspaceId: string
  conversationId: string
  until: Date | null
  by: string | null
}

export const snooze = (db: Db, { workspaceId, conversationId, until, by }: Snooze) =>
  db
    .update(conversations)
    .set({ snoozedUntil: until, snoozedBy: until === null ? null : by })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** Takes conversations whose time has come back into the lists, and makes them unread for whoever snoozed them. */
export const wake = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<{ workspace_id: string; id: string }>(sql`
    with due as (
      select c.workspace_id, c.id, c.snoozed_by, coalesce(c.last_inbound_at, c.created_at) - interval '1 ms' as before
      from conversations c where c.snoozed_until <= ${now.toISOString()}::timestamptz
      order by c.snoozed_until limit ${limit} for update skip locked
    ),
    unread as (
      update conversation_reads r set read_until = d.before, seen_at = d.before from due d
      where r.workspace_id = d.workspace_id and r.conversation_id = d.id and r.user_id = d.snoozed_by
    )
    update conversations c set snoozed_until = null, snoozed_by = null from due d
    where c.workspace_id = d.workspace_id and c.id = d.id
    returning c.workspace_id, c.id`)
