import { beforeEach, describe, expect, it } from 'vitest'
import { changeConversation, changeConversations } from '#core/inbox/actions/conversations.ts'
import { escalate } from '#core/inbox/actions/escalations.ts'
import { createNote } from '#core/inbox/actions/notes.ts'
import { readConversation } from '#core/inbox/actions/reads.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { listConversations, sendAsPerson, takeOver } from '#core/inbox/actions/threads.ts'
import { createTriageRule } from '#core/inbox/actions/triage-rules.ts'
import {
  changeSavedFilter,
  countViews,
  createSavedFilter,
  deleteSavedFilter,
  listSavedFilters,
  wakeSnoozed,
} from '#core/inbox/actions/views.ts'
import { createTriageRuleSchema } from '#core/inbox/schemas/triage-rules.ts'
import { type View, viewSchema } from '#core/inbox/schemas/views.ts'
import { sendMessageSchema } from '#core/inbox/schemas.ts'
import { type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
const { message, receive, conversations } = stageInbox(rooms, () => room)
beforeEach(async () => {
  room = await rooms.newWorkspace()
  Object.assign(outside, { now: new Date('2026-11-23T12:00:00Z'), outcomes: [], calls: [], delivered: [] })
})

const MINUTE = 60_000
const later = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
  return outside.now.toISOString()
}
const inAn = { hour: () => new Date(outside.now.getTime() + 60 * MINUTE).toISOString() }
/** A second after what was said last. */
const say = (text: string, name = 'Ana') => {
  later(1_000)
  return receive(message(text, { from: { userId: `US.${name}`, name } }))
}
const me = () => rooms.as(room.workspaceId, room.userId)
const idOf = async (name: string) =>
  (await conversations()).find((one) => one.customer.name === name)?.id ?? ''
const names = async (query: Omit<Parameters<typeof listConversations>[1], 'limit'> = {}) =>
  (await listConversations(me(), { limit: 50, ...query })).items.map(({ customer }) => customer.name ?? '')
/** The names of each view that has some. */
const shown = async () => {
  const all = await Promise.all(
    viewSchema.options.map(async (view) => [view, await names({ view })] as const),
  )
  return Object.fromEntries(all.filter(([, found]) => found.length > 0))
}
const answer = async (name: string, text: string) => {
  later(1_000)
  const id = await idOf(name)
  await sendAsPerson(me(), id, sendMessageSchema.parse({ text }))
  await sendQueued(room.ctx, id)
}

describe('a view', () => {
  it('shows what belongs to it, and its count is what it shows', async () => {
    for (const name of ['Ana', 'Ben', 'Cem', 'Dia', 'Eve']) await say('Hello?', name)
    await takeOver(me(), await idOf('Ana'))
    await changeConversation(me(), await idOf('Ben'), { status: 'archived' })
    await escalate(me(), await idOf('Cem'), {})
    await changeConversation(me(), await idOf('Dia'), { snoozedUntil: inAn.hour() })
    await createNote(room.ctx, {
      conversationId: await idOf('Ben'),
      text: 'Look',
      mentions: [room.userId],
    })
    expect(await shown()).toEqual({
      open: ['Eve', 'Cem', 'Ana'],
      mine: ['Ana'],
      unassigned: ['Eve', 'Cem'],
      escalated: ['Cem'],
      waiting: ['Eve', 'Cem', 'Ana'],
      snoozed: ['Dia'],
      mentions: ['Ben'],
      archived: ['Ben'],
      all: ['Eve', 'Dia', 'Cem', 'Ben', 'Ana'],
    })
    const counts = await countViews(me())
    for (const view of Object.keys(counts) as (keyof typeof counts)[])
      expect([view, counts[view]]).toEqual([view, (await names({ view })).length])
  })

  it('of one person is not another’s, and an API key has none', async () => {
    await say('Hello?')
    await takeOver(me(), await idOf('Ana'))
    const other = await rooms.newWorkspace()
    const views: View[] = ['mine', 'mentions']
    for (const view of views) {
      const { items } = await listConversations(rooms.as(room.workspaceId, other.userId), { limit: 50, view })
      expect(items).toEqual([])
    }
  })

  it('is narrowed by account, channel, language, date and the machine’s decision together', async () => {
    await say('Bonjour, est-ce que vous êtes ouverts demain matin ?', 'Ana')
    await say('Do you open at nine in the morning, please?', 'Ben')
    for (const name of ['Ana', 'Ben']) await respond(room.ctx, await idOf(name))
    expect(await names({ language: 'fr' })).toEqual(['Ana'])
    expect(await names({ language: 'en', platform: 'telegram' })).toEqual(['Ben'])
    expect(await names({ language: 'en', platform: 'whatsapp' })).toEqual([])
    expect(await names({ accountId: room.accountId, language: 'fr', machine: 'escalated' })).toEqual(['Ana'])
    const [ben] = await conversations()
    expect(await names({ from: ben?.lastMessageAt })).toEqual(['Ben'])
    expect(await names({ to: ben?.lastMessageAt })).toEqual(['Ana'])
  })
})

