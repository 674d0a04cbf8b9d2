import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { respond } from './actions/respond.ts'
import { handBack, sendAsPerson, takeOver } from './actions/threads.ts'
import { RESTARTS_AT_MOST } from './rules/decisions.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
let generations = 0
beforeEach(async () => {
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
  generations = 0
})

const { message, receive, conversationId, outbound, know } = stageInbox(rooms, () => room)
const QUESTION = 'When are you open on Saturdays?'
const FACTS = '# Hours\n\nOn Saturdays we are open from nine to five.'

/** Returns the workspace's context with model calls counted; `meanwhile` runs during each. */
const counting = (meanwhile: () => Promise<void> = async () => undefined): Ctx => ({
  ...room.ctx,
  ai: {
    ...room.ctx.ai,
    async generate(...args: Parameters<Ctx['ai']['generate']>) {
      generations++
      await meanwhile()
      return room.ctx.ai.generate(...args)
    },
  } as Ctx['ai'],
})
const decisions = () =>
  asOwner<{ decision: string; rule: string | null; reason: string; burst: string[] }>(
    `select decision, matched_rule as rule, reason, snapshot_json->'burst' as burst from ai_decisions where workspace_id = $1 order by created_at`,
    [room.workspaceId],
  )
const undecided = async () => {
  const [row] = await asOwner<{ n: number }>(
    `select count(*)::int as n from conversation_messages where workspace_id = $1 and direction = 'inbound' and ai_decision_id is null`,
    [room.workspaceId],
  )
  return row?.n
}
/** Makes this many texts of one delivery, a millisecond apart, the question last. */
const many = (count: number, at = outside.now) =>
  Array.from({ length: count }, (_, n) =>
    message(n === count - 1 ? QUESTION : `Line ${n}`, { at: new Date(at.getTime() - count + n) }),
  )
const switchMachine = (on: boolean) =>
  asOwner('update ai_rules set ai_control_enabled = $2 where workspace_id = $1', [room.workspaceId, on])

describe('one decision covers all that is undecided, and one model call makes it', () => {
  it.each([1, 2, 49, 50, 51, 60, 200, 201, 450])('of %i messages at once', async (count) => {
    await know(FACTS)
    await receive(...many(count))
    expect(await respond(counting(), await conversationId())).toBe('decided')
    expect(await undecided()).toBe(0)
    expect(generations).toBe(1)
    expect((await decisions()).map(({ decision }) => decision)).toEqual(['respond'])
    expect((await outbound()).map(({ text }) => text)).toEqual([expect.stringContaining('nine to five')])
    expect(await respond(counting(), await conversationId())).toBe('nothing')
    expect(generations).toBe(1)
  })

  it('when a conversation is handed back in which sixty came in', async () => {
    await receive(message('hello'))
    const id = await conversationId()
    await takeOver(room.ctx, id)
    await receive(...many(60))
    expect(await respond(counting(), id)).toBe('held')
    expect(generations).toBe(0)
    await handBack(room.ctx, id)
    expect(await respond(counting(), id)).toBe('decided')
    expect([await undecided(), generations]).toEqual([0, 1])
  })

  it('when the machine is switched on after sixty came in', async () => {
    await switchMachine(false)
    await receive(...many(60))
    expect(await respond(counting(), await conversationId())).toBe('nothing')
    await switchMachine(true)
    expect(await respond(counting(), await conversationId())).toBe('decided')
    expect([await undecided(), generations]).toEqual([0, 1])
  })

  it('of texts that are too long to be read: the newest are, and the reason says how many', async () => {
    await receive(...Array.from({ length: 60 }, (_, n) => message(`${n} ${'word '.repeat(200)}`)))
    await respond(counting(), await conversationId())
    const [decision] = await decisions()
    expect(decision?.burst.length).toBeLessThan(20)
    expect(decision?.reason).toContain(`Only the newest ${decision?.burst.length} messages were read.`)
    expect(await undecided()).toBe(0)
  })
})

