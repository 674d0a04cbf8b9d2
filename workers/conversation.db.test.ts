import { beforeEach, describe, expect, it } from 'vitest'
import { retryMessage } from '#core/inbox/actions/reply.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import {
  getConversation,
  handBack,
  sendAsPerson,
  sweepConversations,
  takeOver,
} from '#core/inbox/actions/threads.ts'
import type { Receipt } from '#core/inbox/schemas.ts'
import { createDocument } from '#core/knowledge/actions/documents.ts'
import { indexDocument } from '#core/knowledge/actions/indexing.ts'
import { replayDelivery } from '#core/operations/actions/deliveries.ts'
import { listWebhookEvents, replayWebhookEvent } from '#core/operations/actions/events.ts'
import { sweepEvents } from '#core/operations/actions/ingest.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { ana, stageInbox } from '#test/inbox.ts'
import { requeue } from './jobs.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
})

const { message, receipt, receive, store, conversations, conversationId, messages, outbound, know, answer } =
  stageInbox(rooms, () => room)

describe('an update', () => {
  it('delivered three times, twice at once, is applied once', async () => {
    const update = message('hello')
    await receive(update)
    await Promise.all([receive(update), receive(update)])
    expect(await messages()).toHaveLength(1)
    expect((await listWebhookEvents(room.ctx, { limit: 50 })).items).toMatchObject([
      { status: 'processed', attempts: 1 },
    ])
  })

  it('stored before a crash is applied by the redelivery', async () => {
    const update = message('hello')
    await store(update)
    expect(await conversations()).toEqual([])
    await receive(update)
    expect(await messages()).toHaveLength(1)
  })

  it('stored before a crash is applied by the sweep, without a redelivery', async () => {
    await store(message('hello'))
    outside.now = new Date(outside.now.getTime() + 61_000)
    await sweepEvents(system)
    expect(await messages()).toHaveLength(1)
  })

  it('that cannot be applied is put off with its error, and takes no neighbour with it', async () => {
    await receive(message('before'), message('nobody wrote this', { from: {} }), message('after'))
    expect((await messages()).map((m) => m.text).sort()).toEqual(['after', 'before'])
    const [failed] = (await listWebhookEvents(room.ctx, { limit: 50, status: 'failed' })).items
    expect(failed).toMatchObject({ attempts: 1, error: expect.stringContaining('nobody') })
    expect(await replayWebhookEvent(room.ctx, failed?.id ?? '')).toMatchObject({
      status: 'failed',
      attempts: 2,
    })
  })

  it('of another workspace in the same delivery goes there and only there', async () => {
    const other = await rooms.newWorkspace()
    await receive(message('mine'), message('theirs', { account: other.externalId }))
    expect((await conversations()).map((c) => c.lastMessage?.text)).toEqual(['mine'])
    expect((await conversations(other)).map((c) => c.lastMessage?.text)).toEqual(['theirs'])
  })
})

describe('a delivery', () => {
  const kept = () =>
    asOwner<{ id: string; body: string }>(
      'select id, body from webhook_deliveries where received_at = $1 order by id',
      [outside.now],
    )

  it('is kept once, however often its queue brings it', async () => {
    const update = message('hello')
    await receive(update)
    await receive(update)
    expect(await kept()).toHaveLength(1)
  })

  it('goes back on its queue as it came when an operator replays it, and nothing of it is applied twice', async () => {
    const update = message('hello')
    await receive(update)
    const [delivery] = await kept()
    const queued: { bytes: Uint8Array; source: string; receivedAt: string }[] = []
    const env = { WEBHOOKS: { send: async (sent: never) => void queued.push(sent) } } as unknown as Env
    await replayDelivery(
      { ...system, requeue: (queue, body) => requeue(env, queue, body) },
      delivery?.id ?? '',
    )
    const again = queued.map(({ bytes, ...rest }) => ({ ...rest, body: new TextDecoder().decode(bytes) }))
    expect(again).toMatchObject([
      { source: 'meta', account: null, body: delivery?.body, receivedAt: outside.now.toISOString() },
    ])
    await receive(update)
    expect(await messages()).toHaveLength(1)
    expect(await kept()).toHaveLength(1)
  })
})

