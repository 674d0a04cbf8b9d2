import { beforeEach, describe, expect, it } from 'vitest'
import { createCharacter, deleteCharacter, updateCharacter } from '#core/characters/actions/characters.ts'
import { addContent, getContent, listContent } from '#core/characters/actions/content.ts'
import {
  cancelGeneration,
  createGeneration,
  estimateGeneration,
  getGeneration,
  listGenerations,
  retryGeneration,
} from '#core/characters/actions/generations/ask.ts'
import { makeNext as makeNextIn, sweepGenerations } from '#core/characters/actions/generations/make.ts'
import { setAppearance, setPersonality } from '#core/characters/actions/parts.ts'
import { type CreateGeneration, createGenerationSchema } from '#core/characters/schemas.ts'
import type { Ai } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { Images, ImageWish, Pictured } from '#core/lib/kernel/images.ts'
import { addMedium, deleteMedium, placeMedium } from '#core/media/actions.ts'
import { png } from '#core/media/sample-files.ts'
import { pictureOf } from '#local/emulators/openai/picture.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const SIZE = { width: 1024, height: 1024 }
const USAGE = { inputTokens: 4, outputTokens: 1000, costMicros: 30_020 }
const makeNext = (by: Ctx) => makeNextIn(by, { place: placeMedium })
const rooms = startRooms()
const { outside } = rooms
let room: Room
let ctx: Ctx
let characterId: string
/** Requests to the provider of pictures, and its next answers; then a new picture each time. */
let asked: ImageWish[]
let answers: Pictured[]

/** A picture of its own for each seed. */
const made = (seed: number): Pictured => ({
  kind: 'made',
  bytes: new Uint8Array(pictureOf(Buffer.alloc(32, `${seed} looks like this`), SIZE)),
  mimeType: 'image/png',
  usage: USAGE,
})
const provider: Images = {
  model: 'openai/gpt-image-2',
  make: async (wish) => {
    asked.push(wish)
    return answers.shift() ?? made(asked.length)
  },
}

beforeEach(async () => {
  await asOwner('delete from content_generations')
  Object.assign(outside, { now: new Date(), delivered: [] })
  asked = []
  answers = []
  room = await rooms.newWorkspace()
  ctx = { ...room.ctx, images: provider }
  characterId = await adult()
})

async function adult(name = 'Mira') {
  const { id } = await createCharacter(ctx, { name, age: 27 })
  await setAppearance(ctx, id, { ageRange: '25-30', hairColor: 'red' })
  return id
}
const generate = (wish: Partial<CreateGeneration> = {}, by = ctx) =>
  createGeneration(
    by,
    createGenerationSchema.parse({ characterId, jobType: 'image', prompt: 'Mira in a café', ...wish }),
  )
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => `${error.code} ${error.fields.map(({ path }) => path).join()}`,
  )
const later = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
/** Makes all that is due now. */
async function makeAll(by = ctx) {
  const ends: boolean[] = []
  for (let end = await makeNext(by); end !== null; end = await makeNext(by)) ends.push(end)
  return ends
}
const media = async () => (await listContent(ctx, { characterId, limit: 100 })).items