describe('a conversation waits', () => {
  const waits = async () => (await names({ view: 'waiting' })).length > 0

  it('from what the contact writes until an answer was sent, and not while it only is to be sent', async () => {
    await say('Hello?')
    expect(await waits()).toBe(true)
    later(1_000)
    const id = await idOf('Ana')
    await sendAsPerson(me(), id, sendMessageSchema.parse({ text: 'Hello!' }))
    expect(await waits()).toBe(true)
    await sendQueued(room.ctx, id)
    expect(await waits()).toBe(false)
    await say('And now?')
    expect(await waits()).toBe(true)
  })

  it('still, when the answer failed', async () => {
    await say('Hello?')
    outside.outcomes = [{ kind: 'rejected', reason: 'No.', code: 'no', advice: '' }]
    await answer('Ana', 'Hello!')
    expect(await waits()).toBe(true)
  })

  it('no longer once its message was left alone, and again when the contact changes it', async () => {
    await createTriageRule(
      room.ctx,
      createTriageRuleSchema.parse({ name: 'Thanks', when: { contains: 'thanks' }, decision: 'ignore' }),
    )
    const said = message('Thanks', { id: 'm1', from: { userId: 'US.ana', name: 'Ana' } })
    await receive(said)
    await respond(room.ctx, await idOf('Ana'))
    expect(await waits()).toBe(false)
    later(1_000)
    await receive(
      message('Where is it?', {
        id: 'm1',
        key: 'edit:m1',
        from: { userId: 'US.ana', name: 'Ana' },
        details: { edited: true, editedAt: outside.now.toISOString() },
      }),
    )
    expect(await waits()).toBe(true)
  })

  it('though a word that a person will answer went out', async () => {
    await say('I want to speak to a human.')
    await respond(room.ctx, await idOf('Ana'))
    expect(await waits()).toBe(true)
  })
})

describe('a snoozed conversation', () => {
  const snooze = async () => changeConversation(me(), await idOf('Ana'), { snoozedUntil: inAn.hour() })

  it('comes back at its time, unread for whoever snoozed it, and not before', async () => {
    await say('Hello?')
    await readConversation(me(), await idOf('Ana'), { userId: room.userId, until: undefined })
    await snooze()
    later(59 * MINUTE)
    await wakeSnoozed(system)
    expect(await names({ view: 'open' })).toEqual([])
    later(MINUTE)
    await wakeSnoozed(system)
    expect(await names({ view: 'snoozed' })).toEqual([])
    const { items } = await listConversations(me(), { limit: 1, view: 'open' })
    expect(items).toMatchObject([{ snoozedUntil: null, unread: true }])
  })

  it('comes back when the contact writes, when it is escalated, and when somebody says so', async () => {
    const wakings: (() => Promise<unknown>)[] = [
      () => say('Are you there?'),
      async () => escalate(me(), await idOf('Ana'), {}),
      async () => changeConversation(me(), await idOf('Ana'), { snoozedUntil: null }),
    ]
    await say('Hello?')
    for (const wakes of wakings) {
      await snooze()
      expect(await names({ view: 'snoozed' })).toEqual(['Ana'])
      await wakes()
      expect(await names({ view: 'snoozed' })).toEqual([])
    }
  })

  it('stays so when an older message comes late', async () => {
    await say('Hello?')
    const before = new Date(outside.now.getTime() - MINUTE)
    await snooze()
    await receive(message('Before', { from: { userId: 'US.Ana', name: 'Ana' }, at: before }))
    expect(await names({ view: 'snoozed' })).toEqual(['Ana'])
  })

  it('is refused a time that has passed; several are snoozed together', async () => {
    await say('Hello?', 'Ana')
    await say('Hello?', 'Ben')
    const ids = [await idOf('Ana'), await idOf('Ben')]
    await expect(
      changeConversations(me(), { ids, change: { snoozedUntil: outside.now.toISOString() } }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await changeConversations(me(), { ids, change: { snoozedUntil: inAn.hour() } })
    expect(await names({ view: 'snoozed' })).toEqual(['Ben', 'Ana'])
  })
})

describe('a saved filter', () => {
  it('is the team’s: its name is unique, it can be changed and deleted', async () => {
    const filter = await createSavedFilter(me(), { name: 'French', query: { language: 'fr' } })
    await expect(createSavedFilter(me(), { name: 'FRENCH', query: { view: 'mine' } })).rejects.toMatchObject({
      code: 'name_taken',
    })
    const query = { language: 'fr' as const, view: 'waiting' as const }
    await changeSavedFilter(me(), filter.id, { query })
    expect((await listSavedFilters(room.ctx, { limit: 50 })).items).toMatchObject([{ name: 'French', query }])
    await deleteSavedFilter(me(), filter.id)
    expect((await listSavedFilters(room.ctx, { limit: 50 })).items).toEqual([])
  })
})