describe('a receipt', () => {
  const writes = async () => {
    await receive(message('hello'))
    const { id } = await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    return id
  }
  const receipts = () =>
    asOwner<{ status: string; processed: boolean }>(
      `select payload->>'status' as status, processed_at is not null as processed from webhook_events
       where workspace_id = $1 and event_type = 'receipt'`,
      [room.workspaceId],
    )

  it('that matches its message leaves no event, and one that comes before its message waits for it', async () => {
    const id = await writes()
    await receive(receipt('wamid.early', 'delivered'))
    expect(await receipts()).toEqual([{ status: 'delivered', processed: false }])
    outside.outcomes = [{ kind: 'accepted', id: 'wamid.early' }]
    await sendQueued(room.ctx, await conversationId())
    outside.now = new Date(outside.now.getTime() + 61_000)
    await sweepEvents(system)
    expect((await outbound()).find((one) => one.id === id)?.deliveredAt).not.toBeNull()
    await receive(receipt('wamid.early', 'read'))
    expect((await outbound()).find((one) => one.id === id)?.readAt).not.toBeNull()
    expect(await receipts()).toEqual([{ status: 'delivered', processed: true }])
  })

  it('that never finds its message is given up after its tries, and is no failure', async () => {
    await writes()
    await receive(receipt('wamid.of-another-tool', 'delivered'))
    for (let tries = 1; tries < 5; tries++) {
      outside.now = new Date(outside.now.getTime() + 600_000)
      await sweepEvents(system)
    }
    expect(await receipts()).toEqual([{ status: 'delivered', processed: true }])
  })

  it('of an attempt that a person has repeated since says nothing of the new one', async () => {
    const id = await writes()
    outside.outcomes = [{ kind: 'accepted', id: 'wamid.first' }]
    await sendQueued(room.ctx, await conversationId())
    await receive(receipt('wamid.first', 'failed', id))
    await retryMessage(room.ctx, await conversationId(), id)
    await receive(receipt('wamid.first', 'failed', id, { error: 'Not delivered, told once more.' }))
    expect((await outbound())[0]).toMatchObject({ status: 'queued', error: null })
    outside.outcomes = [{ kind: 'accepted', id: 'wamid.second' }]
    await sendQueued(room.ctx, await conversationId())
    await receive(receipt('wamid.second', 'delivered', id))
    expect((await outbound())[0]).toMatchObject({ status: 'sent', error: null })
  })
})

describe('a contact', () => {
  it('who writes twice in one batch is one contact with one conversation', async () => {
    await receive(message('one'), message('two'))
    expect(await conversations()).toHaveLength(1)
    expect(await messages()).toHaveLength(2)
  })

  it('is the same by phone, by user id, and when the phone is hidden later', async () => {
    await receive(message('by phone', { from: { phone: '33600000001' } }))
    await receive(message('by both', { from: ana }))
    await receive(message('hidden', { from: { userId: 'US.ana' } }))
    expect(await conversations()).toHaveLength(1)
    expect((await conversations())[0]?.customer).toMatchObject({ name: 'Ana', handle: '33600000001' })
  })

  it('on another account of the workspace is another conversation', async () => {
    const { externalId } = await rooms.addAccount(room.workspaceId)
    await receive(message('here'), message('there', { account: externalId }))
    expect(await conversations()).toHaveLength(2)
  })

  it('has messages in the platform’s order, however late they come', async () => {
    await receive(message('second', { at: new Date(outside.now.getTime() - 1_000) }))
    await receive(message('first', { at: new Date(outside.now.getTime() - 60_000) }))
    expect((await messages()).map((m) => m.text)).toEqual(['second', 'first'])
    expect((await conversations())[0]?.lastMessage?.text).toBe('second')
  })
})

