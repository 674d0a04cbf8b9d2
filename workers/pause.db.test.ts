import { beforeEach, describe, expect, it } from 'vitest'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { pauseWorkspace } from '#core/workspaces/actions/workspaces.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const QUESTION = 'At what time do you open on Saturdays?'
const rooms = startRooms()
const { outside } = rooms
let room: Room
const { message, receive, conversationId, messages, outbound, know, answer } = stageInbox(rooms, () => room)
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
  await know('On Saturdays we open from 10:00 to 14:00. We are closed on Sundays.')
  await receive(message(QUESTION))
})

const pause = () => pauseWorkspace(room.ctx, { reason: 'Stop.' })
const resume = () => pauseWorkspace(room.ctx, null)
const decisions = () => asOwner('select id from ai_decisions where workspace_id = $1', [room.workspaceId])

describe('a workspace that is paused', () => {
  it('while the model thinks writes nothing of what it thought, and answers once it is resumed', async () => {
    const thinking: Ctx = {
      ...room.ctx,
      ai: {
        ...room.ctx.ai,
        generate: async (task, input) => {
          await pause()
          return room.ctx.ai.generate(task, input)
        },
      },
    }
    expect(await respond(thinking, await conversationId())).toBe('nothing')
    expect([await outbound(), await decisions()]).toEqual([[], []])

    await resume()
    expect(await answer()).toMatchObject([
      { author: 'machine', text: expect.stringContaining('10:00 to 14:00') },
    ])
    expect(await decisions()).toHaveLength(1)
  })

  it('before the model is asked does not ask it', async () => {
    await pause()
    let asked = 0
    const generate: Ctx['ai']['generate'] = (task, input) => {
      asked++
      return room.ctx.ai.generate(task, input)
    }
    const counting: Ctx = { ...room.ctx, ai: { ...room.ctx.ai, generate } }
    expect(await respond(counting, await conversationId())).toBe('nothing')
    expect(asked).toBe(0)
    await resume()
    await respond(counting, await conversationId())
    expect(asked).toBe(1)
  })

  it('after the answer was queued holds it back, and sends it once when it is resumed', async () => {
    const [queued] = await answer()
    expect(queued).toMatchObject({ status: 'queued' })
    await pause()
    await sendQueued(room.ctx, await conversationId())
    expect(outside.calls).toEqual([])
    expect((await messages()).find(({ id }) => id === queued?.id)).toMatchObject({ status: 'queued' })

    await resume()
    await sendQueued(room.ctx, await conversationId())
    await sendQueued(room.ctx, await conversationId())
    expect(outside.calls.map(({ text }) => text)).toEqual([queued?.text])
  })

  it('a second time, or resumed a second time, records nothing twice', async () => {
    for (const turn of [pause, pause, resume, resume]) await turn()
    expect(
      await asOwner(
        `select action, count(*)::int as times from audit_log
         where workspace_id = $1 and action in ('workspace.pause', 'workspace.resume') group by 1 order by 1`,
        [room.workspaceId],
      ),
    ).toEqual([
      { action: 'workspace.pause', times: 1 },
      { action: 'workspace.resume', times: 1 },
    ])
  })
})
