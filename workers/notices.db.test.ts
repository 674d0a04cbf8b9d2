import { beforeEach, describe, expect, it } from 'vitest'
import { changeConversation } from '#core/inbox/actions/conversations.ts'
import { listEscalations } from '#core/inbox/actions/escalations.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { sweepConversations } from '#core/inbox/actions/threads.ts'
import type { Update } from '#core/inbox/schemas.ts'
import { today } from '#core/today/actions.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

/*
 * A platform's notice in a contact's name is an event in the thread: it calls nobody.
 */

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
const { message, receive, conversations, conversationId, messages, outbound, know, answer } = stageInbox(
  rooms,
  () => room,
)
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [], deliveryError: null })
  room = await rooms.newWorkspace()
})

const ago = (seconds: number) => new Date(outside.now.getTime() - seconds * 1000)
const notice = (
  kind: NonNullable<NonNullable<Parameters<typeof message>[1]>['details']>['notice'],
  text: string | null = null,
  at = outside.now,
): Update => message(text, { type: 'system', at, details: { notice: kind } })
const isWoken = () => outside.delivered.some(({ job }) => job.type === 'conversation.poke')

describe.each([
  ['started', '/start ref42'],
  ['welcome', null],
  ['pinned', null],
  ['timer', null],
  ['write_access', null],
  ['revoked', null],
  ['edited', null],
  ['number_changed', 'Ana changed from 1 to 2'],
  ['other', 'Ana has a new security code'],
] as const)('the notice %s', (kind, text) => {
  it('is in the thread, decided by nobody, asked of nobody, and not waited for', async () => {
    await receive(notice(kind, text))
    expect(isWoken()).toBe(false)
    expect(await answer()).toEqual([])
    expect(await messages()).toMatchObject([
      { type: 'system', text, details: { notice: kind }, triage: null, decision: null },
    ])
    expect((await listEscalations(room.ctx, { limit: 10 })).items).toEqual([])
    expect((await conversations())[0]).toMatchObject({ status: 'active', optedOutAt: null })
    outside.delivered = []
    await asOwner(
      `update conversation_messages set created_at = now() - interval '2 minutes' where workspace_id = $1`,
      [room.workspaceId],
    )
    await sweepConversations(system)
    expect(outside.delivered.filter(({ workspaceId }) => workspaceId === room.workspaceId)).toEqual([])
  })
})

describe('a notice', () => {
  it('beside a question neither answers it nor makes it a person’s', async () => {
    await know('We are open from nine to five on weekdays.')
    await receive(notice('started', '/start'), message('When are you open on weekdays?'), notice('pinned'))
    expect((await answer()).map(({ text }) => text).join()).toContain('nine to five')
  })

  it('opens no window, takes nothing out of the archive and nothing to the top', async () => {
    await receive(message('Hello', { at: ago(600) }))
    const [before] = await conversations()
    await changeConversation(room.ctx, await conversationId(), { status: 'archived' })
    await receive(notice('pinned'))
    const [after] = await conversations()
    expect(after).toMatchObject({
      status: 'archived',
      lastMessage: { text: 'Hello' },
      lastMessageAt: before?.lastMessageAt,
      windowClosesAt: before?.windowClosesAt,
    })
  })

  it('after our answer leaves nobody waiting: no window of theirs is about to close', async () => {
    await know('We are open from nine to five on weekdays.')
    outside.now = new Date('2026-11-21T12:00:00Z')
    await receive(message('When are you open on weekdays?'))
    await answer()
    outside.outcomes = [{ kind: 'sent', id: 'answer' }]
    await sendQueued(room.ctx, await conversationId())
    outside.now = new Date('2026-11-22T09:30:00Z')
    await receive(notice('pinned'), message('👍', { type: 'reaction', at: ago(23 * 3_600) }))
    expect((await today(room.ctx, {})).waiting.windows.total).toBe(0)
  })
})

describe('who stops marketing on the platform itself', () => {
  const optedOut = async () => (await conversations())[0]?.optedOutAt !== null

  it('is opted out, whether or not they have ever written, and is told nothing', async () => {
    await receive(notice('marketing_stopped', 'User requested to stop marketing messages'))
    expect(await optedOut()).toBe(true)
    expect(await answer()).toEqual([])
    expect((await listEscalations(room.ctx, { limit: 10 })).items).toEqual([])
  })

  it('is opted in again when they take it back, in whatever order it is told', async () => {
    await receive(message('Hello', { at: ago(90) }))
    await receive(notice('marketing_resumed', null, ago(30)))
    await receive(notice('marketing_stopped', null, ago(60)))
    expect(await optedOut()).toBe(false)
    await receive(notice('marketing_stopped', null, ago(10)))
    expect(await optedOut()).toBe(true)
  })

  it('gets no answer that was queued and had not left', async () => {
    await know('We are open from nine to five on weekdays.')
    await receive(message('When are you open on weekdays?', { at: ago(60) }))
    await answer()
    await receive(notice('marketing_stopped'))
    expect((await outbound())[0]).toMatchObject({ status: 'cancelled' })
  })
})

it('a button whose words say something else is heard by what stands behind it', async () => {
  await receive(
    message('No thanks', {
      type: 'button',
      details: { choice: { id: 'STOP_PROMOTIONS', title: 'No thanks' } },
    }),
  )
  expect((await conversations())[0]?.optedOutAt).not.toBeNull()
  expect((await answer()).map(({ text }) => text)).toEqual([
    expect.stringContaining('no more automatic messages'),
  ])
})