describe('receipts', () => {
  const orders: Receipt['status'][][] = [
    ['sent', 'delivered', 'read'],
    ['read', 'delivered', 'sent'],
    ['delivered', 'sent', 'read'],
    ['read', 'sent', 'delivered'],
  ]
  it.each(orders)('in the order %s, %s, %s come to the same', async (...order) => {
    await receive(message('hello'))
    const { id } = await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    outside.outcomes = [{ kind: 'accepted', id: `wamid.${id}` }]
    await sendQueued(room.ctx, await conversationId())
    for (const status of order) await receive(receipt(`wamid.${id}`, status))
    const [sent] = await outbound()
    expect(sent).toMatchObject({ status: 'sent', error: null })
    expect(sent?.deliveredAt).not.toBeNull()
    expect(sent?.readAt).not.toBeNull()
  })

  it('resolve a send whose answer was lost, by our own id', async () => {
    await receive(message('hello'))
    const { id } = await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await sendQueued(room.ctx, await conversationId())
    expect((await outbound())[0]).toMatchObject({ status: 'unknown' })
    await receive(receipt('wamid.found', 'sent', id))
    expect((await outbound())[0]).toMatchObject({ status: 'sent', error: null })
    await receive(receipt('wamid.found', 'delivered'))
    expect((await outbound())[0]?.deliveredAt).not.toBeNull()
  })

  it('of a failure make an accepted message failed, with the platform’s words', async () => {
    await receive(message('hello'))
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    outside.outcomes = [{ kind: 'accepted', id: 'wamid.bad' }]
    await sendQueued(room.ctx, await conversationId())
    await receive(receipt('wamid.bad', 'failed'))
    expect((await outbound())[0]).toMatchObject({ status: 'failed', error: 'Not delivered.' })
  })
})

it('a worker that stood still between its claim and its call sends nothing, and what it held is sent later', async () => {
  await receive(message('hello'))
  await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
  const still = { ...room.ctx.gate }
  still.reserve = async (at, requests) => {
    outside.now = new Date(outside.now.getTime() + 26_000)
    return room.ctx.gate.reserve(at, requests)
  }
  const again = await sendQueued({ ...room.ctx, gate: still }, await conversationId())
  expect(outside.calls).toEqual([])
  expect((await outbound())[0]).toMatchObject({ status: 'queued' })
  outside.now = again ?? outside.now
  await sendQueued(room.ctx, await conversationId())
  expect(outside.calls).toHaveLength(1)
  expect((await outbound())[0]).toMatchObject({ status: 'sent' })
})

describe('an answer', () => {
  const FACTS = 'Our shop is open from nine to five on Saturdays. Returns are free within thirty days.'

  it('is given once, however often the conversation is woken', async () => {
    await know(FACTS)
    await receive(message('When are you open on Saturdays?'))
    await Promise.all(
      [respond(room.ctx, await conversationId()), respond(room.ctx, await conversationId())].map((p) =>
        p.catch(() => 'lost the race'),
      ),
    )
    await respond(room.ctx, await conversationId())
    await sendQueued(room.ctx, await conversationId())
    await sendQueued(room.ctx, await conversationId())
    expect(outside.calls.map((call) => call.text)).toEqual([expect.stringContaining('nine to five')])
  })

  it('that was decided before a crash is sent after it', async () => {
    await know(FACTS)
    await receive(message('When are you open on Saturdays?'))
    await respond(room.ctx, await conversationId())
    expect(await respond(room.ctx, await conversationId())).toBe('nothing')
    await sendQueued(room.ctx, await conversationId())
    expect(outside.calls).toHaveLength(1)
  })

  it('is not given to what the contact has added to meanwhile', async () => {
    await know(FACTS)
    await receive(message('When are you open on Saturdays?'))
    const id = await conversationId()
    const slow = {
      ...room.ctx,
      ai: {
        ...room.ctx.ai,
        generate: async (...args: Parameters<typeof room.ctx.ai.generate>) => {
          const thought = await room.ctx.ai.generate(...args)
          await receive(message('And are returns free?'))
          return thought
        },
      },
    } as typeof room.ctx
    expect(await respond(slow, id)).toBe('again')
    expect(await outbound()).toEqual([])
    expect(await respond(room.ctx, id)).toBe('decided')
    expect((await messages()).filter((m) => m.decision !== null && m.direction === 'inbound')).toHaveLength(2)
  })

  it('is not given while a person holds the conversation, and what came in is looked at when they hand back', async () => {
    await know(FACTS)
    await receive(message('When are you open on Saturdays?'))
    const id = await conversationId()
    await takeOver(room.ctx, id)
    expect(await respond(room.ctx, id)).toBe('held')
    expect(await outbound()).toEqual([])
    await handBack(room.ctx, id)
    expect(outside.delivered.at(-2)?.job ?? outside.delivered.at(-1)?.job).toMatchObject({
      type: 'conversation.poke',
      reason: 'inbound',
    })
    expect(await answer()).toHaveLength(1)
  })

  it('that is still to be sent is cancelled when a person answers', async () => {
    await know(FACTS)
    await receive(message('When are you open on Saturdays?'))
    await answer()
    await sendAsPerson(room.ctx, await conversationId(), { text: 'A person: come at ten.' })
    await sendQueued(room.ctx, await conversationId())
    expect(outside.calls.map((call) => call.text)).toEqual(['A person: come at ten.'])
    expect((await outbound()).find((m) => m.author === 'machine')).toMatchObject({ status: 'cancelled' })
    expect((await getConversation(room.ctx, await conversationId())).heldBy).not.toBeNull()
  })

  it('goes no further than the switches allow', async () => {
    await know(FACTS)
    await receive(message('When are you open on Saturdays?'))
    await asOwner('update ai_rules set ai_control_enabled = false where workspace_id = $1', [
      room.workspaceId,
    ])
    expect(await respond(room.ctx, await conversationId())).toBe('nothing')
    await asOwner('update ai_rules set ai_control_enabled = true where workspace_id = $1', [room.workspaceId])
    await asOwner('update ai_settings set auto_reply_enabled = false where workspace_id = $1', [
      room.workspaceId,
    ])
    expect(await answer()).toEqual([])
    const [row] = await asOwner<{ reply: string }>(
      `select snapshot_json->'proposed'->>'reply' as reply from ai_decisions where workspace_id = $1`,
      [room.workspaceId],
    )
    expect(row?.reply).toContain('nine to five')
  })

  it('is left to a person when the message has no text', async () => {
    await receive(message(null, { type: 'image' }))
    expect(await answer()).toEqual([])
    expect((await conversations())[0]?.status).toBe('escalated')
    expect((await messages())[0]?.decision).toMatchObject({ decision: 'escalate', matchedRule: 'no_text' })
  })

  it('comes from the workspace’s own documents, not from another’s', async () => {
    const other = await rooms.newWorkspace()
    const { id } = await createDocument(other.ctx, { title: 'Theirs', text: FACTS })
    await indexDocument(other.ctx, id)
    await receive(message('When are you open on Saturdays?'))
    expect(await answer()).toEqual([])
  })
})

