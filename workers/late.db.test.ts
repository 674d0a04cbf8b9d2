import { beforeEach, describe, expect, it } from 'vitest'
import { changeConversation } from '#core/inbox/actions/conversations.ts'
import { listEscalations } from '#core/inbox/actions/escalations.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { sendAsPerson } from '#core/inbox/actions/threads.ts'
import type { InboundDetails, Receipt, Sender } from '#core/inbox/schemas.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { ana, stageInbox } from '#test/inbox.ts'

/*
 * Updates that a platform sends late, or out of order, have the same result as if they had come in order.
 */

const rooms = startRooms()
const { outside } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
})
const { message, receipt, receive, conversations, conversationId, messages, outbound, know, answer } =
  stageInbox(rooms, () => room)

const ago = (seconds: number) => new Date(outside.now.getTime() - seconds * 1000)
const editedAt = (seconds: number): InboundDetails => ({ edited: true, editedAt: ago(seconds).toISOString() })

interface Facts {
  optedOut: boolean
  recipient: string
  name: string | null
  handle: string | null
  lastInboundAt: Date | null
  text: string | null
}

async function facts(): Promise<Facts> {
  const [row] = await asOwner<Facts>(
    `select c.opted_out_at is not null as "optedOut", c.recipient, p.name, p.handle, c.last_inbound_at as "lastInboundAt",
       (select m.text from conversation_messages m where m.conversation_id = c.id order by m.sent_at desc, m.id desc limit 1) as text
     from conversations c join customers p on p.id = c.customer_id where c.workspace_id = $1`,
    [room.workspaceId],
  )
  if (!row) throw new Error('Nobody has written.')
  return row
}

const moved: Sender = { userId: 'US.ana', phone: '33600000002', name: 'Ana' }
const changesNumber = (seconds: number) =>
  message('Ana changed from 33600000001 to 33600000002', {
    from: ana,
    type: 'system',
    at: ago(seconds),
    recipient: '33600000002',
    details: { movedTo: '33600000002' },
  })

/** Events, each in the order in which they happened, with the expected facts of the contact. */
const HAPPENED: [string, () => Parameters<typeof receive>, Partial<Facts>][] = [
  [
    'START, then STOP',
    () => [message('START', { at: ago(60) }), message('STOP', { at: ago(30) })],
    { optedOut: true },
  ],
  [
    'STOP, then START',
    () => [message('STOP', { at: ago(60) }), message('START', { at: ago(30) })],
    { optedOut: false },
  ],
  [
    'STOP, START, STOP, a question',
    () => [
      message('STOP', { at: ago(60) }),
      message('START', { at: ago(50) }),
      message('arrêt', { at: ago(40) }),
      message('When?', { at: ago(30) }),
    ],
    { optedOut: true, text: 'When?' },
  ],
  [
    'STOP that was edited from something else, then START',
    () => [
      message('hm', { id: 'one', at: ago(60) }),
      message('STOP', { id: 'one', at: ago(60), details: editedAt(50), key: 'edit' }),
      message('START', { at: ago(40) }),
    ],
    { optedOut: false },
  ],
  [
    'a message, then a changed number',
    () => [message('Hello', { at: ago(60) }), changesNumber(30)],
    { recipient: '33600000002', handle: '33600000002' },
  ],
  [
    'a changed number, then a message from it',
    () => [message('Hi', { at: ago(90) }), changesNumber(60), message('Hello', { from: moved, at: ago(30) })],
    { recipient: '33600000002', handle: '33600000002' },
  ],
  [
    'a name, then another',
    () => [
      message('Hi', { from: { ...ana, name: 'Anna' }, at: ago(60) }),
      message('Hello', { from: { ...ana, name: 'Ana Ruiz' }, at: ago(30) }),
    ],
    { name: 'Ana Ruiz' },
  ],
  [
    'a name, then none, then an empty one',
    () => [
      message('Hi', { at: ago(60) }),
      message('Hello', { from: { userId: 'US.ana', phone: '33600000001' }, at: ago(50) }),
      message('Hey', { from: { ...ana, name: ' ' }, at: ago(40) }),
    ],
    { name: 'Ana' },
  ],
  [
    'a name, another, then messages that name nobody',
    () => [
      message('Hi', { from: { ...ana, name: 'Anna' }, at: ago(60) }),
      message('Hello', { from: { ...ana, name: 'Ana Ruiz' }, at: ago(50) }),
      message('Hey', { from: { userId: 'US.ana' }, at: ago(40) }),
    ],
    { name: 'Ana Ruiz' },
  ],
  [
    'a username, then another',
    () => [
      message('Hi', { from: { userId: 'US.ana', username: 'ana' }, at: ago(60) }),
      message('Hello', { from: { userId: 'US.ana', username: 'ana.ruiz' }, at: ago(30) }),
    ],
    { handle: 'ana.ruiz' },
  ],
  [
    'a message, then two edits',
    () => [
      message('one', { id: 'one', at: ago(60) }),
      message('two', { id: 'one', at: ago(60), details: editedAt(50), key: 'edit 1' }),
      message('three', { id: 'one', at: ago(60), details: editedAt(40), key: 'edit 2' }),
    ],
    { text: 'three' },
  ],
  [
    'a message, then another: the window is that of the later',
    () => [message('Hi', { at: ago(3_600) }), message('Hello', { at: ago(60) })],
    { text: 'Hello' },
  ],
]

const orders = (count: number) => {
  const backwards = Array.from({ length: count }, (_, n) => count - 1 - n)
  const turned = [...backwards.slice(1), count - 1]
  return [backwards.toReversed(), backwards, ...(count > 2 ? [turned] : [])]
}