describe('what is asked to be generated', () => {
  it('is made by the provider, and awaits approval with what it was made of', async () => {
    await setPersonality(ctx, characterId, { contentTone: 'positive' })
    const { id, status, contentIds } = await generate({ batchSize: 2, size: '1024x1024' })
    expect([status, contentIds]).toEqual(['queued', []])
    expect(outside.delivered.filter(({ job }) => job.type === 'generations.next')).toHaveLength(2)
    expect(await makeAll()).toEqual([true, true])
    const prompt = 'Mira in a café, 25-30 years old, red hair. mood: positive'
    expect(asked).toMatchObject([{ prompt, size: '1024x1024', quality: 'medium', reference: null }, {}])
    expect(await getGeneration(ctx, id)).toMatchObject({
      status: 'done',
      successCount: 2,
      failureCount: 0,
      credits: 20,
      costMicros: 2 * USAGE.costMicros,
      results: [{ status: 'done' }, { status: 'done' }],
      completedAt: outside.now.toISOString(),
    })
    const [second, first] = await media()
    expect(first).toMatchObject({
      contentType: 'image',
      origin: 'generated',
      approvalStatus: 'pending',
      duplicateOf: null,
      medium: { fileName: 'Mira 1.png', width: 1024, height: 1024 },
      generation: { prompt: 'Mira in a café', model: 'openai/gpt-image-2', assembled: prompt },
    })
    expect(first?.thumbnailUrl).not.toBeNull()
    expect((await getGeneration(ctx, id)).contentIds).toEqual([first?.id, second?.id])
  })

  it('is a card that says its words where there is no provider, and costs nothing', async () => {
    const without = { ...ctx, images: null }
    const { settings } = await generate({ prompt: 'Patience is a kind of speed. ☕' }, without)
    expect(settings).toMatchObject({ engine: 'card', model: null })
    expect(await makeAll(without)).toEqual([true])
    const [card] = await media()
    expect(card).toMatchObject({ comparedBy: 'look', generation: { model: null } })
    expect(card?.medium?.altText).toBe('Patience is a kind of speed. ☕')
    const { items } = await listGenerations(ctx, { limit: 10 })
    expect(items).toMatchObject([{ jobType: 'image', status: 'done', credits: 0, costMicros: 0 }])
  })

  it('is a text in the character’s voice, with what it looks like and remembers', async () => {
    await setPersonality(ctx, characterId, { humor: 1 })
    const inputs: unknown[] = []
    const ai: Ai = {
      ...ctx.ai,
      generate: (task, input, wish) => {
        inputs.push(input)
        return ctx.ai.generate(task, input, wish)
      },
    }
    await generate({ jobType: 'text', prompt: 'We open at eight.' })
    expect(await makeAll({ ...ctx, ai })).toEqual([true])
    expect(inputs).toMatchObject([
      {
        instructions: expect.stringContaining('humor 100 %'),
        looks: '25-30 years old, red hair',
        variant: 0,
      },
    ])
    expect(await media()).toMatchObject([
      { contentType: 'text', text: 'We open at eight. 😄', origin: 'generated', approvalStatus: 'pending' },
    ])
  })

  it('is made by urgency, then in the order of asking', async () => {
    await generate({ prompt: 'usual' })
    await generate({ prompt: 'later', priority: 9 })
    await generate({ prompt: 'first', priority: 1 })
    await makeAll()
    expect(asked.map(({ prompt }) => prompt.split(',')[0])).toEqual(['first', 'usual', 'later'])
  })

  it('says before what it costs', async () => {
    const estimate = (jobType: 'image' | 'card' | 'text', by = ctx) =>
      estimateGeneration(by, { jobType, batchSize: 3 })
    expect(await estimate('image')).toMatchObject({ engine: 'provider', credits: 30, costMicros: null })
    expect(await estimate('image', { ...ctx, images: null })).toMatchObject({ engine: 'card', credits: 0 })
    expect(await estimate('text')).toMatchObject({ model: 'offline/extractive-1', credits: 0 })
    expect(await refusal(estimateGeneration(ctx, { jobType: 'video', batchSize: 1 }))).toBe(
      'invalid_input jobType',
    )
  })

  it('is still told of when what came of it has left the library', async () => {
    const { id } = await generate()
    await makeAll()
    const [one] = await media()
    await deleteMedium(ctx, one?.medium?.id ?? '')
    expect(await media()).toEqual([])
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done', results: [{ contentId: one?.id }] })
  })

  it('points out what looks like what is there, and scores what is blank', async () => {
    answers.push(made(1), made(1), { ...made(1), bytes: png(1024, 1024) } as Pictured)
    await generate({ batchSize: 3 })
    await makeAll()
    const [blank, twin, first] = await media()
    expect(twin?.duplicateOf).toBe(first?.id)
    const detail = blank?.quality.find(({ check }) => check === 'detail')
    expect(detail?.points).toBe(0)
    expect(blank?.qualityScore).toBeLessThan(first?.qualityScore ?? 0)
  })
})

