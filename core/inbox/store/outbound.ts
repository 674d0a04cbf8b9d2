import { and, eq, getTableColumns, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Settled } from '#core/lib/platform/retry.ts'
import { conversationMessages, conversations } from '#drizzle/schema/inbox.ts'
import { type InConversation, inConversation } from './conversation.ts'
import type { MediaRow } from './media.ts'

export const touchOutbound = (db: Db, { workspaceId, conversationId, at }: InConversation & { at: Date }) =>
  db
    .update(conversations)
    .set({ lastMessageAt: at })
    .where(
      and(
        eq(conversations.workspaceId, workspaceId),
        eq(conversations.id, conversationId),
        lt(conversations.lastMessageAt, at),
      ),
    )

/** A file of an outbound message. */
export interface FileOfMessage {
  objectName: string | null
  kind: MediaRow['kind']
  mimeType: string | null
  fileName: string | null
}

const files = sql<FileOfMessage[]>`coalesce((
  select jsonb_agg(jsonb_build_object('objectName', f.object_name, 'kind', f.kind, 'mimeType', f.mime_type, 'fileName', f.file_name)
    order by f.position)
  from message_media f
  where f.workspace_id = conversation_messages.workspace_id and f.message_id = conversation_messages.id), '[]'::jsonb)`

/**
 * Returns the condition for the oldest unsent message of a conversation. While machines are paused, only messages of people
 * count.
 */
const headOf = ({ workspaceId, conversationId }: InConversation) =>
  sql`conversation_messages.id = (select m.id from conversation_messages m
    where m.workspace_id = ${workspaceId} and m.conversation_id = ${conversationId} and m.phase = 'open' and m.direction = 'outbound'
      and (m.author <> 'machine' or m.status = 'sending' or not chorus_machines_paused(m.workspace_id))
    order by m.created_at, m.id limit 1)`

/**
 * Claims the oldest message that may be sent now, with its files: lease and fence in one conditional update. Messages keep their
 * order because each waits while an older one is unsent; a message of unknown outcome does not block the next.
 */
export const claimNext = (
  db: Db,
  { workspaceId, conversationId, now, leaseUntil }: InConversation & { now: Date; leaseUntil: Date },
) =>
  db
    .update(conversationMessages)
    .set({
      status: 'sending',
      fence: sql`${conversationMessages.fence} + 1`,
      attempts: sql`${conversationMessages.attempts} + 1`,
      leaseUntil,
      notBefore: null,
      error: null,
    })
    .where(
      and(
        inConversation({ workspaceId, conversationId }),
        inArray(conversationMessages.status, ['queued', 'waiting']),
        or(isNull(conversationMessages.notBefore), lte(conversationMessages.notBefore, now)),
        headOf({ workspaceId, conversationId }),
      ),
    )
    .returning({ ...getTableColumns(conversationMessages), files })

/** Returns a query for the account of a conversation, for use in another query. */
export const accountIdOf = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .select({ id: conversations.accountId })
    .from(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** Reads the address of a conversation's contact, and when they last wrote, from which the window for free text runs. */
export const destination = (db: Db, { workspaceId, conversationId }: InConversation) =>
  db
    .select({ recipient: conversations.recipient, lastInboundAt: conversations.lastInboundAt })
    .from(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, conversationId)))

/** Records the outcome of a send, unless another attempt or a receipt has settled it since. */
export const complete = (
  db: Db,
  {
    workspaceId,
    id,
    fence,
    settled,
    now,
    note,
    ids,
  }: {
    workspaceId: string
    id: string
    fence: number
    settled: Settled
    now: Date
    /** The platform's remark when it accepted the message. */
    note: string | null
    /** The ids of an album, which the platform shows as several messages. */
    ids: readonly string[]
  },
) =>
  db
    .update(conversationMessages)
    .set({
      status: settled.status,
      leaseUntil: null,
      error: settled.status === 'sent' ? null : settled.error,
      note,
      ...(ids.length > 0 ? { metadata: { ids: [...ids] } } : {}),
      ...(settled.status === 'sent' ? { platformMessageId: settled.externalId, sentAt: now } : {}),
      ...(settled.status === 'queued' || settled.status === 'waiting' ? { notBefore: settled.dueAt } : {}),
      // A limit is not a failure: it does not use up an attempt.
      ...(settled.status === 'waiting' ? { attempts: sql`${conversationMessages.attempts} - 1` } : {}),
    })
    .where(
      and(
        eq(conversationMessages.workspaceId, workspaceId),
        eq(conversationMessages.id, id),
        eq(conversationMessages.fence, fence),
        inArray(
          conversationMessages.status,
          // A known outcome of the same attempt replaces `unknown`.
          settled.status === 'sent' || settled.status === 'failed' ? ['sending', 'unknown'] : ['sending'],
        ),
      ),
    )
    .returning({ id: conversationMessages.id })

