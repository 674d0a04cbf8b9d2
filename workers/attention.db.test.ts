import { beforeEach, describe, expect, it } from 'vitest'
import { escalate } from '#core/inbox/actions/escalations.ts'
import { changeMachineSettings } from '#core/inbox/actions/machine-settings.ts'
import { readConversation, unreadConversation } from '#core/inbox/actions/reads.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { getConversation, handBack, sendAsPerson, takeOver } from '#core/inbox/actions/threads.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { attention } from '#core/notifications/actions/attention.ts'
import { changeNotificationSettings } from '#core/notifications/actions/settings.ts'
import { mailSilence, tellOfSilences } from '#core/notifications/actions/silences.ts'
import { today } from '#core/today/actions.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside, system } = rooms
const MINUTE_MS = 60_000
let room: Room
/** Two people of one workspace. */
let ada: { id: string; ctx: Room['ctx'] }
let ben: { id: string; ctx: Room['ctx'] }
const stage = stageInbox(rooms, () => room)
const pass = (minutes: number) => {
  outside.now = new Date(outside.now.getTime() + minutes * MINUTE_MS)
}

beforeEach(async () => {
  Object.assign(outside, { now: new Date(Date.now() + MINUTE_MS), delivered: [], mails: [], outcomes: [] })
  room = await rooms.newWorkspace()
  const colleague = newId()
  await asOwner(`insert into users (id, name, email) values ($1, 'Ben', $2)`, [
    colleague,
    `${colleague}@chorus.test`,
  ])
  await asOwner(
    `insert into members (id, workspace_id, user_id, role) values (gen_random_uuid(), $1, $2, 'agent')`,
    [room.workspaceId, colleague],
  )
  ada = { id: room.userId, ctx: rooms.as(room.workspaceId, room.userId) }
  ben = { id: colleague, ctx: rooms.as(room.workspaceId, colleague) }
})

/** Writes as a contact, and lets the machine decide if it is on. Returns the conversation. */
async function writes(name: string, text: string) {
  const from = { phone: `336${name.charCodeAt(0)}00000${name.length}`, name }
  await stage.receive(stage.message(text, { from }))
  const found = (await stage.conversations()).find(({ customer }) => customer.name === name)
  if (!found) throw new Error(`${name} has no conversation.`)
  await respond(room.ctx, found.id)
  return found.id
}
const unread = async (who: typeof ada, id: string) => (await getConversation(who.ctx, id)).unread
const reads = (who: typeof ada, id: string, until?: string) =>
  readConversation(who.ctx, id, { userId: who.id, until })
const called = async (who: typeof ada) => {
  const { count, calls } = await attention(who.ctx, who.id)
  expect(calls).toHaveLength(Math.min(count, 5))
  return calls.map(({ kind, customerName }) => `${kind} ${customerName}`)
}
const noMachine = () => changeMachineSettings(ada.ctx, { aiControlEnabled: false })

describe('a conversation', () => {
  it('is unread for each person until that person has it open, and again when its contact writes', async () => {
    const id = await writes('Ana', 'Do you repair violins?')
    expect([
      await unread(ada, id),
      await unread(ben, id),
      await unread({ ...ada, ctx: room.ctx }, id),
    ]).toEqual([true, true, false])
    expect((await reads(ada, id)).unread).toBe(false)
    expect([await unread(ada, id), await unread(ben, id)]).toEqual([false, true])
    pass(1)
    await sendAsPerson(ben.ctx, id, { text: 'We do.' })
    expect(await unread(ada, id)).toBe(false)
    await writes('Ana', 'And cellos?')
    expect(await unread(ada, id)).toBe(true)
  })

  it('stays unread when its contact wrote after what the person saw, and read when an earlier look is told late', async () => {
    const id = await writes('Ana', 'Do you repair violins?')
    const { lastMessageAt } = await getConversation(ada.ctx, id)
    pass(1)
    await writes('Ana', 'And cellos?')
    expect((await reads(ada, id, lastMessageAt)).unread).toBe(true)
    expect((await reads(ada, id)).unread).toBe(false)
    expect((await reads(ada, id, lastMessageAt)).unread).toBe(false)
  })

  it('that nobody asked a person about is unread again once somebody does', async () => {
    await noMachine()
    const id = await writes('Ana', 'Do you repair violins?')
    await reads(ada, id)
    pass(1)
    await escalate(ben.ctx, id, { note: 'Ada, you know violins' })
    expect(await unread(ada, id)).toBe(true)
    pass(1)
    expect((await reads(ada, id)).unread).toBe(false)
  })

  it('is made unread by hand, and of another workspace neither', async () => {
    const id = await writes('Ana', 'Do you repair violins?')
    await reads(ada, id)
    expect((await unreadConversation(ada.ctx, id, { userId: ada.id })).unread).toBe(true)
    const other = await rooms.newWorkspace()
    const stranger = rooms.as(other.workspaceId, other.userId)
    await expect(readConversation(stranger, id, { userId: other.userId })).rejects.toThrow('conversation')
    await expect(unreadConversation(stranger, id, { userId: other.userId })).rejects.toThrow('conversation')
    expect(await unread(ada, id)).toBe(true)
  })

  it('that was there before a person joined is read for them', async () => {
    const id = await writes('Ana', 'Do you repair violins?')
    await asOwner(`update members set created_at = $2 where user_id = $1`, [
      ben.id,
      new Date(outside.now.getTime() + 1),
    ])
    expect([await unread(ada, id), await unread(ben, id)]).toEqual([true, false])
  })
})