describe('nothing is generated, and no provider is asked,', () => {
  it.each([
    ['without an age', { age: null }, { ageRange: '25-30' }],
    ['under 18', { age: 17 }, { ageRange: '25-30' }],
    ['without an age range', { age: 27 }, { ageRange: null }],
    ['with an age range that begins under 18', { age: 27 }, { ageRange: '17-25' }],
  ])('for a character %s, of any kind', async (_what, change, look) => {
    await updateCharacter(ctx, characterId, change)
    await setAppearance(ctx, characterId, look)
    for (const jobType of ['image', 'card', 'text'] as const)
      expect(await refusal(generate({ jobType }))).toBe('invalid_input characterId')
  })

  it('for one that is not stated to be an adult any more when its turn comes', async () => {
    const { id } = await generate()
    await updateCharacter(ctx, characterId, { age: 17 })
    expect(await makeAll()).toEqual([false])
    expect(asked).toEqual([])
    expect(await getGeneration(ctx, id)).toMatchObject({
      status: 'failed',
      errorMessage: 'The character is not stated to be an adult any more.',
    })
  })

  it('with a face to which no right is recorded', async () => {
    const chunks = (async function* () {
      yield png(64, 64)
    })()
    const face = await addMedium(ctx, { fileName: 'face.png', claimed: null, chunks })
    expect(await refusal(generate({ useFace: true }))).toBe('invalid_input useFace')
    await updateCharacter(ctx, characterId, { profileImageId: face.id })
    expect(await refusal(generate({ useFace: true }))).toBe('invalid_input useFace')
    await setAppearance(ctx, characterId, { likenessRight: 'Invented for us.' })
    await generate({ useFace: true })
    await makeAll()
    expect(asked).toMatchObject([{ reference: { mimeType: 'image/png', fileName: 'face.png' } }])
    expect(asked[0]?.reference?.bytes).toEqual(png(64, 64))
    await generate({ useFace: true })
    await deleteMedium(ctx, face.id)
    expect(await makeAll()).toEqual([false])
    expect(asked).toHaveLength(1)
  })

  it('for a deleted character, as a video, or as a card of letters that it has not', async () => {
    expect(await refusal(generate({ jobType: 'video' }))).toBe('invalid_input jobType')
    expect(await refusal(generate({ jobType: 'card', prompt: '営業中' }))).toBe('invalid_input prompt')
    await deleteCharacter(ctx, characterId)
    expect(await refusal(generate())).toBe('character_deleted ')
  })
})

describe('what fails', () => {
  it('is tried again until its tries are used up, each later than the one before', async () => {
    answers = Array.from({ length: 3 }, () => ({ kind: 'failed', reason: 'OpenAI: 429' }))
    const { id } = await generate({ maxRetries: 2 })
    expect(await makeAll()).toEqual([false])
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'running', results: [{ status: 'queued' }] })
    later(30_000)
    expect(await makeAll()).toEqual([false])
    later(30_000)
    expect(await makeAll()).toEqual([])
    later(30_000)
    expect(await makeAll()).toEqual([false])
    expect(await getGeneration(ctx, id)).toMatchObject({
      status: 'failed',
      failureCount: 1,
      retryCount: 2,
      errorMessage: 'OpenAI: 429',
      credits: 0,
    })
    later(3_600_000)
    expect(await makeAll()).toEqual([])
    await retryGeneration(ctx, id, { unknown: false })
    expect(await makeAll()).toEqual([true])
    expect(asked).toHaveLength(4)
  })

  it('is not tried again where that changes nothing', async () => {
    answers.push({ kind: 'refused', reason: 'OpenAI: 400 moderation' })
    const { id } = await generate({ batchSize: 2 })
    expect(await makeAll()).toEqual([false, true])
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done', successCount: 1, failureCount: 1 })
  })

  it('is what comes and is no picture: nothing of it is kept', async () => {
    answers.push({ ...made(1), bytes: new Uint8Array([1, 2, 3]) } as Pictured)
    const { id } = await generate()
    expect(await makeAll()).toEqual([false])
    expect(await getGeneration(ctx, id)).toMatchObject({
      status: 'failed',
      errorMessage: 'What came is no picture that can be shown.',
    })
    expect(await media()).toEqual([])
  })

  it('is what cannot be paid: nothing is asked until somebody says so', async () => {
    const broke: Images = {
      ...provider,
      make: () => Promise.reject(new AppError('unpaid', 'credits_used_up', 'Used up.')),
    }
    const { id } = await generate()
    expect(await makeAll({ ...ctx, images: broke })).toEqual([false])
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'failed', errorMessage: 'Used up.' })
    await retryGeneration(ctx, id, { unknown: false })
    expect(await makeAll()).toEqual([true])
  })

  it('is a text that the character has already', async () => {
    await addContent(ctx, { characterId, text: 'We open at eight.', isNsfw: false })
    const { id } = await generate({ jobType: 'text', prompt: 'We open at eight.' })
    expect(await makeAll()).toEqual([false])
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'failed', results: [{ status: 'failed' }] })
  })
})

