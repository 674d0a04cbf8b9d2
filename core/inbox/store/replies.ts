import {
  and,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  ne,
  notInArray,
  or,
  sql,
} from 'drizzle-orm'
import { type Holder, NOBODY } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conversationMessages, conversations, customers } from '#drizzle/schema/inbox.ts'
import { STOPPABLE, WORDLESS } from '../rules/decisions.ts'
import { firstMessageOf, type InConversation, inConversation, machinesPaused } from './conversation.ts'

const undecided = (where: InConversation) =>
  and(
    inConversation(where),
    eq(conversationMessages.direction, 'inbound'),
    isNull(conversationMessages.aiDecisionId),
    notInArray(conversationMessages.type, [...WORDLESS]),
  )

/** How many undecided messages of a conversation are read, the newest; the decision covers older ones too, unread. */
export const READ_AT_MOST = 200
/** How many characters of a message are read: as many as platforms let people write. */
const TEXT_AT_MOST = 4096

/** Lists the contact's undecided messages, newest first. */
export const undecidedMessages = (db: Db, where: InConversation) =>
  db
    .select({
      id: conversationMessages.id,
      author: conversationMessages.author,
      type: conversationMessages.type,
      text: sql<string | null>`left(${conversationMessages.text}, ${TEXT_AT_MOST})`,
      details: conversationMessages.details,
      sentAt: conversationMessages.sentAt,
      createdAt: conversationMessages.createdAt,
    })
    .from(conversationMessages)
    .where(undecided(where))
    .orderBy(desc(conversationMessages.sentAt), desc(conversationMessages.id))
    .limit(READ_AT_MOST)

export const TRANSCRIPT_LINES = 20

/** Lists decided messages of the contact and our own, newest first. */
export const transcript = (db: Db, where: InConversation) =>
  db
    .select({
      id: conversationMessages.id,
      author: conversationMessages.author,
      text: conversationMessages.text,
      sentAt: conversationMessages.sentAt,
    })
    .from(conversationMessages)
    .where(
      and(
        inConversation(where),
        ne(conversationMessages.status, 'cancelled'),
        or(eq(conversationMessages.direction, 'outbound'), isNotNull(conversationMessages.aiDecisionId)),
      ),
    )
    .orderBy(desc(conversationMessages.sentAt), desc(conversationMessages.id))
    .limit(TRANSCRIPT_LINES)

/** Reads the state of a conversation that a decision depends on, such as whether a machine may answer in it. */
export const standing = (db: Db, where: InConversation) =>
  db
    .select({
      platform: conversations.platform,
      accountId: conversations.accountId,
      recipient: conversations.recipient,
      name: customers.name,
      handle: customers.handle,
      held: conversations.held,
      optedOutAt: conversations.optedOutAt,
      disclosedAt: conversations.disclosedAt,
      lastInboundAt: conversations.lastInboundAt,
      /** A fingerprint of all undecided messages; null if there are none. */
      sight: sql<
        string | null
      >`chorus_sight(${conversations.workspaceId}, ${conversations.id}, ${sql.param(WORDLESS)}::text[])`,
      /** When a person last wrote, if that was after the oldest undecided message. */
      answeredAt: sql<string | null>`(select max(m.created_at) from conversation_messages m
        where m.workspace_id = ${where.workspaceId} and m.conversation_id = ${where.conversationId}
          and m.author = 'person' and m.status not in ('failed', 'cancelled') and m.sent_at >= (
            select min(${conversationMessages.sentAt}) from ${conversationMessages} where ${undecided(where)}))`,
      /** The first message that the contact ever wrote here. */
      firstMessageId: firstMessageOf(sql`m.id`),
      labelIds: sql<string[]>`array(select l.label_id from conversation_labels l
        where l.workspace_id = ${conversations.workspaceId} and l.conversation_id = ${conversations.id})`,
    })
    .from(conversations)
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, conversations.workspaceId), eq(customers.id, conversations.customerId)),
    )
    .where(and(eq(conversations.workspaceId, where.workspaceId), eq(conversations.id, where.conversationId)))

/** Reads a conversation and locks it until the end of the transaction, so that its holder cannot change meanwhile. */
export const lock = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .select({ ...getTableColumns(conversations), paused: machinesPaused(conversations.workspaceId) })
    .from(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .for('update')

export const setStatus = (
  db: Db,
  { workspaceId, conversationId, status }: InConversation & { status: 'active' | 'escalated' | 'archived' },
) =>
  db
    .update(conversations)
    // Whoever archives, opens or escalates it has looked at it: a snooze has no purpose any more.
    .set({ status, snoozedUntil: null, snoozedBy: null })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** Records that the contact has opted out of automatic messages. If they had already, the first time and source stay. */
export const setOptOut = (
  db: Db,
  {
    workspaceId,
    conversationId,
    at,
    by,
  }: InConversation & { at: Date; by: 'contact' | 'platform' | 'person' },
) =>
  db
    .update(conversations)
    .set({
      optedOutAt: sql`coalesce(${conversations.optedOutAt}, ${at.toISOString()}::timestamptz)`,
      optedOutBy: sql`coalesce(${conversations.optedOutBy}, ${by})`,
      consentAt: at,
    })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

export const insertOutbound = (db: Db, row: typeof conversationMessages.$inferInsert) =>
  db.insert(conversationMessages).values(row)

/** Sets the holder of a conversation: a person or an API key. */
export const hold = (
  db: Db,
  { workspaceId, conversationId, userId, keyId, now }: InConversation & Holder & { now: Date },
) =>
  db
    .update(conversations)
    .set({ held: true, heldByUserId: userId, heldByKeyId: keyId, heldAt: now })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .returning({ id: conversations.id })

export const cancelMachineMessages = (db: Db, { because, ...where }: InConversation & { because: string }) =>
  db
    .update(conversationMessages)
    .set({ status: 'cancelled', error: because })
    .where(
      and(
        inConversation(where),
        eq(conversationMessages.author, 'machine'),
        eq(conversationMessages.phase, 'open'),
        inArray(conversationMessages.status, [...STOPPABLE]),
      ),
    )

const NOBODY_HOLDS = { held: false, heldByUserId: null, heldByKeyId: null, heldAt: null } as const

export const release = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .update(conversations)
    .set({ ...NOBODY_HOLDS, status: 'active' })
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))
    .returning({ id: conversations.id })

/** Releases all conversations that a holder holds, or one of them. Escalations stay as they are. */
export const releaseAllOf = (
  db: Db,
  { workspaceId, conversationId, userId, keyId }: Holder & { workspaceId: string; conversationId?: string },
) =>
  db
    .update(conversations)
    .set(NOBODY_HOLDS)
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        conversationId === undefined ? undefined : eq(conversations.id, conversationId),
        eq(conversations.held, true),
        userId === null
          ? and(isNull(conversations.heldByUserId), eq(conversations.heldByKeyId, keyId ?? NOBODY))
          : eq(conversations.heldByUserId, userId),
      ),
    )
    .returning({ id: conversations.id })
