import { beforeEach, describe, expect, it } from 'vitest'
import { createCannedReply, listCannedReplies } from '#core/inbox/actions/canned-replies.ts'
import { changeConversation, changeConversations } from '#core/inbox/actions/conversations.ts'
import { changeLabel, createLabel, deleteLabel, listLabels } from '#core/inbox/actions/labels.ts'
import { changeNote, createNote, deleteNote, listNotes } from '#core/inbox/actions/notes.ts'
import { readConversation } from '#core/inbox/actions/reads.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { listConversations } from '#core/inbox/actions/threads.ts'
import { createTriageRule, getTriageRule } from '#core/inbox/actions/triage-rules.ts'
import { createTriageRuleSchema } from '#core/inbox/schemas/triage-rules.ts'
import { attention } from '#core/notifications/actions/attention.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
const { message, receive, conversations, conversationId, messages } = stageInbox(rooms, () => room)
beforeEach(async () => {
  room = await rooms.newWorkspace()
  Object.assign(outside, { now: new Date('2026-11-23T12:00:00Z'), outcomes: [], calls: [], delivered: [] })
})

const member = async (role: string, name = 'Ben') => {
  const [person] = await asOwner<{ id: string }>(
    `with person as (insert into users (id, name, email, email_verified) values (gen_random_uuid(), $3, gen_random_uuid() || '@chorus.test', true) returning id)
     insert into members (id, workspace_id, user_id, role, created_at) select gen_random_uuid(), $1, id, $2, '2026-01-01' from person returning user_id as id`,
    [room.workspaceId, role, name],
  )
  return person?.id ?? ''
}
const label = (name: string, color = '#0b7285') => createLabel(room.ctx, { name, color })
const from = (name: string) => ({ userId: `US.${name}`, name })
/** A second after what was said last. */
const say = (text: string, name = 'Ana') => {
  outside.now = new Date(outside.now.getTime() + 1_000)
  return receive(message(text, { from: from(name) }))
}
const names = async (query: Partial<Parameters<typeof listConversations>[1]> = {}) =>
  (await listConversations(room.ctx, { limit: 50, ...query })).items.map(({ customer }) => customer.name)
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe('a label', () => {
  it('is on the conversations it was put on, finds them, and is gone from them once deleted', async () => {
    await say('One', 'Ana')
    await say('Two', 'Ben')
    const [ben, ana] = await conversations()
    const [vip, late] = [await label('VIP'), await label('Late', '#C2255C')]
    await changeConversation(room.ctx, ana?.id ?? '', { addLabels: [vip.id, late.id] })
    await changeConversation(room.ctx, ben?.id ?? '', { addLabels: [late.id] })
    expect(await names({ labelId: vip.id })).toEqual(['Ana'])
    expect(await names({ labelId: late.id })).toEqual(['Ben', 'Ana'])
    expect((await conversations()).map(({ labels }) => labels.map(({ name }) => name))).toEqual([
      ['Late'],
      ['Late', 'VIP'],
    ])
    await changeConversation(room.ctx, ana?.id ?? '', { removeLabels: [late.id], addLabels: [vip.id] })
    expect(await names({ labelId: late.id })).toEqual(['Ben'])
    await deleteLabel(room.ctx, vip.id)
    expect(await names({ labelId: vip.id })).toEqual([])
    expect((await conversations()).map(({ labels }) => labels.length)).toEqual([1, 0])
  })

  it('has a name that no other has, whatever the case, and keeps its place in the alphabet', async () => {
    const one = await label('Refund')
    await label('angry')
    expect(await refusal(label('REFUND'))).toBe('name_taken')
    expect(await refusal(changeLabel(room.ctx, one.id, { name: 'Angry' }))).toBe('name_taken')
    const { items } = await listLabels(room.ctx, { limit: 100 })
    expect(items.map(({ name }) => name)).toEqual(['angry', 'Refund'])
  })

  it('of another workspace is refused, and nothing is changed', async () => {
    await say('One')
    const other = await rooms.newWorkspace()
    const foreign = await createLabel(other.ctx, { name: 'Theirs', color: '#000000' })
    const id = await conversationId()
    expect(
      await refusal(changeConversation(room.ctx, id, { addLabels: [foreign.id], status: 'archived' })),
    ).toBe('invalid_input')
    expect(await conversations()).toMatchObject([{ status: 'active', labels: [] }])
  })

  it('is put on by a rule that decides, asked for by another, and forgotten by rules once deleted', async () => {
    const refund = await label('Refund')
    const rule = await createTriageRule(
      room.ctx,
      createTriageRuleSchema.parse({
        name: 'Refunds',
        when: { contains: 'refund' },
        decision: 'ignore',
        labelIds: [refund.id],
      }),
    )
    await createTriageRule(
      room.ctx,
      createTriageRuleSchema.parse({ name: 'Again', when: { labelId: refund.id }, decision: 'escalate' }),
    )
    await say('My refund, please')
    await respond(room.ctx, await conversationId())
    expect(await conversations()).toMatchObject([{ labels: [{ name: 'Refund' }], status: 'active' }])
    await say('Where is it?')
    await respond(room.ctx, await conversationId())
    expect((await messages())[0]?.decision?.rule?.name).toBe('Again')
    await deleteLabel(room.ctx, refund.id)
    expect((await getTriageRule(room.ctx, rule.id)).labelIds).toEqual([])
  })
})