describe('what is asked', () => {
  it('is not what a person has answered before handing back', async () => {
    await receive(message(QUESTION))
    const id = await conversationId()
    outside.now = new Date(outside.now.getTime() + 1_000)
    await sendAsPerson(room.ctx, id, { text: 'From nine.' })
    await handBack(room.ctx, id)
    expect(await respond(counting(), id)).toBe('decided')
    expect(await decisions()).toMatchObject([{ decision: 'ignore', rule: 'answered' }])
    expect([await undecided(), generations]).toEqual([0, 0])
  })

  it('is what came in after a person’s answer, with the line before it as what was said', async () => {
    await know(FACTS)
    await receive(message('Do you have parking?'))
    const id = await conversationId()
    outside.now = new Date(outside.now.getTime() + 1_000)
    await sendAsPerson(room.ctx, id, { text: 'Yes, behind the house.' })
    outside.now = new Date(outside.now.getTime() + 1_000)
    await receive(message(QUESTION))
    await handBack(room.ctx, id)
    const transcripts: unknown[] = []
    const watching = {
      ...room.ctx,
      ai: {
        ...room.ctx.ai,
        generate: ((task, input, wish) => {
          transcripts.push((input as { transcript: unknown }).transcript)
          return room.ctx.ai.generate(task, input, wish)
        }) as Ctx['ai']['generate'],
      },
    }
    await respond(watching, id)
    expect((await decisions()).map(({ burst }) => burst)).toEqual([[QUESTION]])
    expect(transcripts).toEqual([
      [
        { author: 'contact', text: 'Do you have parking?' },
        { author: 'person', text: 'Yes, behind the house.' },
      ],
    ])
  })

  it('is what a contact wrote after a person’s answer in the same second of the platform', async () => {
    await receive(message('Do you have parking?'))
    const id = await conversationId()
    const second = new Date(Math.floor(outside.now.getTime() / 1000) * 1000)
    await sendAsPerson(room.ctx, id, { text: 'Yes, behind the house.' })
    outside.now = new Date(outside.now.getTime() + 5_000)
    await receive(message(QUESTION, { at: second }))
    await handBack(room.ctx, id)
    await respond(counting(), id)
    expect((await decisions()).map(({ burst }) => burst)).toEqual([[QUESTION]])
  })

  it('is not what was written days before the machine was switched on', async () => {
    await know(FACTS)
    const { now } = outside
    await receive(message('An old question', { at: new Date(now.getTime() - 3 * 24 * 3_600_000) }))
    await receive(message(QUESTION, { at: now }))
    await respond(counting(), await conversationId())
    expect((await decisions()).map(({ burst }) => burst)).toEqual([[QUESTION]])
    expect(await undecided()).toBe(0)
  })
})

describe('a contact who writes on while it is thought about', () => {
  const writesOn = () => receive(message('And one more thing'))

  it('is thought about anew', async () => {
    await receive(message(QUESTION))
    expect(await respond(counting(writesOn), await conversationId())).toBe('again')
    expect(await undecided()).toBe(2)
  })

  it('without end is answered on what was read in the end, and the rest is a burst of its own', async () => {
    await know(FACTS)
    await receive(message(QUESTION))
    const id = await conversationId()
    const came: string[] = []
    for (let restarts = 0; came.at(-1) !== 'decided'; restarts++)
      came.push(await respond(counting(writesOn), id, { insist: restarts >= RESTARTS_AT_MOST }))
    expect(came).toEqual([...Array(RESTARTS_AT_MOST).fill('again'), 'decided'])
    expect(generations).toBe(RESTARTS_AT_MOST + 1)
    expect(await undecided()).toBe(1)
    expect(await respond(counting(), id)).toBe('decided')
    expect(await undecided()).toBe(0)
  })

  it('and says STOP is not answered, not even on what was read in the end', async () => {
    await know(FACTS)
    await receive(message(QUESTION))
    const id = await conversationId()
    const stops = () => receive(message('STOP'))
    expect(await respond(counting(stops), id, { insist: true })).toBe('again')
    expect([await outbound(), await decisions()]).toEqual([[], []])
    expect(await respond(counting(), id, { insist: true })).toBe('decided')
    expect(await decisions()).toMatchObject([{ rule: 'opt_out' }])
    expect((await outbound()).map(({ text }) => text).join()).not.toContain('nine to five')
  })

  it('is thought about anew too when what was said is edited meanwhile', async () => {
    await receive(message('Open?', { id: 'edited' }))
    const edits = () => receive(message(QUESTION, { id: 'edited', key: 'edit', details: { edited: true } }))
    expect(await respond(counting(edits), await conversationId())).toBe('again')
  })
})

it('is answered by the words of the knowledge while no engine embeds', async () => {
  await know(FACTS)
  await receive(message(QUESTION))
  const wordless = {
    ...room.ctx,
    ai: { ...room.ctx.ai, embed: () => Promise.reject(new Error('The engine is away.')) },
  }
  expect(await respond(wordless, await conversationId())).toBe('decided')
  expect((await outbound()).map(({ text }) => text)).toEqual([expect.stringContaining('nine to five')])
})
