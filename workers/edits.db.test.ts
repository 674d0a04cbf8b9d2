import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { listEscalations } from '#core/inbox/actions/escalations.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { sendAsPerson } from '#core/inbox/actions/threads.ts'
import type { InboundMessage } from '#core/inbox/schemas.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

/*
 * Changes that a contact makes afterwards are looked at again.
 */

const rooms = startRooms()
const { outside } = rooms
let room: Room
const { message, receive, conversations, conversationId, messages, outbound, know, answer } = stageInbox(
  rooms,
  () => room,
)
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
  await know('Our shop is open from nine to five on Saturdays. Returns are free within thirty days.')
})

const QUESTION = 'When are you open on Saturdays?'
const later = (seconds: number) => {
  outside.now = new Date(outside.now.getTime() + seconds * 1000)
}
const says = (text: string | null, id = 'one', more: Partial<InboundMessage> & { type?: string } = {}) =>
  receive(message(text, { id, at: outside.now, ...more }))

/** Changes the contact's message, half a minute later. */
async function changes(text: string, id = 'one') {
  later(30)
  outside.delivered = []
  const details = { edited: true, editedAt: outside.now.toISOString() }
  await receive(message(text, { id, details, key: randomUUID() }))
}
const isWoken = () =>
  outside.delivered.some(({ job }) => job.type === 'conversation.poke' && job.reason === 'inbound')
const hearsOfIt = async () => {
  const id = await conversationId()
  return outside.delivered.some(
    ({ job }) => job.type === 'feed.changed' && job.topic === 'messages' && job.id === id,
  )
}
const sends = async (outcome: (typeof outside.outcomes)[number] = { kind: 'sent', id: randomUUID() }) => {
  outside.outcomes = [outcome]
  await sendQueued(room.ctx, await conversationId())
}
const escalations = async () =>
  (await listEscalations(room.ctx, { limit: 10 })).items.map(({ reason, status }) => `${reason} ${status}`)
const decisions = () =>
  asOwner<{ text: string; superseded: boolean }>(
    'select message_text as text, superseded from ai_decisions where workspace_id = $1 order by created_at',
    [room.workspaceId],
  )

