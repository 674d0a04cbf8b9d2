import { beforeEach, describe, expect, it } from 'vitest'
import { changeMachineSettings, tryMessage } from '#core/inbox/actions/machine-settings.ts'
import { handBack, sendAsPerson } from '#core/inbox/actions/threads.ts'
import { replayTriage } from '#core/inbox/actions/triage.ts'
import { createTriageRule } from '#core/inbox/actions/triage-rules.ts'
import { createTriageRuleSchema } from '#core/inbox/schemas/triage-rules.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
const stage = stageInbox(rooms, () => room)
const { message, receive, answer, outbound, conversations, conversationId, messages, know } = stage

/** Open on Mondays. */
const openingHours = { timezone: 'UTC', times: [{ day: 1, from: '09:00', to: '18:00' }] }
const MONDAY = '2031-01-06T12:00:00Z'
const TUESDAY = '2031-01-07T12:00:00Z'
const NEXT_TUESDAY = '2031-01-14T12:00:00Z'

beforeEach(async () => {
  room = await rooms.newWorkspace()
  Object.assign(outside, { now: new Date(TUESDAY), outcomes: [], calls: [], delivered: [] })
  await know('We deliver cakes from nine to five on weekdays.')
  await changeMachineSettings(room.ctx, { openingHours, outsideHours: 'away' })
})

const says = async (text: string, more: Parameters<typeof message>[1] = {}) => {
  await receive(message(text, more))
  return answer()
}
const decision = async () =>
  (await messages()).find(({ direction, decision }) => direction === 'inbound' && decision)?.decision
const away = expect.stringMatching(
  /^This is an automatic message from Rooms: we are away .* back on Monday.* at 09:00\.$/,
)