describe('a lost answer', () => {
  it('is unknown, and asked again only by a person who says so', async () => {
    answers.push({ kind: 'unknown', reason: 'OpenAI did not answer in time.' })
    const { id } = await generate()
    expect(await makeAll()).toEqual([false])
    expect(await getGeneration(ctx, id)).toMatchObject({
      status: 'unknown',
      failureCount: 1,
      errorMessage: 'OpenAI did not answer in time.',
    })
    later(3_600_000)
    expect(await makeAll()).toEqual([])
    expect(await refusal(retryGeneration(ctx, id, { unknown: false }))).toBe('not_failed ')
    await retryGeneration(ctx, id, { unknown: true })
    expect(await makeAll()).toEqual([true])
    expect(asked).toHaveLength(2)
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done', errorMessage: null })
  })
})

describe('cancelling', () => {
  it('ends what waits, and leaves what was made', async () => {
    const { id } = await generate({ batchSize: 3 })
    await makeNext(ctx)
    expect(await cancelGeneration(ctx, id)).toMatchObject({
      status: 'done',
      results: [{ status: 'done' }, { status: 'cancelled' }, { status: 'cancelled' }],
    })
    expect(await makeAll()).toEqual([])
    expect(await refusal(cancelGeneration(ctx, id))).toBe('generation_ended ')
    expect(asked).toHaveLength(1)
  })

  it('does not end what is being made: it lands', async () => {
    const { id } = await generate()
    const cancelling: Images = {
      ...provider,
      make: async (wish) => {
        expect(await refusal(cancelGeneration(ctx, id))).toBe('generation_ended ')
        return provider.make(wish)
      },
    }
    expect(await makeAll({ ...ctx, images: cancelling })).toEqual([true])
    expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done' })
  })
})

it('two workers make two items of one generation, and both are counted', async () => {
  const { id } = await generate({ batchSize: 4 })
  await Promise.all([makeAll(), makeAll()])
  expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done', successCount: 4 })
  expect(asked).toHaveLength(4)
})

it('the sweep asks again for what was left behind, once for each', async () => {
  await generate({ batchSize: 2 })
  outside.delivered = []
  expect(await sweepGenerations(rooms.system)).toBe(0)
  later(61_000)
  expect(await sweepGenerations(rooms.system)).toBe(2)
  expect(outside.delivered.map(({ job }) => job.type)).toEqual(['generations.next', 'generations.next'])
})

it('what another workspace asked for is neither listed nor made here', async () => {
  const { id } = await generate()
  const other = (await rooms.newWorkspace()).ctx
  expect((await listGenerations(other, { limit: 10 })).items).toEqual([])
  expect(await makeNext({ ...other, images: provider })).toBeNull()
  expect(await refusal(getGeneration(other, id))).toBe('not_found ')
  await makeAll()
  const [one] = await media()
  expect(await refusal(getContent(other, one?.id ?? ''))).toBe('not_found ')
})
