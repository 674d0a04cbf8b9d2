import { type AccountRow, accountsById } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx, holderOf } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { windowIsOpen } from '../rules/decisions.ts'
import type { Message, MessageDetails, SendMessage } from '../schemas.ts'
import * as escalations from '../store/escalations.ts'
import * as media from '../store/media.ts'
import * as outbound from '../store/outbound.ts'
import * as replies from '../store/replies.ts'
import * as threads from '../store/threads.ts'
import { mediaToSend, messagesOf, templateToSend } from './content.ts'
import { toMessage } from './messages.ts'

export const TAKEN_OVER = 'A person took over before it was sent.'

/**
 * Queues a person's answer and takes the conversation over: the machine's unsent messages are cancelled. Throws, before
 * anything is queued, on a message that the platform would refuse.
 */
export async function sendAsPerson(ctx: Ctx, conversationId: string, input: SendMessage): Promise<Message> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId }
  const id = newId()
  const prepared = await prepare(ctx, conversationId, input)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [locked] = await replies.lock(tx, where)
    if (!locked) throw notFound('conversation')
    const now = ctx.now()
    if (!input.template) checkWindow(ctx, locked)
    if (prepared.type === 'text') checkLength(ctx, locked, prepared.text ?? '')
    // An API key that writes in a held conversation does not take it from the person who holds it.
    const person = actorUserId(ctx.actor) ?? locked.heldByUserId
    const holder = person === null ? holderOf(ctx.actor) : { userId: person, keyId: null }
    await replies.hold(tx, { ...where, ...holder, now })
    await escalations.take(tx, { ...where, userId: person })
    if (input.resolve) {
      await escalations.resolve(tx, { ...where, now })
      await escalations.setAsked(tx, { ...where, asked: 'active' })
    }
    await replies.cancelMachineMessages(tx, { ...where, because: TAKEN_OVER })
    await replies.insertOutbound(tx, {
      id,
      workspaceId,
      conversationId,
      direction: 'outbound',
      author: 'person',
      authorUserId: actorUserId(ctx.actor),
      type: prepared.type,
      text: prepared.text,
      details: input.template
        ? { template: input.template, ...(prepared.filled ? { filled: prepared.filled } : {}) }
        : null,
      status: 'queued',
      sentAt: now,
    })
    if (prepared.media.length > 0)
      await media.insert(tx, filesOf(prepared.media, { workspaceId, messageId: id }))
    await outbound.touchOutbound(tx, { ...where, at: now })
    await audit.record(tx, ctx, {
      action: 'message.send',
      objectType: 'message',
      objectId: id,
      after: {
        conversationId,
        characters: prepared.text?.length ?? 0,
        ...(prepared.media.length > 0 ? { media: prepared.media.length } : {}),
        ...(input.template ? { template: input.template.name } : {}),
        ...(input.resolve ? { resolved: true } : {}),
      },
    })
    enqueue({ type: 'conversation.poke', conversationId, reason: 'send', at: now.toISOString() })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    return (await threads.messageById(tx, { workspaceId, id }))[0]
  })
  if (!row) throw notFound('message')
  return toMessage(row)
}

type Attached = Awaited<ReturnType<typeof mediaToSend>>

interface Prepared {
  type: string
  text: string | null
  media: Attached
  filled?: NonNullable<MessageDetails['filled']>
}

/**
 * Prepares the message and checks it with the platform and the library. May call the platform, so it runs outside of any
 * transaction.
 */
async function prepare(ctx: Ctx, conversationId: string, input: SendMessage): Promise<Prepared> {
  const { text = '', mediaIds = [], asDocument = false, template } = input
  if (!template && mediaIds.length === 0) return { type: 'text', text, media: [] }
  const account = await accountOf(ctx, conversationId)
  if (template)
    return { type: 'template', ...(await templateToSend(ctx, account, { wanted: template, mediaIds })) }
  const { rules } = messagesOf(ctx, account.platform)
  const attached = await mediaToSend(ctx, { ids: mediaIds, caption: text, asDocument }, rules)
  return { type: attached[0]?.kind ?? 'text', text: text === '' ? null : text, media: attached }
}

async function accountOf(ctx: Ctx, conversationId: string): Promise<AccountRow> {
  const { workspaceId } = ctx
  const [[row]] = await ctx.db.batch((db) => [threads.byId(db, { workspaceId, id: conversationId })])
  if (!row) throw notFound('conversation')
  const [[account]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId, ids: [row.conversation.accountId] }),
  ])
  if (!account || account.status === 'revoked')
    throw conflict('disconnected', 'The account has been disconnected. Connect it again.')
  return account
}

const filesOf = (attached: Attached, where: { workspaceId: string; messageId: string }) =>
  attached.map(({ kind, medium }, position) => {
    const { id: mediaId, mimeType, fileName, sizeBytes, width, height, sha256, objectName } = medium
    const file = { mediaId, mimeType, fileName, sizeBytes, width, height, sha256, objectName }
    return { ...where, ...file, kind, position, status: 'stored' as const }
  })

function checkWindow(
  ctx: Ctx,
  { platform, lastInboundAt }: { platform: AccountRow['platform']; lastInboundAt: Date | null },
): void {
  const { windowMs } = messagesOf(ctx, platform).rules
  if (windowIsOpen(lastInboundAt, windowMs, ctx.now())) return
  throw conflict(
    'window_closed',
    'The platform takes free text only for a while after the contact wrote. That time is over; send an approved template.',
  )
}

function checkLength(ctx: Ctx, { platform }: { platform: AccountRow['platform'] }, text: string): void {
  const message = lengthProblem(text, messagesOf(ctx, platform).rules.text, 'A message')
  if (message !== null) throw invalid(message, [{ path: 'text', message }])
}

/** Queues a failed message again, which certainly was not sent. A message of unknown outcome is never sent again. */
export async function retryMessage(ctx: Ctx, conversationId: string, messageId: string): Promise<Message> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId }
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [locked] = await replies.lock(tx, where)
    const known = await messageOf(tx, { ...where, messageId })
    if (!locked || !known) throw notFound('message')
    if (!known.message.details?.template) checkWindow(ctx, locked)
    const again = await outbound.queueAgain(tx, { ...where, id: messageId })
    if (again.length === 0)
      throw conflict('not_failed', 'Only what has failed is sent again. Look at its state once more.')
    await audit.record(tx, ctx, {
      action: 'message.retry',
      objectType: 'message',
      objectId: messageId,
      after: { conversationId },
    })
    enqueue({ type: 'conversation.poke', conversationId, reason: 'send', at: ctx.now().toISOString() })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    return messageOf(tx, { ...where, messageId })
  })
  if (!row) throw notFound('message')
  return toMessage(row)
}

async function messageOf(
  tx: Db,
  {
    workspaceId,
    conversationId,
    messageId,
  }: { workspaceId: string; conversationId: string; messageId: string },
): Promise<threads.MessageRow | undefined> {
  const [row] = await threads.messageById(tx, { workspaceId, id: messageId })
  return row?.message.conversationId === conversationId ? row : undefined
}