describe('what calls for a person', () => {
  it('is what was passed on, for everybody who has not looked, until somebody takes it', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    expect([await called(ada), await called(ben)]).toEqual([['asked Ana'], ['asked Ana']])
    await reads(ben, id)
    expect([await called(ada), await called(ben)]).toEqual([['asked Ana'], []])
    await takeOver(ben.ctx, id)
    expect(await called(ada)).toEqual([])
    pass(1)
    await writes('Ana', 'Hello?')
    expect([await called(ada), await called(ben)]).toEqual([[], ['mine Ana']])
  })

  it('is not what the machine answered, and everything unheld where no machine answers', async () => {
    await stage.know('We are open on Saturdays from 9:00 to 17:00.')
    const id = await writes('Ana', 'When are you open on Saturdays?')
    expect((await stage.outbound()).length).toBe(1)
    expect(await called(ada)).toEqual([])
    expect((await attention(ada.ctx, ada.id)).unread).toEqual({ open: 1, escalated: 0, mine: 0 })
    await noMachine()
    expect(await called(ada)).toEqual(['unanswered Ana'])
    await sendAsPerson(ben.ctx, id, { text: 'From 7.' })
    expect(await called(ada)).toEqual([])
  })

  it('leaves out what the person does not want to be told, and nothing for others', async () => {
    await writes('Ana', 'I want to speak to a person')
    await changeNotificationSettings(ada.ctx, ada.id, { asked: false })
    expect([await called(ada), await called(ben)]).toEqual([[], ['asked Ana']])
    expect((await attention(ada.ctx, ada.id)).unread.escalated).toBe(1)
  })

  it('is told the latest first, five of them, and counted whole', async () => {
    await noMachine()
    for (const name of ['Ana', 'Bo', 'Cleo', 'Dora', 'Emile', 'Fatima']) {
      await writes(name, `I am ${name}`)
      pass(1)
    }
    const { count, calls } = await attention(ada.ctx, ada.id)
    expect(count).toBe(6)
    expect(calls.map(({ text }) => text)).toEqual(
      ['Fatima', 'Emile', 'Dora', 'Cleo', 'Bo'].map((n) => `I am ${n}`),
    )
  })
})