describe.each(HAPPENED)('%s', (_name, happened, expected) => {
  it('comes to the same in any order, one by one and in one batch', async () => {
    const updates = happened()
    for (const order of orders(updates.length)) {
      for (const together of [false, true]) {
        room = await rooms.newWorkspace()
        // Each workspace has an account of its own: make the events again for it.
        const told = happened()
        const inOrder = order.flatMap((n) => told[n] ?? [])
        if (together) await receive(...inOrder)
        else for (const update of inOrder) await receive(update)
        expect(await facts(), `${order} ${together ? 'together' : 'one by one'}`).toMatchObject(expected)
      }
    }
  })
})

describe('what comes late', () => {
  it('does not open the window again that the later has opened', async () => {
    await receive(message('Hello', { at: ago(60) }))
    await receive(message('Hi', { at: ago(3_600) }))
    expect((await facts()).lastInboundAt).toEqual(ago(60))
  })

  it('and was said before the contact’s last word takes nothing out of the archive; what is newer does', async () => {
    await receive(message('Hello', { at: ago(60) }))
    await changeConversation(room.ctx, await conversationId(), { status: 'archived' })
    await receive(message('Hi', { at: ago(3_600) }))
    expect((await conversations())[0]?.status).toBe('archived')
    await receive(message('Still there?', { at: ago(10) }))
    expect((await conversations())[0]?.status).toBe('active')
  })

  it('by a clock that runs ahead counts from when it came in', async () => {
    await receive(message('STOP', { at: new Date(outside.now.getTime() + 86_400_000) }))
    expect((await facts()).lastInboundAt).toEqual(outside.now)
    outside.now = new Date(outside.now.getTime() + 60_000)
    await receive(message('START'))
    expect(await facts()).toMatchObject({ optedOut: false, text: 'START' })
  })

  it('and says STOP, taken back before it came, is told nothing and keeps no answer back', async () => {
    await know('We are open from nine to five on weekdays.')
    await receive(message('START', { at: ago(30) }))
    await answer()
    const before = (await outbound()).length
    await receive(message('STOP', { at: ago(60) }))
    expect(await answer()).toHaveLength(before)
    expect((await messages()).find(({ text }) => text === 'STOP')).toMatchObject({ triage: 'ignore' })
    await receive(message('When are you open on weekdays?'))
    expect((await answer()).some(({ text }) => text?.includes('nine to five'))).toBe(true)
  })

  it('and is the platform’s word that messages were stopped, is not heard over a later START', async () => {
    await receive(message('Hello', { at: ago(90) }))
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    outside.outcomes = [{ kind: 'accepted', id: 'wamid.stopped' }]
    await sendQueued(room.ctx, await conversationId())
    await receive(message('START', { at: ago(10) }))
    const stopped = receipt('wamid.stopped', 'failed', null, { optedOut: true })
    await receive({ ...stopped, occurredAt: ago(60) })
    expect(await facts()).toMatchObject({ optedOut: false })
    await receive({
      ...receipt('wamid.stopped', 'failed', null, { optedOut: true }),
      dedupeKey: 'later',
      occurredAt: ago(5),
    })
    expect(await facts()).toMatchObject({ optedOut: true })
  })
})

describe('what is told of a message of ours', () => {
  const orders: [Receipt['status'][], 'sent' | 'failed'][] = [
    [['delivered', 'failed'], 'sent'],
    [['failed', 'delivered'], 'sent'],
    [['failed', 'read'], 'sent'],
    [['sent', 'failed'], 'failed'],
    [['failed', 'sent'], 'failed'],
  ]
  it.each(orders)('%s comes to %s', async (order, status) => {
    await receive(message('hello'))
    const { id } = await sendAsPerson(room.ctx, await conversationId(), { text: 'Hi' })
    outside.outcomes = [{ kind: 'accepted', id: `wamid.${id}` }]
    await sendQueued(room.ctx, await conversationId())
    for (const one of order) await receive(receipt(`wamid.${id}`, one))
    expect((await outbound())[0]).toMatchObject({
      status,
      error: status === 'sent' ? null : 'Not delivered.',
    })
  })
})

describe('a question that arrives when the platform’s window has closed', () => {
  const DAY = 24 * 3_600
  beforeEach(() => know('We are open from nine to five on weekdays.'))

  it('is left to a person, with the answer that it would have had, and nothing is sent into a failure', async () => {
    await receive(message('When are you open on weekdays?', { at: ago(DAY + 60) }))
    expect(await answer()).toEqual([])
    expect((await messages())[0]?.decision).toMatchObject({
      decision: 'escalate',
      matchedRule: 'window_closed',
    })
    expect((await listEscalations(room.ctx, { limit: 10 })).items).toMatchObject([{ status: 'open' }])
  })

  it('is answered where the contact has written since', async () => {
    await receive(
      message('Hello?', { at: ago(60) }),
      message('When are you open on weekdays?', { at: ago(DAY + 60) }),
    )
    expect((await answer()).map(({ text }) => text).join()).toContain('nine to five')
  })

  it('is left to a person where it is about to close while one would be written', async () => {
    await receive(message('When are you open on weekdays?', { at: ago(DAY - 20) }))
    expect(await answer()).toEqual([])
  })

  it('and says STOP is heard, and not answered', async () => {
    await receive(message('STOP', { at: ago(DAY + 60) }))
    expect(await answer()).toEqual([])
    expect(await facts()).toMatchObject({ optedOut: true })
  })
})