describe('messages to be sent', () => {
  it('leave in order, and one of unknown outcome does not block the next', async () => {
    await receive(message('hello'))
    const id = await conversationId()
    for (const text of ['one', 'two', 'three']) await sendAsPerson(room.ctx, id, { text })
    outside.outcomes = [
      { kind: 'sent', id: '1' },
      { kind: 'unknown', reason: 'No answer.' },
      { kind: 'sent', id: '3' },
    ]
    await sendQueued(room.ctx, id)
    expect(outside.calls.map((call) => call.text)).toEqual(['one', 'two', 'three'])
    expect((await outbound()).map((m) => [m.text, m.status])).toEqual(
      expect.arrayContaining([
        ['two', 'unknown'],
        ['three', 'sent'],
      ]),
    )
  })

  it('that are limited hold back those behind them, and leave when there is room', async () => {
    await receive(message('hello'))
    const id = await conversationId()
    for (const text of ['one', 'two']) await sendAsPerson(room.ctx, id, { text })
    const until = new Date(outside.now.getTime() + 6_000)
    outside.outcomes = [{ kind: 'limited', until, scope: 'action' }]
    await sendQueued(room.ctx, id)
    expect(outside.calls).toHaveLength(1)
    outside.now = until
    await sendQueued(room.ctx, id)
    expect(outside.calls.map((call) => call.text)).toEqual(['one', 'one', 'two'])
  })

  it('whose wake-up call was lost are found by the sweep, as are questions', async () => {
    outside.deliveryError = new Error('lost')
    await receive(message('hello'))
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    await handBack(room.ctx, await conversationId())
    outside.deliveryError = null
    await asOwner(
      `update conversation_messages set created_at = now() - interval '2 minutes' where workspace_id = $1`,
      [room.workspaceId],
    )
    outside.now = new Date(outside.now.getTime() + 1_000)
    await sweepConversations(system)
    const pokes = outside.delivered.flatMap(({ workspaceId, job }) =>
      workspaceId === room.workspaceId && job.type === 'conversation.poke' ? [job.reason] : [],
    )
    expect(pokes.sort()).toEqual(['inbound', 'send'])
  })
})
