import { beforeEach, describe, expect, it } from 'vitest'
import { summary } from '#core/figures/actions/figures.ts'
import { rollUp } from '#core/figures/actions/roll-up.ts'
import { giveFeedback, takeFeedbackBack } from '#core/inbox/actions/feedback.ts'
import { giveFeedbackSchema } from '#core/inbox/schemas/feedback.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
let room: Room
const stage = stageInbox(rooms, () => room)
beforeEach(async () => {
  room = await rooms.newWorkspace()
  await stage.know('We are open from nine to five on weekdays.')
  await stage.receive(stage.message('When are you open on weekdays?'))
  await stage.answer()
})

const decision = async () => {
  const found = (await stage.messages()).find(({ direction }) => direction === 'inbound')?.decision
  if (!found) throw new Error('Nothing was decided.')
  return found
}
const counted = async () => {
  await rollUp(rooms.system)
  const { figures } = await summary(room.ctx, {})
  return [figures.judgedRight.value, figures.judgedWrong.value]
}

describe('what a person thinks of a decision', () => {
  it('stands beside it, at its message and at its answer, and counts in the figures', async () => {
    const { id } = await decision()
    await giveFeedback(room.ctx, id, { verdict: 'right' })
    for (const message of await stage.messages())
      expect(message.decision?.feedback).toMatchObject({ verdict: 'right', betterAnswer: null })
    expect(await counted()).toEqual([1, 0])
  })

  it('is replaced by what is said later, and taken back', async () => {
    const { id } = await decision()
    await giveFeedback(room.ctx, id, { verdict: 'right' })
    await giveFeedback(room.ctx, id, { verdict: 'better', betterAnswer: 'From nine to six.' })
    expect((await decision()).feedback).toMatchObject({
      verdict: 'better',
      betterAnswer: 'From nine to six.',
    })
    expect(await counted()).toEqual([0, 1])
    await takeFeedbackBack(room.ctx, id)
    expect((await decision()).feedback).toBeNull()
    expect(await counted()).toEqual([0, 0])
    await expect(takeFeedbackBack(room.ctx, id)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('is said of one’s own workspace alone', async () => {
    const { id } = await decision()
    const other = await rooms.newWorkspace()
    await expect(giveFeedback(other.ctx, id, { verdict: 'wrong' })).rejects.toMatchObject({
      kind: 'not_found',
    })
    expect(await asOwner('select id from decision_feedback where decision_id = $1', [id])).toEqual([])
  })

  it.each([
    ['a better answer that is missing', { verdict: 'better' }],
    ['one that is empty', { verdict: 'better', betterAnswer: ' ' }],
    ['one of what was right', { verdict: 'right', betterAnswer: 'Yes.' }],
    ['a verdict that there is not', { verdict: 'fine' }],
  ])('is refused with %s', (_what, given) => {
    expect(giveFeedbackSchema.safeParse(given).success).toBe(false)
  })
})