describe('a change of several conversations', () => {
  it('is made of all of them, each with its line in the audit log', async () => {
    await say('One', 'Ana')
    await say('Two', 'Ben')
    const vip = await label('VIP')
    const ids = (await conversations()).map(({ id }) => id)
    const { items } = await changeConversations(room.ctx, {
      ids: [...ids, ...ids],
      change: { status: 'archived', addLabels: [vip.id] },
    })
    expect(items.map(({ status, labels }) => [status, labels[0]?.name])).toEqual([
      ['archived', 'VIP'],
      ['archived', 'VIP'],
    ])
    const lines = await asOwner<{ object_id: string }>(
      `select object_id from audit_log where workspace_id = $1 and action = 'conversation.change'`,
      [room.workspaceId],
    )
    expect(lines.map(({ object_id }) => object_id).toSorted()).toEqual(ids.toSorted())
  })

  it('is made of none if one of them does not exist', async () => {
    await say('One')
    const ids = [await conversationId(), '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e99']
    expect(await refusal(changeConversations(room.ctx, { ids, change: { status: 'archived' } }))).toBe(
      'not_found',
    )
    expect(await conversations()).toMatchObject([{ status: 'active' }])
  })
})

describe('a note', () => {
  it('is for the team alone: it is no message, sends nothing, and no model reads it', async () => {
    await say('Do you open at ten?')
    const id = await conversationId()
    await createNote(room.ctx, { conversationId: id, text: 'The secret word is rhubarb.', mentions: [] })
    await respond(room.ctx, id)
    await say('What is the secret word?')
    await respond(room.ctx, id)
    expect(JSON.stringify(await messages())).not.toContain('rhubarb')
    expect(outside.calls.map(({ text }) => text).join()).not.toContain('rhubarb')
    const stored = await asOwner(`select * from ai_decisions where workspace_id = $1`, [room.workspaceId])
    expect(stored.length).toBe(2)
    expect(JSON.stringify(stored)).not.toContain('rhubarb')
    expect((await listNotes(room.ctx, { conversationId: id, limit: 50 })).items).toMatchObject([
      { text: 'The secret word is rhubarb.', mentions: [], editedAt: null },
    ])
  })

  it('calls for whom it names, and for nobody else, until they have looked', async () => {
    await say('One')
    const id = await conversationId()
    const [ben, cleo] = [await member('viewer'), await member('agent', 'Cleo')]
    const asBen = rooms.as(room.workspaceId, ben)
    const calls = async (who: string) =>
      (await attention(rooms.as(room.workspaceId, who), who)).calls.map(({ kind }) => kind)
    for (const who of [ben, cleo])
      await readConversation(rooms.as(room.workspaceId, who), id, { userId: who })
    outside.now = new Date('2026-11-23T12:05:00Z')
    await createNote(room.ctx, { conversationId: id, text: '@Ben please look', mentions: [ben] })
    expect(await calls(ben)).toEqual(['mentioned'])
    expect(await calls(cleo)).toEqual([])
    expect((await listConversations(asBen, { limit: 50 })).items).toMatchObject([{ unread: true }])
    outside.now = new Date('2026-11-23T12:06:00Z')
    await readConversation(asBen, id, { userId: ben })
    expect(await calls(ben)).toEqual([])
    expect((await listConversations(asBen, { limit: 50 })).items).toMatchObject([{ unread: false }])
  })

  it('calls for whom it names in an archived conversation too', async () => {
    await say('One')
    const id = await conversationId()
    const ben = await member('agent')
    await changeConversation(room.ctx, id, { status: 'archived' })
    await createNote(room.ctx, { conversationId: id, text: '@Ben', mentions: [ben] })
    const { calls, unread } = await attention(rooms.as(room.workspaceId, ben), ben)
    expect(calls.map(({ kind }) => kind)).toEqual(['mentioned'])
    expect(unread.open).toBe(0)
  })

  it('that is changed calls for who is newly named alone, and no more for who is not', async () => {
    await say('One')
    const id = await conversationId()
    const [ben, cleo] = [await member('agent'), await member('agent', 'Cleo')]
    const note = await createNote(room.ctx, { conversationId: id, text: '@Ben', mentions: [ben] })
    const changed = await changeNote(room.ctx, note.id, { text: '@Cleo', mentions: [cleo] })
    expect(changed).toMatchObject({ text: '@Cleo', mentions: [{ userId: cleo, name: 'Cleo' }] })
    expect(changed.editedAt).not.toBeNull()
    expect(
      (await attention(rooms.as(room.workspaceId, ben), ben)).calls.map(({ kind }) => kind),
    ).not.toContain('mentioned')
  })

  it('is changed and deleted by its author alone', async () => {
    await say('One')
    const ben = await member('admin')
    const asBen = rooms.as(room.workspaceId, ben)
    const id = await conversationId()
    const note = await createNote(asBen, { conversationId: id, text: 'Mine', mentions: [] })
    expect(await refusal(changeNote(room.ctx, note.id, { text: 'Yours' }))).toBe('not_the_author')
    expect(await refusal(deleteNote(room.ctx, note.id))).toBe('not_the_author')
    await deleteNote(asBen, note.id)
    expect((await listNotes(room.ctx, { limit: 50 })).items).toEqual([])
  })

  it('names members of the workspace alone, and its words stay out of the audit log', async () => {
    await say('One')
    const other = await rooms.newWorkspace()
    const id = await conversationId()
    const named = (mentions: string[]) =>
      createNote(room.ctx, { conversationId: id, text: 'rhubarb', mentions })
    expect(await refusal(named([other.userId]))).toBe('invalid_input')
    await named([])
    const lines = await asOwner(
      `select before, after from audit_log where workspace_id = $1 and action = 'note.create'`,
      [room.workspaceId],
    )
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain('rhubarb')
  })
})

describe('a canned reply', () => {
  it('is filled with what the conversation knows, and says what it does not know', async () => {
    await say('One', 'Ana Díaz')
    const id = await conversationId()
    await createCannedReply(room.ctx, {
      shortcut: 'hi',
      text: 'Hello {contact.first_name|there}, here is {agent.name}.',
    })
    const { items } = await listCannedReplies(room.ctx, { conversationId: id, limit: 150 })
    expect(items).toMatchObject([
      { filled: { text: 'Hello Ana, here is {agent.name}.', missing: ['agent.name'] } },
    ])
    expect((await listCannedReplies(room.ctx, { limit: 150 })).items).toMatchObject([{ filled: null }])
  })

  it('has a shortcut of its own', async () => {
    await createCannedReply(room.ctx, { shortcut: 'hi', text: 'Hello' })
    expect(await refusal(createCannedReply(room.ctx, { shortcut: 'hi', text: 'Hi' }))).toBe('shortcut_taken')
  })
})