/**
 * Queues a failed message again from the start: it was certainly not delivered. Its former platform id is moved aside, so that late
 * receipts of the former attempt do not apply to the new one.
 */
export const queueAgain = (db: Db, { id, ...where }: InConversation & { id: string }) =>
  db
    .update(conversationMessages)
    .set({
      status: 'queued',
      error: null,
      notBefore: null,
      leaseUntil: null,
      attempts: 0,
      platformMessageId: null,
      metadata: sql`case when ${conversationMessages.platformMessageId} is null then ${conversationMessages.metadata}
        else jsonb_set(coalesce(${conversationMessages.metadata}, '{}'), '{formerIds}',
          coalesce(${conversationMessages.metadata}->'formerIds', '[]') || to_jsonb(${conversationMessages.platformMessageId})) end`,
    })
    .where(
      and(
        inConversation(where),
        eq(conversationMessages.id, id),
        eq(conversationMessages.direction, 'outbound'),
        eq(conversationMessages.status, 'failed'),
      ),
    )
    .returning({ id: conversationMessages.id })

/** Reads the message that all later ones wait for. It has a lease if it is being sent. */
export const head = (db: Db, where: InConversation) =>
  db
    .select({
      id: conversationMessages.id,
      fence: conversationMessages.fence,
      leaseUntil: conversationMessages.leaseUntil,
      notBefore: conversationMessages.notBefore,
      createdAt: conversationMessages.createdAt,
    })
    .from(conversationMessages)
    .where(headOf(where))

interface Claim extends InConversation {
  id: string
  fence: number
}
const claimed = ({ id, fence, ...where }: Claim) =>
  and(
    inConversation(where),
    eq(conversationMessages.id, id),
    eq(conversationMessages.fence, fence),
    eq(conversationMessages.status, 'sending'),
  )

/** Undoes a claim whose call never began. */
export const putBack = (db: Db, claim: Claim) =>
  db
    .update(conversationMessages)
    .set({ status: 'queued', leaseUntil: null, attempts: sql`${conversationMessages.attempts} - 1` })
    .where(claimed(claim))

/** Sets a send whose lease ended without an answer to `unknown`: it may have been done, so it is shown and not retried. */
export const giveUp = (db: Db, { now, ...claim }: Claim & { now: Date }) =>
  db
    .update(conversationMessages)
    .set({
      status: 'unknown',
      leaseUntil: null,
      error: 'Sending stopped before the platform answered. It may have been sent.',
    })
    .where(and(claimed(claim), lte(conversationMessages.leaseUntil, now)))

/** Makes all waiting messages of an account due now that it can make calls again. */
export const takeUp = (
  db: Db,
  { workspaceId, accountId, now }: { workspaceId: string; accountId: string; now: Date },
) =>
  db.execute<{ conversation_id: string }>(sql`
    update conversation_messages m set not_before = ${now.toISOString()}::timestamptz
    from conversations c
    where c.workspace_id = ${workspaceId} and c.account_id = ${accountId}
      and m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.phase = 'open' and m.status = 'waiting'
    returning m.conversation_id`)

// --- chores across workspaces -------------------------------------------------------------------

/**
 * Lists conversations whose wake-up call may have been lost: those with undecided messages that are too old, with a message that is
 * overdue to be sent, or with one that is in `sending` past its lease. At most `limit` for decisions and `limit` for sends.
 */
export const forgotten = (
  db: Db,
  { now, before, after, limit }: { now: Date; before: Date; after: Date; limit: number },
) =>
  db.execute<{ workspace_id: string; conversation_id: string; reason: 'inbound' | 'send' }>(sql`
    (select c.workspace_id, c.id as conversation_id, 'inbound' as reason
    from conversations c
    join ai_rules r on r.workspace_id = c.workspace_id and r.ai_control_enabled
    where not c.held and not chorus_machines_paused(c.workspace_id) and c.last_inbound_at > ${after.toISOString()}::timestamptz and exists (
      select from conversation_messages m
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'inbound'
        and m.ai_decision_id is null and m.message_type not in ('reaction', 'system') and m.created_at < ${before.toISOString()}::timestamptz)
    limit ${limit})
    union all
    (select h.workspace_id, h.conversation_id, 'send'
    from (
      select distinct on (m.workspace_id, m.conversation_id) m.workspace_id, m.conversation_id, m.lease_until, coalesce(m.not_before, m.created_at) as due_at
      from conversation_messages m
      where m.phase = 'open' and m.direction = 'outbound'
        and (m.author <> 'machine' or m.status = 'sending' or not chorus_machines_paused(m.workspace_id))
      order by m.workspace_id, m.conversation_id, m.created_at, m.id
    ) h
    where coalesce(h.lease_until <= ${now.toISOString()}::timestamptz, h.due_at < ${before.toISOString()}::timestamptz)
    limit ${limit})`)
