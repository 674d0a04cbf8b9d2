import { randomUUID } from 'node:crypto'
import { respond } from '#core/inbox/actions/respond.ts'
import { listConversations, listMessages } from '#core/inbox/actions/threads.ts'
import type { InboundMessage, Message, Receipt, Sender, Update } from '#core/inbox/schemas.ts'
import { createDocument } from '#core/knowledge/actions/documents.ts'
import { indexDocument } from '#core/knowledge/actions/indexing.ts'
import { type Delivery, ingest } from '#core/operations/actions/ingest.ts'
import type { Room, Rooms } from './database.ts'

export const ana: Sender = { userId: 'US.ana', phone: '33600000001', name: 'Ana' }

/** Acts for contacts and platforms in a room, as the webhook consumer would do it. The room may change between tests. */
export function stageInbox(rooms: Rooms, current: () => Room) {
  const { outside, system } = rooms

  const message = (
    text: string | null,
    {
      from = ana,
      id = randomUUID(),
      account = current().externalId,
      at = outside.now,
      type = 'text',
      ...more
    }: Partial<InboundMessage> & {
      id?: string
      account?: string
      at?: Date
      type?: string
      key?: string
    } = {},
  ): Update => ({
    type: 'message',
    platform: 'telegram',
    externalAccountId: account,
    dedupeKey: more.key ?? `message:${id}`,
    occurredAt: at,
    payload: {
      kind: 'message',
      platformMessageId: id,
      from,
      recipient: more.recipient ?? from.phone ?? from.userId ?? '',
      messageType: type,
      text,
      metadata: {},
      ...(more.media ? { media: more.media } : {}),
      ...(more.replyTo ? { replyTo: more.replyTo } : {}),
      ...(more.details ? { details: more.details } : {}),
    },
  })
  const receipt = (
    platformMessageId: string,
    status: Receipt['status'],
    callbackData: string | null = null,
    more: Partial<Receipt> = {},
  ): Update => ({
    type: 'receipt',
    platform: 'telegram',
    externalAccountId: current().externalId,
    dedupeKey: `status:${platformMessageId}:${status}`,
    occurredAt: outside.now,
    payload: {
      kind: 'receipt',
      platformMessageId,
      callbackData,
      status,
      error: status === 'failed' ? 'Not delivered.' : null,
      ...more,
    },
  })
  const delivery = (...updates: Update[]): Delivery => ({
    source: 'meta',
    body: '{}',
    objectName: null,
    receivedAt: outside.now,
    account: null,
    updates,
    error: null,
  })
  const receive = (...updates: Update[]) => ingest(system, [delivery(...updates)], { applying: true })
  /** Stores updates without applying them, as while the worker is switched off. */
  const store = (...updates: Update[]) => ingest(system, [delivery(...updates)], { applying: false })
  const conversations = async (of = current()) => (await listConversations(of.ctx, { limit: 50 })).items
  const conversationId = async () => (await conversations())[0]?.id ?? ''
  const messages = async () =>
    (await listMessages(current().ctx, await conversationId(), { limit: 50 })).items
  const outbound = async () => (await messages()).filter((m) => m.direction === 'outbound')
  async function know(text: string) {
    const { id } = await createDocument(current().ctx, { title: 'Facts', text })
    await indexDocument(current().ctx, id)
  }
  async function answer(): Promise<Message[]> {
    await respond(current().ctx, await conversationId())
    return outbound()
  }
  return {
    message,
    receipt,
    delivery,
    receive,
    store,
    conversations,
    conversationId,
    messages,
    outbound,
    know,
    answer,
  }
}
