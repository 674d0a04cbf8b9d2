import { beforeEach, describe, expect, it } from 'vitest'
import { actOn, changeAction, changeComment } from '#core/comments/actions/act.ts'
import { decideComment } from '#core/comments/actions/decide.ts'
import { lookForAction } from '#core/comments/actions/look.ts'
import { sendAction, sweepActions } from '#core/comments/actions/send.ts'
import { createDocument } from '#core/knowledge/actions/documents.ts'
import { indexDocument } from '#core/knowledge/actions/indexing.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { attention } from '#core/notifications/actions/attention.ts'
import { changeNotificationSettings } from '#core/notifications/actions/settings.ts'
import { mailComments, tellOfSilences } from '#core/notifications/actions/silences.ts'
import { today } from '#core/today/actions.ts'
import { createEndpoint } from '#core/webhooks/actions/endpoints.ts'
import { stageComments } from '#test/comments.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const rooms = startRooms()
const { outside, system } = rooms
const stage = stageComments(rooms)
const { comment, publish, read, work, saying } = stage
const MINUTE = 60_000
const pass = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const FACT = 'We are open on Sunday from ten to four.'
const QUESTION = 'Are you open on Sunday?'

async function bakery(): Promise<Room> {
  const room = await rooms.newWorkspace()
  const { id } = await createDocument(room.ctx, { title: 'Hours', text: FACT })
  await indexDocument(room.ctx, id)
  return room
}
/** A bakery with a post, under which people have written. */
async function under(...texts: string[]) {
  const room = await bakery()
  const postId = await publish(room)
  await read(room, postId, ...texts.map((text) => comment(text)))
  await work(room)
  return { room, postId }
}
const sent = () => outside.calls.map(({ text }) => text)

beforeEach(() => {
  outside.outcomes = []
  outside.calls = []
  outside.comments = []
  outside.commentPages = []
  outside.foundReplies = { kind: 'found', posts: [] }
})

describe('a person', () => {
  it('who answers first takes back what the machine was about to say', async () => {
    const room = await bakery()
    const postId = await publish(room)
    await read(room, postId, comment(QUESTION))
    const { id } = await saying(room, QUESTION)
    await decideComment(room.ctx, id)
    const person = rooms.as(room.workspaceId, room.userId)
    await actOn(person, id, { kind: 'reply', text: 'Yes, until four.' })
    await work(room)
    expect(sent()).toEqual(['Yes, until four.'])
    expect((await saying(room, QUESTION)).actions.map(({ author, status }) => [author, status])).toEqual([
      ['machine', 'cancelled'],
      ['person', 'sent'],
    ])
  })

  it('who answers on the platform itself takes it back as well', async () => {
    const room = await bakery()
    const postId = await publish(room)
    const asked = comment(QUESTION)
    await read(room, postId, asked)
    await decideComment(room.ctx, (await saying(room, QUESTION)).id)
    const own = comment('Yes!', {
      parentId: asked.id,
      author: { ...stage.person('Us'), id: room.externalId },
    })
    await read(room, postId, asked, own)
    await work(room)
    expect(sent()).toEqual([])
    expect(await saying(room, QUESTION)).toMatchObject({
      status: 'answered',
      actions: [{ status: 'cancelled' }],
    })
  })

  it('closes a comment, likes and hides it, each once', async () => {
    const { room } = await under('Do you ship to Peru?')
    const { id } = await saying(room, 'Do you ship to Peru?')
    await changeComment(room.ctx, id, { status: 'closed' })
    await actOn(room.ctx, id, { kind: 'like' })
    expect(await refusal(actOn(room.ctx, id, { kind: 'like' }))).toBe('not_possible')
    await actOn(room.ctx, id, { kind: 'hide' })
    await work(room)
    expect(await saying(room, 'Do you ship to Peru?')).toMatchObject({
      status: 'closed',
      liked: true,
      hidden: true,
    })
    expect((await saying(room, 'Do you ship to Peru?')).can).toEqual(['reply', 'unhide', 'private_reply'])
    await actOn(room.ctx, id, { kind: 'private_reply', text: 'Yes, we do.' })
    const recorded = await asOwner<{ action: string }>(
      `select action from audit_log where workspace_id = $1 and action like 'comment.%' order by created_at, id`,
      [room.workspaceId],
    )
    expect(recorded.map(({ action }) => action)).toEqual([
      'comment.close',
      'comment.like',
      'comment.hide',
      'comment.private_reply',
    ])
  })

  it('answers in private once for each comment, and within its time', async () => {
    const { room } = await under('Do you ship to Peru?')
    const { id } = await saying(room, 'Do you ship to Peru?')
    const reply = () => actOn(room.ctx, id, { kind: 'private_reply', text: 'Yes, we do.' })
    const both = await Promise.all([refusal(reply()), refusal(reply())])
    expect(both.toSorted()).toEqual(['done', 'not_possible'])
    const { room: other } = await under('Do you ship to Chile?')
    const late = await saying(other, 'Do you ship to Chile?')
    pass(8 * 24 * 60 * MINUTE)
    expect(await refusal(actOn(other.ctx, late.id, { kind: 'private_reply', text: 'Yes' }))).toBe(
      'not_possible',
    )
  })

  it('is told of a text that the platform would refuse before anything is queued', async () => {
    const { room } = await under('Do you ship to Peru?')
    const { id } = await saying(room, 'Do you ship to Peru?')
    expect(await refusal(actOn(room.ctx, id, { kind: 'reply', text: 'x'.repeat(301) }))).toBe('invalid_input')
  })
})