describe('a silence', () => {
  /** Runs the chore and delivers its jobs. Returns the addresses of its mails. */
  async function sweep() {
    outside.mails.length = 0
    outside.delivered.length = 0
    await tellOfSilences(system)
    for (const { job, workspaceId } of outside.delivered)
      if (job.type === 'notification.mail' && workspaceId === room.workspaceId)
        await mailSilence(system, workspaceId, job)
    const people = await asOwner<{ id: string; email: string }>(
      'select id, email from users where id = any($1)',
      [[ada.id, ben.id]],
    )
    const names = new Map(people.map(({ id, email }) => [email, id === ada.id ? 'ada' : 'ben']))
    return outside.mails.map(({ to }) => names.get(to)).sort()
  }

  it('is mailed once to everybody who has not looked, a quarter of an hour after a person was asked', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    pass(14)
    expect(await sweep()).toEqual([])
    pass(1)
    expect(await sweep()).toEqual(['ada', 'ben'])
    expect(outside.mails[0]).toMatchObject({
      subject: expect.stringContaining('A conversation waits for you'),
      text: expect.stringContaining(`/inbox/${id}`),
    })
    expect(outside.mails[0]?.text).not.toContain('speak to a person')
    pass(60)
    await writes('Ana', 'Hello?')
    pass(60)
    expect(await sweep()).toEqual([])
  })

  it('is mailed again after the person looked, or somebody answered, and it is silent once more', async () => {
    await noMachine()
    const id = await writes('Ana', 'Hello')
    pass(15)
    expect(await sweep()).toEqual(['ada', 'ben'])
    pass(1)
    await reads(ada, id)
    await writes('Ana', 'Are you there?')
    pass(15)
    expect(await sweep()).toEqual(['ada'])
    pass(1)
    await sendAsPerson(ben.ctx, id, { text: 'We are.' })
    await reads(ben, id)
    await handBack(ben.ctx, id)
    pass(1)
    await writes('Ana', 'Good')
    pass(15)
    expect(await sweep()).toEqual(['ada', 'ben'])
  })

  it('is not mailed to who looked, who answers already, who may not answer, or who wants no mail', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    await reads(ada, id)
    await changeNotificationSettings(ben.ctx, ben.id, { mail: false })
    pass(20)
    expect(await sweep()).toEqual([])
    await changeNotificationSettings(ben.ctx, ben.id, { mail: true })
    await asOwner(`update members set role = 'viewer' where user_id = $1`, [ben.id])
    expect(await sweep()).toEqual([])
    await asOwner(`update members set role = 'agent' where user_id = $1`, [ben.id])
    expect(await sweep()).toEqual(['ben'])
  })

  it('is mailed to the one who has taken the conversation over, and in their language and their time', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    await takeOver(ben.ctx, id)
    await reads(ben, id)
    await changeNotificationSettings(ben.ctx, ben.id, { mailAfterMinutes: 60, mailLanguage: 'fr' })
    pass(1)
    await writes('Ana', 'Hello?')
    pass(59)
    expect(await sweep()).toEqual([])
    pass(1)
    expect(await sweep()).toEqual(['ben'])
    expect(outside.mails[0]?.subject).toContain('vous attend')
  })

  it('that ended between the chore and its mail is not mailed', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    pass(15)
    await tellOfSilences(system)
    const job = outside.delivered.find(
      ({ job }) => job.type === 'notification.mail' && job.userId === ada.id,
    )?.job
    if (job?.type !== 'notification.mail') throw new Error('Nobody is to be mailed.')
    await reads(ada, id)
    await mailSilence(system, room.workspaceId, job)
    expect(outside.mails).toEqual([])
  })
})

describe('the preview of a conversation', () => {
  it('begins a first answer with the answer, in the list, on Today and in what is quoted', async () => {
    await stage.know('We are open on Saturdays from 9:00 to 17:00.')
    const id = await writes('Ana', 'When are you open on Saturdays?')
    const [answer] = await stage.outbound()
    expect(answer?.text).toContain('automatic answer')
    const shown = (await getConversation(ada.ctx, id)).lastMessage?.text
    expect(shown).toMatch(/^We are open on Saturdays/)
    expect(answer?.text?.endsWith(shown ?? 'nothing')).toBe(true)
  })

  it('is the answer too where the workspace says in words of its own, emoji and all, that a machine writes', async () => {
    await changeMachineSettings(ada.ctx, { disclosure: '🤖 Bip bop 👩‍🍳' })
    await stage.know('We are open on Saturdays from 9:00 to 17:00.')
    const id = await writes('Ana', 'When are you open on Saturdays?')
    expect((await getConversation(ada.ctx, id)).lastMessage?.text).toMatch(/^We are open on Saturdays/)
  })
})

describe('an escalation', () => {
  it('says when a person first answered it, unless that failed', async () => {
    const id = await writes('Ana', 'Do you repair violins?')
    const escalation = async () => (await getConversation(ada.ctx, id)).escalation
    expect((await escalation())?.answeredAt).toBeNull()
    pass(1)
    const { id: message } = await sendAsPerson(ben.ctx, id, { text: 'We do.' })
    const answeredAt = outside.now.toISOString()
    pass(1)
    await sendAsPerson(ben.ctx, id, { text: 'Every Monday.' })
    expect((await escalation())?.answeredAt).toBe(answeredAt)
    await asOwner(`update conversation_messages set status = 'failed' where id = $1`, [message])
    expect((await escalation())?.answeredAt).toBe(outside.now.toISOString())
  })

  it('is settled by the answer that is sent with “resolve”, and left alone by one without', async () => {
    const id = await writes('Ana', 'Do you repair violins?')
    await sendAsPerson(ada.ctx, id, { text: 'Let me look.' })
    expect(await getConversation(ada.ctx, id)).toMatchObject({ status: 'escalated' })
    await sendAsPerson(ada.ctx, id, { text: 'We do.', resolve: true })
    expect(await getConversation(ada.ctx, id)).toMatchObject({
      status: 'active',
      escalation: null,
      heldBy: { userId: ada.id },
    })
  })
})

