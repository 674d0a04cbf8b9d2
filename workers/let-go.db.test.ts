import { beforeEach, describe, expect, it } from 'vitest'
import { changeConversation } from '#core/inbox/actions/conversations.ts'
import { changeEscalation, listEscalations } from '#core/inbox/actions/escalations.ts'
import { letGo } from '#core/inbox/actions/let-go.ts'
import { getConversation, sendAsPerson, takeOver } from '#core/inbox/actions/threads.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { createApiKey, revokeApiKey } from '#core/workspaces/actions/api-keys.ts'
import { changeRole, leaveWorkspace, removeMember } from '#core/workspaces/actions/members.ts'
import { scopesOf } from '#core/workspaces/rules/rights.ts'
import type { Role } from '#core/workspaces/schemas.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
const owner = scopesOf('owner')
let room: Room
/** An agent of the room. */
let agent: { ctx: Ctx; memberId: string; userId: string }
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
  agent = await joins('agent')
})
const { message, receive, conversationId, answer } = stageInbox(rooms, () => room)

async function joins(role: Role) {
  const [userId, memberId] = [newId(), newId()]
  await asOwner('insert into users (id, name, email) values ($1, $2, $3)', [
    userId,
    'Bob Agent',
    `${userId}@chorus.test`,
  ])
  await asOwner('insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, $4)', [
    memberId,
    room.workspaceId,
    userId,
    role,
  ])
  return { ctx: rooms.as(room.workspaceId, userId, 'Bob Agent'), memberId, userId }
}
/** Delivers the jobs, as the Worker does, and returns the conversations that were woken. */
async function deliver() {
  const rows = outside.delivered.splice(0)
  for (const { job } of rows) if (job.type === 'answering.ended') await letGo(room.ctx, job.actor)
  return outside.delivered
    .splice(0)
    .flatMap(({ job }) => (job.type === 'conversation.poke' ? job.conversationId : []))
}
const asked = async () => (await listEscalations(room.ctx, { limit: 10 })).items
const stands = async () => {
  const { heldBy, status, escalation } = await getConversation(room.ctx, await conversationId())
  return {
    heldBy: heldBy?.userId ?? heldBy?.name ?? null,
    status,
    assigned: escalation?.assignedTo?.userId ?? null,
  }
}
async function asksForPerson() {
  await receive(message('I want to speak to a person'))
  await answer()
}
async function keyHolds() {
  const key = await createApiKey(room.ctx, owner, { name: 'Bot', scopes: ['answer'] })
  const ctx: Ctx = { ...room.ctx, actor: { kind: 'api_key', id: key.id, name: 'Bot' } }
  return { key, ctx }
}

describe('what somebody held goes back to nobody, is looked at by the machine, and what was asked is asked again', () => {
  const leavings: [string, () => Promise<unknown>][] = [
    ['who is removed', () => removeMember(room.ctx, owner, agent.memberId)],
    ['who leaves', () => leaveWorkspace(agent.ctx)],
    ['who becomes a viewer', () => changeRole(room.ctx, owner, { id: agent.memberId, role: 'viewer' })],
    ['who becomes an analyst', () => changeRole(room.ctx, owner, { id: agent.memberId, role: 'analyst' })],
  ]
  it.each(leavings)('%s', async (_, leaves) => {
    await asksForPerson()
    const id = await conversationId()
    await takeOver(agent.ctx, id)
    expect(await stands()).toEqual({ heldBy: agent.userId, status: 'escalated', assigned: agent.userId })
    outside.delivered = []
    await leaves()
    expect(await deliver()).toEqual([id])
    expect(await stands()).toEqual({ heldBy: null, status: 'escalated', assigned: null })
    expect(await asked()).toMatchObject([{ status: 'open', assignedTo: null }])
  })

  it('a conversation that was never escalated', async () => {
    await receive(message('hello'))
    await sendAsPerson(agent.ctx, await conversationId(), { text: 'Hi, Bob here.' })
    await removeMember(room.ctx, owner, agent.memberId)
    expect(await deliver()).toContain(await conversationId())
    expect(await stands()).toEqual({ heldBy: null, status: 'active', assigned: null })
  })

  it('a key that is revoked, and no other key', async () => {
    await receive(message('hello'))
    const [kept, revoked] = [await keyHolds(), await keyHolds()]
    await takeOver(kept.ctx, await conversationId())
    await revokeApiKey(room.ctx, revoked.key.id)
    await deliver()
    expect(await stands()).toMatchObject({ heldBy: 'API' })
    await takeOver(revoked.ctx, await conversationId())
    await letGo(room.ctx, `api_key:${revoked.key.id}`)
    expect(await stands()).toMatchObject({ heldBy: null })
  })
})

describe('nothing is taken from', () => {
  it.each(['editor', 'admin', 'owner'] as const)('who becomes %s', async (role) => {
    await asksForPerson()
    await takeOver(agent.ctx, await conversationId())
    await changeRole(room.ctx, owner, { id: agent.memberId, role })
    await deliver()
    expect(await stands()).toMatchObject({ heldBy: agent.userId, assigned: agent.userId })
  })

  it('others, when somebody is removed', async () => {
    await asksForPerson()
    const other = await joins('agent')
    await takeOver(other.ctx, await conversationId())
    await removeMember(room.ctx, owner, agent.memberId)
    await deliver()
    expect(await stands()).toMatchObject({ heldBy: other.userId, assigned: other.userId })
  })

  it('who is back before the word of it arrives', async () => {
    await asksForPerson()
    await takeOver(agent.ctx, await conversationId())
    await changeRole(room.ctx, owner, { id: agent.memberId, role: 'viewer' })
    await changeRole(room.ctx, owner, { id: agent.memberId, role: 'agent' })
    await deliver()
    expect(await stands()).toMatchObject({ heldBy: agent.userId })
  })
})

describe('who holds a conversation and who is assigned to what was asked in it are one', () => {
  const change = async (assignedTo: string | null) => {
    const [escalation] = await asked()
    return changeEscalation(room.ctx, escalation?.id ?? '', { assignedTo })
  }
  const one = (userId: string | null) => expect.objectContaining({ heldBy: userId, assigned: userId })

  it('whichever of them is changed', async () => {
    await asksForPerson()
    const other = await joins('editor')
    await change(agent.userId)
    expect(await stands()).toEqual(one(agent.userId))
    await changeConversation(room.ctx, await conversationId(), { assignedTo: other.userId })
    expect(await stands()).toEqual(one(other.userId))
    await takeOver(agent.ctx, await conversationId())
    expect(await stands()).toEqual(one(agent.userId))
    await change(null)
    expect(await stands()).toEqual(one(null))
  })

  it('and nobody is assigned who may not answer', async () => {
    await asksForPerson()
    const viewer = await joins('viewer')
    await expect(change(viewer.userId)).rejects.toMatchObject({ fields: [{ path: 'assignedTo' }] })
    await expect(
      changeConversation(room.ctx, await conversationId(), { assignedTo: viewer.userId }),
    ).rejects.toMatchObject({ fields: [{ path: 'assignedTo' }] })
  })
})
