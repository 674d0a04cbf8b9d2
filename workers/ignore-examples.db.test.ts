import { beforeEach, describe, expect, it } from 'vitest'
import { ignoreSuch } from '#core/inbox/actions/examples.ts'
import {
  changeMachineSettings,
  getMachineSettings,
  tryMessage,
} from '#core/inbox/actions/machine-settings.ts'
import { replayTriage } from '#core/inbox/actions/triage.ts'
import type { Ai } from '#core/lib/kernel/ai.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
const stage = stageInbox(rooms, () => room)
const { message, receive, answer, messages, know } = stage
const FLYER = 'I got your flyer in the mail today, nice design'

beforeEach(async () => {
  room = await rooms.newWorkspace()
  Object.assign(outside, { now: new Date('2031-01-06T12:00:00Z'), outcomes: [], calls: [], delivered: [] })
  await know('We deliver flyers from nine to five on weekdays.')
})

const says = async (text: string) => {
  outside.now = new Date(outside.now.getTime() + 60_000)
  await receive(message(text))
  await answer()
  const [newest] = (await messages()).filter(({ direction }) => direction === 'inbound')
  return newest
}
/** Counts what the models of the room are asked. */
const counting = () => {
  const asked = { generated: 0, embedded: [] as string[] }
  const { ai } = room.ctx
  const counted: Ai = {
    ...ai,
    generate: (...given) => {
      asked.generated++
      return ai.generate(...given)
    },
    embed: (texts) => {
      asked.embedded.push(...texts)
      return ai.embed(texts)
    },
  }
  room = { ...room, ctx: { ...room.ctx, ai: { ...counted, noting: undefined } as unknown as Ai } }
  return asked
}

describe('a message like an example to ignore', () => {
  it('is ignored before a model is asked, and says like which example and how much', async () => {
    await changeMachineSettings(room.ctx, { ignoreExamples: ['Merry Christmas', FLYER] })
    const asked = counting()
    expect(await says('Got your flyer in the mail today, really nice design!')).toMatchObject({
      triage: 'ignore',
      decision: {
        decision: 'ignore',
        matchedRule: 'ignore_example',
        model: 'rule',
        example: { text: FLYER, likeness: expect.any(Number) },
        reason: expect.stringMatching(/^It is \d\d % like the example to ignore “I got your flyer/),
      },
    })
    expect(asked.generated).toBe(0)
  })

  it('is not, if it is less alike than the workspace asks', async () => {
    await changeMachineSettings(room.ctx, { ignoreExamples: [FLYER], ignoreLikeness: 1 })
    const asked = counting()
    await says('Got your flyer by mail, how much do a hundred flyers cost?')
    expect(asked.generated).toBe(1)
  })

  it('is ignored only if all of a burst is', async () => {
    await changeMachineSettings(room.ctx, { ignoreExamples: [FLYER] })
    await receive(message(FLYER), message('When do you deliver flyers on weekdays?'))
    await answer()
    expect((await messages())[0]?.decision).toMatchObject({ model: 'offline/extractive-1', example: null })
  })

  it('is found by vectors that are made once for each example, and forgotten with it', async () => {
    await changeMachineSettings(room.ctx, { ignoreExamples: [FLYER, 'Merry Christmas'] })
    const asked = counting()
    await says(FLYER)
    await says(`${FLYER}!`)
    expect(asked.embedded.filter((text) => text === 'Merry Christmas')).toHaveLength(1)
    await changeMachineSettings(room.ctx, { ignoreExamples: ['Merry Christmas'] })
    expect(
      await asOwner('select text from ignore_example_vectors where workspace_id = $1', [room.workspaceId]),
    ).toEqual([{ text: 'Merry Christmas' }])
    expect((await says(FLYER))?.decision).not.toMatchObject({ matchedRule: 'ignore_example' })
  })

  it('goes to the model while nothing embeds', async () => {
    await changeMachineSettings(room.ctx, { ignoreExamples: [FLYER] })
    const { ai } = room.ctx
    const embed = () => Promise.reject(new Error('no engine'))
    room = { ...room, ctx: { ...room.ctx, ai: { ...ai, embed, noting: undefined } as unknown as Ai } }
    expect((await says(FLYER))?.decision).toMatchObject({ model: 'offline/extractive-1' })
  })

  it('is tried with examples and a threshold that are not saved, and says how alike it is', async () => {
    const text = 'Got your flyer in the mail, nice design'
    const settings = { ignoreExamples: [FLYER], ignoreLikeness: 0.5 }
    expect(await tryMessage(room.ctx, { text, settings })).toMatchObject({
      decision: 'ignore',
      matchedRule: 'ignore_example',
      example: { text: FLYER },
    })
    const strict = await tryMessage(room.ctx, { text, settings: { ...settings, ignoreLikeness: 1 } })
    expect(strict).toMatchObject({ example: { text: FLYER }, model: 'offline/extractive-1' })
    expect(await getMachineSettings(room.ctx)).toMatchObject({ ignoreExamples: [], ignoreLikeness: 0.8 })
  })
})

describe('a message that a person marks', () => {
  it('becomes an example, once; the record does not repeat what the contact wrote', async () => {
    const marked = await says(FLYER)
    const messageId = marked?.id ?? ''
    expect(await ignoreSuch(room.ctx, { messageId })).toEqual({ text: FLYER, added: true })
    expect(await ignoreSuch(room.ctx, { messageId })).toEqual({ text: FLYER, added: false })
    expect(await getMachineSettings(room.ctx)).toMatchObject({ ignoreExamples: [FLYER] })
    expect((await says(`${FLYER}!`))?.decision).toMatchObject({ matchedRule: 'ignore_example' })
    await changeMachineSettings(room.ctx, { ignoreExamples: [] })
    const log = await asOwner('select action, before, after from audit_log where workspace_id = $1', [
      room.workspaceId,
    ])
    expect(log).toContainEqual({ action: 'ai_settings.ignore_such', before: null, after: null })
    expect(JSON.stringify(log)).not.toContain('flyer in the mail')
  })

  it('has to be a contact’s, have a text, and be there; there is an end to examples', async () => {
    await receive(message(null, { type: 'audio' }), message('When do you deliver flyers on weekdays?'))
    await answer()
    for (const { id } of (await messages()).filter(
      ({ text, direction }) => !text || direction === 'outbound',
    ))
      await expect(ignoreSuch(room.ctx, { messageId: id })).rejects.toMatchObject({ code: 'invalid_input' })
    const other = await rooms.newWorkspace()
    const [question] = (await messages()).filter(({ text }) => text?.startsWith('When'))
    await expect(ignoreSuch(other.ctx, { messageId: question?.id ?? '' })).rejects.toMatchObject({
      kind: 'not_found',
    })
    await changeMachineSettings(room.ctx, {
      ignoreExamples: Array.from({ length: 50 }, (_, at) => `Example ${at}`),
    })
    await expect(ignoreSuch(room.ctx, { messageId: question?.id ?? '' })).rejects.toMatchObject({
      code: 'too_many_examples',
    })
  })
})

it('a replay shows which real messages an example would have ignored, and asks no model', async () => {
  await says(FLYER)
  await says('When do you deliver flyers on weekdays?')
  const asked = counting()
  const replayed = await replayTriage(room.ctx, { settings: { ignoreExamples: [FLYER] }, limit: 100 })
  expect(replayed).toMatchObject({
    changed: 1,
    items: [
      { changed: false },
      {
        changed: true,
        would: { decision: 'ignore', matchedRule: 'ignore_example', example: { text: FLYER } },
      },
    ],
  })
  expect(asked.generated).toBe(0)
})