describe('a contact who is passed to a person', () => {
  /** Open on Mondays; tests run at noon, on a Monday or on a Tuesday. */
  const openingHours = { timezone: 'UTC', times: [{ day: 1, from: '09:00', to: '18:00' }] }
  const [MONDAY, TUESDAY] = ['2031-01-06T12:00:00Z', '2031-01-07T12:00:00Z']
  const told = async () => (await stage.outbound()).map(({ text }) => text)
  beforeEach(async () => {
    await changeMachineSettings(ada.ctx, { handoffTold: true, openingHours })
    outside.now = new Date(MONDAY)
  })

  it('is told nothing unless the workspace says so', async () => {
    await changeMachineSettings(ada.ctx, { handoffTold: false })
    await writes('Ana', 'I want to speak to a person')
    expect(await told()).toEqual([])
  })

  it('is told once for each escalation, in their language', async () => {
    const id = await writes('Ana', 'Je voudrais parler à une personne, s’il vous plaît')
    expect(await told()).toEqual([expect.stringMatching(/une personne vous répondra ici\.$/)])
    await writes('Ana', 'Je voudrais parler à une personne, s’il vous plaît')
    expect(await told()).toHaveLength(1)
    await sendAsPerson(ben.ctx, id, { text: 'Me voilà.', resolve: true })
    await handBack(ben.ctx, id)
    pass(1)
    await writes('Ana', 'Je voudrais parler à une personne, s’il vous plaît')
    expect((await told()).filter((text) => text?.includes('automatique'))).toHaveLength(2)
  })

  it('is told when people are back while they are away', async () => {
    outside.now = new Date(TUESDAY)
    await writes('Ana', 'I want to speak to a person')
    expect(await told()).toEqual([expect.stringContaining('We are back on Monday at 09:00.')])
  })

  it('is told so in the words of the workspace, open and away', async () => {
    await changeMachineSettings(ada.ctx, { handoffWords: 'Soon!', handoffWordsClosed: 'See you {opens}.' })
    await writes('Ana', 'I want to speak to a person')
    expect(await told()).toEqual(['Soon!'])
    outside.now = new Date(TUESDAY)
    const bo = await writes('Bo', 'I want to speak to a person')
    expect((await stage.conversations()).find(({ id }) => id === bo)?.lastMessage?.text).toContain('speak to')
    expect(await told()).toEqual(['See you Monday at 09:00.'])
  })

  it('is not told who wants no automatic messages, or where the window has closed', async () => {
    await writes('Ana', 'STOP')
    pass(1)
    await writes('Ana', 'I want to speak to a person')
    expect((await told()).filter((text) => text?.includes('a person will answer'))).toEqual([])
    const from = { phone: '33699999999', name: 'Bo' }
    await stage.receive(stage.message('I want to speak to a person', { from }))
    pass(25 * 60)
    const bo = (await stage.conversations()).find(({ customer }) => customer.name === 'Bo')?.id ?? ''
    await respond(room.ctx, bo)
    expect((await getConversation(ada.ctx, bo)).escalation).not.toBeNull()
    const written = await asOwner(
      `select 1 from conversation_messages where conversation_id = $1 and direction = 'outbound'`,
      [bo],
    )
    expect(written).toEqual([])
  })

  it('is told nothing where answers are left to people', async () => {
    await changeMachineSettings(ada.ctx, { autoReplyEnabled: false })
    await writes('Ana', 'I want to speak to a person')
    expect(await told()).toEqual([])
  })

  it('is not told any more once a person has taken over', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    await takeOver(ben.ctx, id)
    expect((await stage.outbound()).map(({ status }) => status)).toEqual(['cancelled'])
  })

  it('counts as unanswered still: the notice is no answer, in lists and in figures', async () => {
    const id = await writes('Ana', 'I want to speak to a person')
    await asOwner(
      `update conversation_messages set status = 'sent' where conversation_id = $1 and direction = 'outbound'`,
      [id],
    )
    expect((await getConversation(ada.ctx, id)).lastMessage).toMatchObject({
      direction: 'inbound',
      text: 'I want to speak to a person',
    })
    const { machines, waiting } = await today(ada.ctx, {})
    expect(machines.shareByMachine).toBeNull()
    expect(waiting.escalations.items).toMatchObject([{ answered: false, theirTurn: true }])
  })
})