describe('an answer', () => {
  async function queued() {
    const room = await bakery()
    const postId = await publish(room)
    await read(room, postId, comment(QUESTION))
    const { id } = await saying(room, QUESTION)
    await decideComment(room.ctx, id)
    const [action] = (await saying(room, QUESTION)).actions
    return { room, postId, id, actionId: action?.id ?? '' }
  }
  const state = async (room: Room) => (await saying(room, QUESTION)).actions[0]

  it('is sent once, by however many its job is taken', async () => {
    const { room, actionId } = await queued()
    await Promise.all([sendAction(room.ctx, actionId), sendAction(room.ctx, actionId)])
    await sendAction(room.ctx, actionId)
    expect(outside.calls).toHaveLength(1)
  })

  it('whose sender was killed after its claim is looked for, and not sent again where it is there', async () => {
    const { room, actionId } = await queued()
    await asOwner(
      `update comment_actions set status = 'sending', fence = 1, attempts = 1, started_at = $2 where id = $1`,
      [actionId, outside.now],
    )
    await sweepActions(system)
    expect(await state(room)).toMatchObject({ status: 'sending' })
    pass(2 * MINUTE)
    const text = (await state(room))?.text ?? ''
    outside.foundReplies = {
      kind: 'found',
      posts: [{ id: 'there', url: null, text, createdAt: outside.now, marker: actionId }],
    }
    await sweepActions(system)
    pass(MINUTE)
    await sweepActions(system)
    await work(room)
    expect(await state(room)).toMatchObject({ status: 'sent' })
    expect(outside.calls).toEqual([])
  })

  it('of unknown outcome is sent again only once it surely is not there', async () => {
    const { room, actionId } = await queued()
    outside.outcomes = [{ kind: 'unknown', reason: 'No answer.' }]
    await sendAction(room.ctx, actionId)
    await lookForAction(room.ctx, actionId)
    expect(await state(room)).toMatchObject({ status: 'unknown' })
    pass(3 * MINUTE)
    await lookForAction(room.ctx, actionId)
    await work(room)
    expect(await state(room)).toMatchObject({ status: 'sent' })
    expect(outside.calls).toHaveLength(2)
  })

  it('that fails for good brings the comment to a person, who may try it again', async () => {
    const { room, actionId } = await queued()
    outside.outcomes = [{ kind: 'rejected', code: 'no', reason: 'Blocked.', advice: 'Leave it.' }]
    await work(room)
    expect(await saying(room, QUESTION)).toMatchObject({
      status: 'open',
      actions: [{ status: 'failed', error: 'Blocked. Leave it.' }],
    })
    await changeAction(room.ctx, actionId, { status: 'queued' })
    await work(room)
    expect(await saying(room, QUESTION)).toMatchObject({ status: 'answered', actions: [{ status: 'sent' }] })
  })

  it('waits where the platform asks to, and while machines are paused', async () => {
    const { room, actionId } = await queued()
    const until = new Date(outside.now.getTime() + 5 * MINUTE)
    outside.outcomes = [{ kind: 'limited', until, scope: 'account' }]
    await sendAction(room.ctx, actionId)
    expect(await sendAction(room.ctx, actionId)).toBe('nothing')
    await asOwner('update workspaces set paused_at = now() where id = $1', [room.workspaceId])
    pass(6 * MINUTE)
    expect(await sendAction(room.ctx, actionId)).toBe('nothing')
    await asOwner('update workspaces set paused_at = null where id = $1', [room.workspaceId])
    expect(await sendAction(room.ctx, actionId)).toBe('sent')
  })
})