describe('a message that is changed while nothing was answered', () => {
  it('is decided anew: what asked for nothing and now asks is answered; both decisions stay', async () => {
    await says('ok')
    expect(await answer()).toEqual([])
    await changes(QUESTION)
    expect(isWoken()).toBe(true)
    expect((await answer()).map(({ text }) => text).join()).toContain('nine to five')
    expect((await messages()).find(({ direction }) => direction === 'inbound')).toMatchObject({
      text: QUESTION,
      formerTexts: ['ok'],
      triage: 'auto_reply',
    })
    expect(await decisions()).toEqual([
      { text: 'ok', superseded: true },
      { text: QUESTION, superseded: false },
    ])
  })

  it('and then asks for nothing is not answered: what was to be sent is not', async () => {
    await says(QUESTION)
    await answer()
    await changes('ok')
    expect((await outbound())[0]).toMatchObject({ status: 'cancelled' })
    await answer()
    await sends()
    expect(outside.calls).toEqual([])
    expect((await messages()).find(({ direction }) => direction === 'inbound')).toMatchObject({
      triage: 'ignore',
    })
  })

  it('is answered as it is now, by an answer that says that a machine writes', async () => {
    await says(QUESTION)
    await answer()
    await changes('Are returns free?')
    await answer()
    await sends()
    expect(outside.calls.map(({ text }) => text)).toEqual([
      expect.stringMatching(/automatic answer.*thirty days/s),
    ])
  })

  it('is decided anew with the whole burst that it was part of', async () => {
    await says('ok', 'one')
    later(1)
    await says('thanks', 'two')
    await answer()
    await changes(QUESTION, 'one')
    await answer()
    expect((await decisions()).map(({ text }) => text)).toEqual(['ok\nthanks', `${QUESTION}\nthanks`])
  })

  it('is decided anew although a later burst was answered', async () => {
    await says('ok', 'one')
    await answer()
    later(60)
    await says('Are returns free?', 'two')
    await answer()
    await sends()
    await changes(QUESTION, 'one')
    await answer()
    await sends()
    expect(outside.calls.map(({ text }) => text)).toEqual([
      expect.stringContaining('thirty days'),
      expect.stringContaining('nine to five'),
    ])
  })

  it('and was left to a person is still theirs, and is answered if it can be', async () => {
    await says('What is the airspeed of a swallow?')
    await answer()
    await changes(QUESTION)
    expect((await answer()).map(({ text }) => text).join()).toContain('nine to five')
    expect(await escalations()).toEqual(['low_confidence open'])
  })

  it('before it was decided on is decided once, as it is now', async () => {
    await says('ok')
    await changes(QUESTION)
    await answer()
    expect((await decisions()).map(({ text }) => text)).toEqual([QUESTION])
  })

  it('while it is being decided on is decided as it is now', async () => {
    await says('Are returns free?')
    const generate: typeof room.ctx.ai.generate = async (...args) => {
      const thought = await room.ctx.ai.generate(...args)
      await changes(QUESTION)
      return thought
    }
    const slow = { ...room.ctx, ai: { ...room.ctx.ai, generate } }
    expect(await respond(slow, await conversationId())).toBe('again')
    expect((await answer()).map(({ text }) => text).join()).toContain('nine to five')
  })

  it('or can be shown only now is decided anew', async () => {
    await says(null, 'one', { type: 'unsupported' })
    await answer()
    later(30)
    await receive(message(QUESTION, { id: 'one', key: 'shown' }))
    expect((await answer()).map(({ text }) => text).join()).toContain('nine to five')
  })

  it('to what it says already, or by an edit older than the last, is left alone', async () => {
    await says('ok')
    await changes('fine')
    await answer()
    await changes('fine')
    expect(isWoken()).toBe(false)
    const editedAt = new Date(outside.now.getTime() - 45_000).toISOString()
    await receive(message(QUESTION, { id: 'one', details: { edited: true, editedAt }, key: 'older' }))
    expect(isWoken()).toBe(false)
    expect((await messages())[0]?.text).toBe('fine')
    expect(await escalations()).toEqual([])
  })
})

describe('a message that is changed after it was answered', () => {
  it.each([
    ['was sent', { kind: 'sent', id: 'sent' } as const],
    ['may have been sent', { kind: 'unknown', reason: 'No answer.' } as const],
    ['the platform refused', { kind: 'rejected', reason: 'No.', code: 'no', advice: '' } as const],
  ])(
    'is a person’s where the answer %s: nothing is answered twice, and screens hear of it',
    async (_what, outcome) => {
      await says(QUESTION)
      await answer()
      await sends(outcome)
      await changes('Are returns free?')
      expect(await hearsOfIt()).toBe(true)
      expect(isWoken()).toBe(false)
      expect(await answer()).toHaveLength(1)
      expect(await escalations()).toEqual(['message_changed open'])
      expect((await conversations())[0]?.status).toBe('escalated')
    },
  )

  it('asks a person once, however often it is changed', async () => {
    await says(QUESTION)
    await answer()
    await sends()
    await changes('Are returns free?')
    await changes('Are returns free, please?')
    expect(await escalations()).toEqual(['message_changed open'])
  })

  it('by a person who holds the conversation is seen by them, and asked of nobody else', async () => {
    await says(QUESTION)
    later(5)
    await sendAsPerson(room.ctx, await conversationId(), { text: 'From nine to five.' })
    await changes('Are returns free?')
    expect(await hearsOfIt()).toBe(true)
    expect(await escalations()).toEqual([])
    expect((await messages()).find(({ direction }) => direction === 'inbound')?.formerTexts).toEqual([
      QUESTION,
    ])
  })

  it('to STOP is heard, and asks nobody', async () => {
    await says(QUESTION)
    await answer()
    await sends()
    await changes('STOP')
    expect((await conversations())[0]?.optedOutAt).not.toBeNull()
    expect(await escalations()).toEqual([])
  })
})
