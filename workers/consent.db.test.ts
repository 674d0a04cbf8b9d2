import { beforeEach, describe, expect, it } from 'vitest'
import { changeEscalation, escalate, listEscalations } from '#core/inbox/actions/escalations.ts'
import { handBack, sendAsPerson, takeOver } from '#core/inbox/actions/threads.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
})
const { message, receive, conversations, conversationId, outbound, know, answer } = stageInbox(
  rooms,
  () => room,
)

/** Moves the clock on by a minute: messages of the same moment have no order. */
const later = () => {
  outside.now = new Date(outside.now.getTime() + 60_000)
}
const ask = async (text: string) => {
  later()
  await receive(message(text))
  return (await answer()).map((m) => m.text)
}

describe('the first machine answer to a contact', () => {
  beforeEach(() => know('We are open from nine to five on weekdays. Parking is behind the house.'))

  it('says that a machine writes, and the next one does not say it again', async () => {
    const [first] = await ask('When are you open on weekdays?')
    expect(first).toMatch(/^This is an automatic answer from Rooms\. .*\n\n.*nine to five/s)
    const [second] = await ask('Where is the parking?')
    expect(second).toMatch(/behind the house/)
    expect(second).not.toMatch(/automatic answer/)
  })

  it('says it in the workspace’s own words, once it has chosen some', async () => {
    await asOwner(`update ai_settings set disclosure = 'Robot Lumi here.' where workspace_id = $1`, [
      room.workspaceId,
    ])
    expect((await ask('When are you open on weekdays?'))[0]).toMatch(/^Robot Lumi here\.\n\n/)
  })
})

describe('a contact who says STOP', () => {
  beforeEach(() => know('We are open from nine to five on weekdays.'))

  it('is told once, is answered by no machine, and goes to a person who may still write', async () => {
    expect(await ask('STOP')).toEqual([expect.stringContaining('no more automatic messages')])
    expect((await conversations())[0]?.optedOutAt).not.toBeNull()
    expect(await ask('Stop!')).toHaveLength(1)
    expect(await ask('When are you open on weekdays?')).toHaveLength(1)
    const { items } = await listEscalations(room.ctx, { limit: 10 })
    expect(items).toMatchObject([{ reason: 'low_confidence', status: 'open' }])
    await sendAsPerson(room.ctx, await conversationId(), { text: 'Ada here: nine to five.' })
    expect(await outbound()).toHaveLength(2)
  })

  it('stops the answer that was queued and had not left', async () => {
    await receive(message('When are you open on weekdays?'))
    expect(await answer()).toMatchObject([{ status: 'queued' }])
    later()
    await receive(message('stop'))
    expect((await outbound())[0]).toMatchObject({ status: 'cancelled' })
  })

  it('is heard while machines are off, and while a person holds the conversation', async () => {
    await asOwner('update ai_rules set ai_control_enabled = false where workspace_id = $1', [
      room.workspaceId,
    ])
    await receive(message('unsubscribe'))
    expect(await answer()).toEqual([])
    expect((await conversations())[0]?.optedOutAt).not.toBeNull()
  })

  it('takes it back with START, and is answered again', async () => {
    await ask('STOP')
    await ask('START')
    expect((await conversations())[0]?.optedOutAt).toBeNull()
    const answers = await ask('When are you open on weekdays?')
    expect(answers.join()).toContain('nine to five')
  })
})

describe('an escalation', () => {
  const list = async () => (await listEscalations(room.ctx, { limit: 10 })).items

  it('says why, once per conversation, however often the machine gives up', async () => {
    await ask('Can I talk to a human please?')
    await ask('What is the airspeed of a swallow?')
    expect(await list()).toMatchObject([{ reason: 'customer_request', status: 'open', customerName: 'Ana' }])
  })

  it('is worked on by who takes the conversation and resolved when it is handed back; then there may be another', async () => {
    await ask('Can I talk to a human please?')
    const person = rooms.as(room.workspaceId, room.userId)
    await takeOver(person, await conversationId())
    expect(await list()).toMatchObject([
      { status: 'in_progress', assignedTo: { userId: room.userId, name: 'Ada Owner' } },
    ])
    await handBack(person, await conversationId())
    expect(await list()).toMatchObject([{ status: 'resolved', resolvedAt: expect.any(String) }])
    await ask('A human, please')
    expect((await list()).map(({ status }) => status)).toEqual(['open', 'resolved'])
  })

  it('is made by hand with a note, assigned to members only, and kept from another workspace', async () => {
    await receive(message('hello'))
    const made = await escalate(room.ctx, await conversationId(), { note: 'Knows our founder' })
    expect(made).toMatchObject({ reason: 'manual_escalation', note: 'Knows our founder', status: 'open' })
    await expect(escalate(room.ctx, await conversationId(), {})).rejects.toMatchObject({
      code: 'already_escalated',
    })
    const stranger = await rooms.newWorkspace()
    await expect(changeEscalation(stranger.ctx, made.id, { status: 'resolved' })).rejects.toMatchObject({
      kind: 'not_found',
    })
    const assign = (assignedTo: string) => changeEscalation(room.ctx, made.id, { assignedTo })
    await expect(assign(stranger.userId)).rejects.toMatchObject({ fields: [{ path: 'assignedTo' }] })
    expect(await assign(room.userId)).toMatchObject({ assignedTo: { userId: room.userId } })
    expect(await changeEscalation(room.ctx, made.id, { status: 'resolved' })).toMatchObject({
      status: 'resolved',
    })
  })
})
