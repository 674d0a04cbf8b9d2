import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx, holderOf, NOBODY, type SystemCtx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { windowClosesAt } from '../rules/decisions.ts'
import type { Conversation, ConversationListQuery, Message } from '../schemas.ts'
import * as escalations from '../store/escalations.ts'
import * as outbound from '../store/outbound.ts'
import * as replies from '../store/replies.ts'
import * as threads from '../store/threads.ts'
import { toMessage } from './messages.ts'
import { TAKEN_OVER } from './reply.ts'

export { sendAsPerson } from './reply.ts'

export async function listConversations(ctx: Ctx, query: ConversationListQuery): Promise<Page<Conversation>> {
  const { view, status, machine, since, from, to, limit, cursor, ...rest } = query
  const filter = {
    ...rest,
    workspaceId: ctx.workspaceId,
    userId: actorUserId(ctx.actor) ?? NOBODY,
    view: view ?? (status === 'open' ? ('open' as const) : undefined),
    status: status === 'open' ? undefined : status,
    machine: machine && { act: machine, since: new Date(since ?? 0) },
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  }
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [threads.list(db, { ...filter, before, limit })])
  return pageOfRows(
    rows,
    limit,
    ({ conversation }) => ({ at: conversation.lastMessageAt, id: conversation.id }),
    (row) => toConversation(ctx, row),
  )
}

export async function getConversation(ctx: Ctx, id: string): Promise<Conversation> {
  const [[row]] = await ctx.db.batch((db) => [threads.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('conversation')
  return toConversation(ctx, row)
}

/** Lists the messages of a conversation, newest first. */
export async function listMessages(
  ctx: Ctx,
  conversationId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Message>> {
  const { workspaceId } = ctx
  const before = decodeCursor(query.cursor)
  const [[conversation], rows] = await ctx.db.batch((db) => [
    threads.byId(db, { workspaceId, id: conversationId }),
    threads.messages(db, { workspaceId, conversationId, before, limit: query.limit }),
  ])
  if (!conversation) throw notFound('conversation')
  return pageOfRows(rows, query.limit, ({ message }) => ({ at: message.sentAt, id: message.id }), toMessage)
}

export async function getMessage(ctx: Ctx, id: string): Promise<Message> {
  const [[row]] = await ctx.db.batch((db) => [threads.messageById(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('message')
  return toMessage(row)
}

/** Takes a conversation over for the actor: the machine is silent until it is handed back. */
export async function takeOver(ctx: Ctx, conversationId: string): Promise<Conversation> {
  const where = { workspaceId: ctx.workspaceId, conversationId }
  await ctx.db.tx(async (tx, enqueue) => {
    const held = await replies.hold(tx, { ...where, ...holderOf(ctx.actor), now: ctx.now() })
    if (held.length === 0) throw notFound('conversation')
    await replies.cancelMachineMessages(tx, { ...where, because: TAKEN_OVER })
    await escalations.take(tx, { ...where, userId: actorUserId(ctx.actor) })
    await audit.record(tx, ctx, {
      action: 'conversation.hold',
      objectType: 'conversation',
      objectId: conversationId,
      after: { held: true },
    })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
  })
  return getConversation(ctx, conversationId)
}

/** Hands the conversation back to the machine, which then decides on the messages that came in meanwhile. */
export async function handBack(ctx: Ctx, conversationId: string): Promise<Conversation> {
  const where = { workspaceId: ctx.workspaceId, conversationId }
  await ctx.db.tx(async (tx, enqueue) => {
    const released = await replies.release(tx, where)
    if (released.length === 0) throw notFound('conversation')
    await escalations.resolve(tx, { ...where, now: ctx.now() })
    await audit.record(tx, ctx, {
      action: 'conversation.release',
      objectType: 'conversation',
      objectId: conversationId,
      after: { held: false },
    })
    enqueue({ type: 'conversation.poke', conversationId, reason: 'inbound', at: ctx.now().toISOString() })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
  })
  return getConversation(ctx, conversationId)
}

const FORGOTTEN_AFTER_MS = 60_000
const FORGOTTEN_WITHIN_MS = 24 * 3_600_000
const SWEEP_LIMIT = 500

/**
 * Wakes conversations whose wake-up call was lost or whose send was interrupted. Only the objects of the conversations may
 * settle these.
 */
export async function sweepConversations(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - FORGOTTEN_AFTER_MS)
  const after = new Date(now.getTime() - FORGOTTEN_WITHIN_MS)
  const [{ rows: forgotten }] = await ctx.db.batch((db) => [
    outbound.forgotten(db, { now, before, after, limit: SWEEP_LIMIT }),
  ])
  await ctx.deliver(
    forgotten.map(({ workspace_id, conversation_id, reason }) => ({
      id: newId(),
      workspaceId: workspace_id,
      job: {
        type: 'conversation.poke' as const,
        conversationId: conversation_id,
        reason,
        at: now.toISOString(),
      },
    })),
  )
  return forgotten.length
}

export function toConversation(ctx: Ctx, row: threads.ConversationRow): Conversation {
  const { conversation } = row
  const windowMs = ctx.connector(conversation.platform).messages?.rules.windowMs
  return {
    id: conversation.id,
    accountId: conversation.accountId,
    accountName: row.accountName,
    platform: conversation.platform,
    customer: { id: conversation.customerId, name: row.customerName, handle: row.customerHandle },
    status: conversation.status,
    optedOutAt: conversation.optedOutAt?.toISOString() ?? null,
    heldBy: conversation.held ? { userId: conversation.heldByUserId, name: row.holderName ?? 'API' } : null,
    snoozedUntil: conversation.snoozedUntil?.toISOString() ?? null,
    language: conversation.language,
    disclosedAt: conversation.disclosedAt?.toISOString() ?? null,
    escalation: row.escalation && {
      ...row.escalation,
      createdAt: new Date(row.escalation.createdAt).toISOString(),
      answeredAt: row.escalation.answeredAt && new Date(row.escalation.answeredAt).toISOString(),
    },
    labels: row.labels,
    windowClosesAt: windowClosesAt(conversation.lastInboundAt, windowMs)?.toISOString() ?? null,
    unread: row.unread,
    lastMessage: row.lastMessage,
    match: row.match,
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    createdAt: conversation.createdAt.toISOString(),
  }
}