describe('an outgoing webhook', () => {
  it('is told of a comment, of the decision on it, and of the answer, in their order and without a word of it', async () => {
    const room = await bakery()
    const { id } = await createEndpoint(room.ctx, {
      url: 'https://hooks.example.com',
      events: ['comment.received', 'comment.changed', 'comment_action.changed'],
    })
    const postId = await publish(room)
    await read(
      room,
      postId,
      comment(QUESTION),
      comment('Our own.', {
        author: { id: room.externalId, name: 'Bakery', handle: null, avatarUrl: null },
      }),
    )
    await work(room)
    const told = await asOwner<{
      order_key: string
      payload: { type: string; data: Record<string, unknown> }
    }>('select order_key, payload from outgoing_webhooks where endpoint_id = $1 order by position', [id])
    const { id: commentId } = await saying(room, QUESTION)
    expect(new Set(told.map(({ order_key }) => order_key))).toEqual(new Set([commentId]))
    expect(told.map(({ payload: { type, data } }) => [type, data.status, data.changed ?? data.kind])).toEqual(
      [
        ['comment.received', 'new', undefined],
        ['comment.changed', 'answered', ['status', 'triage']],
        ['comment_action.changed', 'sent', 'reply'],
      ],
    )
    expect(JSON.stringify(told)).not.toContain('Sunday')
  })
})

describe('a comment that waits for a person', () => {
  const HARD = 'Can you bake for two hundred people?'
  const calls = async (room: Room) =>
    (await attention(rooms.as(room.workspaceId, room.userId), room.userId)).comments
  /** Runs the chore and delivers its mails. Returns those to the room's owner. */
  async function mailed(room: Room) {
    outside.mails.length = 0
    outside.delivered.length = 0
    await tellOfSilences(system)
    for (const { job, workspaceId } of outside.delivered)
      if (job.type === 'notification.comments_mail' && workspaceId === room.workspaceId)
        await mailComments(system, workspaceId, job)
    return outside.mails
  }

  it('stands on Today and is counted until somebody deals with it, unless one does not want to be told', async () => {
    const { room } = await under(HARD, QUESTION)
    const { id } = await saying(room, HARD)
    const { waiting } = await today(room.ctx, {})
    expect(waiting.comments).toMatchObject({ total: 1, items: [{ id, authorName: 'Ana', text: HARD }] })
    expect(await calls(room)).toBe(1)
    await changeNotificationSettings(rooms.as(room.workspaceId, room.userId), room.userId, {
      commented: false,
    })
    expect(await calls(room)).toBe(0)
    await changeNotificationSettings(rooms.as(room.workspaceId, room.userId), room.userId, {
      commented: true,
    })
    await changeComment(room.ctx, id, { status: 'closed' })
    expect(await calls(room)).toBe(0)
    expect((await today(room.ctx, {})).waiting.comments.total).toBe(0)
  })

  it('is told of by mail once, after the time that a person sets, without a word of it', async () => {
    outside.now = new Date(Math.max(outside.now.getTime(), Date.now() + MINUTE))
    const { room } = await under(HARD)
    const { id } = await saying(room, HARD)
    pass(14 * MINUTE)
    expect(await mailed(room)).toEqual([])
    pass(2 * MINUTE)
    const [mail] = await mailed(room)
    expect(mail).toMatchObject({
      subject: expect.stringContaining('A comment waits for a person'),
      text: expect.stringContaining(`/comments?comment=${id}`),
    })
    expect(mail?.text).not.toContain('two hundred')
    pass(60 * MINUTE)
    expect(await mailed(room)).toEqual([])
  })

  it('is not told of by mail once somebody has dealt with it, nor to who wants none', async () => {
    outside.now = new Date(Math.max(outside.now.getTime(), Date.now() + MINUTE))
    const { room } = await under(HARD)
    const { id } = await saying(room, HARD)
    await changeNotificationSettings(rooms.as(room.workspaceId, room.userId), room.userId, {
      commented: false,
    })
    pass(20 * MINUTE)
    expect(await mailed(room)).toEqual([])
    await changeNotificationSettings(rooms.as(room.workspaceId, room.userId), room.userId, {
      commented: true,
    })
    await tellOfSilences(system)
    const job = outside.delivered
      .map(({ job }) => job)
      .find(({ type }) => type === 'notification.comments_mail')
    if (job?.type !== 'notification.comments_mail') throw new Error('Nobody is to be mailed.')
    await changeComment(room.ctx, id, { status: 'closed' })
    await mailComments(system, room.workspaceId, job)
    expect(outside.mails).toEqual([])
  })
})