describe('outside business hours', () => {
  it('a contact is told that nobody is there, the message waits for a person, and the decision says why', async () => {
    expect(await says('When do you deliver cakes on weekdays?')).toMatchObject([
      { text: away, author: 'machine', status: 'queued' },
    ])
    expect(await decision()).toMatchObject({
      decision: 'escalate',
      matchedRule: 'outside_hours',
      reason: 'It is outside business hours: a person will read it.',
      model: 'rule',
    })
    expect(await conversations()).toMatchObject([
      { status: 'escalated', escalation: { reason: 'outside_hours' } },
    ])
  })

  it('they are told once, however much they write, and again in the next closed time', async () => {
    await says('When do you deliver cakes on weekdays?')
    outside.now = new Date('2031-01-09T12:00:00Z')
    expect(await says('Hello? When do you deliver cakes on weekdays?')).toHaveLength(1)
    outside.now = new Date(NEXT_TUESDAY)
    expect(await says('And how much is bread?')).toMatchObject([{ text: away }, { text: away }])
  })

  it('two decisions at once tell them once', async () => {
    await receive(message('When do you deliver cakes on weekdays?'))
    await Promise.all([answer(), answer(), answer()])
    expect(await outbound()).toHaveLength(1)
  })

  it('they are told in their language and in the workspace’s own words', async () => {
    expect(await says('Bonjour, combien coûtent les gâteaux, s’il vous plaît ?')).toMatchObject([
      { text: expect.stringContaining('à notre retour, lundi à 09:00') },
    ])
    await changeMachineSettings(room.ctx, { awayWords: 'Back {opens}!' })
    outside.now = new Date(NEXT_TUESDAY)
    expect((await says('When do you deliver cakes on weekdays, please?'))[0]).toMatchObject({
      text: 'Back Monday at 09:00!',
    })
  })

  it('who has written STOP, or writes it, is told nothing of it', async () => {
    const [confirmed, ...others] = await says('STOP')
    expect(confirmed).toMatchObject({ text: expect.stringContaining('no more automatic messages') })
    expect(others).toEqual([])
    outside.now = new Date(NEXT_TUESDAY)
    expect(await says('When do you deliver cakes on weekdays?')).toHaveLength(1)
    expect(await decision()).toMatchObject({ matchedRule: 'opted_out' })
  })

  it('a machine is told nothing, and its message waits', async () => {
    expect(await says('Automatic reply: I am out of the office until Monday.')).toEqual([])
    expect(await decision()).toMatchObject({ matchedRule: 'outside_hours' })
  })

  it('nothing is decided while a person holds the conversation', async () => {
    await says('When do you deliver cakes on weekdays?')
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Ten euros.', resolve: true })
    outside.now = new Date(NEXT_TUESDAY)
    const before = (await outbound()).length
    expect(await says('And bread?')).toHaveLength(before)
    await handBack(room.ctx, await conversationId())
    expect(await says('And bread?')).toHaveLength(before + 1)
  })

  it('what is dangerous, and what a rule ignores, is decided as ever', async () => {
    await createTriageRule(
      room.ctx,
      createTriageRuleSchema.parse({ name: 'News', when: { contains: 'newsletter' }, decision: 'ignore' }),
    )
    expect(await says('Our newsletter of January')).toEqual([])
    expect(await decision()).toMatchObject({ decision: 'ignore', rule: { name: 'News' } })
    outside.now = new Date('2031-01-08T12:00:00Z')
    expect(await says('I want to kill myself')).toEqual([])
    expect(await decision()).toMatchObject({ matchedRule: 'self_harm' })
  })

  it.each([
    ['where answers wait for a person', { autoReplyEnabled: false }],
    ['where decisions are only logged', { aiEnabledForConversations: false }],
  ])('nothing is sent %s', async (_where, change) => {
    await changeMachineSettings(room.ctx, change)
    expect(await says('When do you deliver cakes on weekdays?')).toEqual([])
    expect(await decision()).toMatchObject({ matchedRule: 'outside_hours' })
  })

  it('a recording waits for a person too, and its contact is told', async () => {
    await receive(message(null, { type: 'audio' }))
    expect(await answer()).toMatchObject([{ text: away }])
  })

  it('automatic answers answer as usual where the workspace wants that, and within the hours', async () => {
    await changeMachineSettings(room.ctx, { outsideHours: 'answer' })
    expect(await says('When do you deliver cakes on weekdays?')).toMatchObject([
      { text: expect.stringContaining('nine to five') },
    ])
    await changeMachineSettings(room.ctx, { outsideHours: 'away' })
    outside.now = new Date('2031-01-13T12:00:00Z')
    expect((await says('When do you deliver cakes on weekdays?'))[0]).toMatchObject({
      text: expect.stringContaining('nine to five'),
    })
  })

  it('a holiday is outside, and an account may have hours of its own', async () => {
    outside.now = new Date(MONDAY)
    await changeMachineSettings(room.ctx, {
      openingHours: { ...openingHours, holidays: [{ date: '2031-01-06', name: 'Epiphany' }] },
    })
    expect(await tryMessage(room.ctx, { text: 'When do you deliver cakes on weekdays?' })).toMatchObject({
      matchedRule: 'outside_hours',
      answer: away,
    })
    const [account] = await asOwner<{ id: string }>(
      'select id from social_accounts where workspace_id = $1',
      [room.workspaceId],
    )
    await changeMachineSettings(room.ctx, { accountHours: [{ accountId: account?.id ?? '', hours: null }] })
    expect(await says('When do you deliver cakes on weekdays?')).toMatchObject([
      { text: expect.stringContaining('nine to five') },
    ])
  })

  it('hours of an account that is not there are refused', async () => {
    const other = await rooms.newWorkspace()
    const [account] = await asOwner<{ id: string }>(
      'select id from social_accounts where workspace_id = $1',
      [other.workspaceId],
    )
    await expect(
      changeMachineSettings(room.ctx, { accountHours: [{ accountId: account?.id ?? '', hours: null }] }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'accountHours.0.accountId' }] })
  })
})

it('a replay shows which messages business hours would have held, before they are saved', async () => {
  await changeMachineSettings(room.ctx, { outsideHours: 'answer' })
  await says('When do you deliver cakes on weekdays?')
  const replayed = await replayTriage(room.ctx, { settings: { outsideHours: 'away' }, limit: 100 })
  expect(replayed).toMatchObject({
    changed: 1,
    items: [
      {
        was: { decision: 'respond', matchedRule: null },
        would: { decision: 'escalate', matchedRule: 'outside_hours' },
      },
    ],
  })
  expect((await replayTriage(room.ctx, { limit: 100 })).changed).toBe(0)
  await changeMachineSettings(room.ctx, { outsideHours: 'away' })
  outside.now = new Date(NEXT_TUESDAY)
  await says('How much is bread?')
  const back = await replayTriage(room.ctx, { settings: { openingHours: null }, limit: 1 })
  expect(back.items).toMatchObject([
    { was: { matchedRule: 'outside_hours' }, would: { decision: null, matchedRule: null }, changed: true },
  ])
})
