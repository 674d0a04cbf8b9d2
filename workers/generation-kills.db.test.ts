import { beforeEach, describe, expect, it } from 'vitest'
import { createCharacter } from '#core/characters/actions/characters.ts'
import { listContent } from '#core/characters/actions/content.ts'
import { createGeneration, getGeneration, retryGeneration } from '#core/characters/actions/generations/ask.ts'
import { makeNext as makeNextIn } from '#core/characters/actions/generations/make.ts'
import { setAppearance } from '#core/characters/actions/parts.ts'
import { createGenerationSchema } from '#core/characters/schemas.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { DeadlinePassed } from '#core/lib/kernel/deadline.ts'
import type { Images } from '#core/lib/kernel/images.ts'
import { placeMedium } from '#core/media/actions.ts'
import { pictureOf } from '#local/emulators/openai/picture.ts'
import { asOwner, startRooms } from '#test/database.ts'

/** A worker that dies at one of its steps: before it has an effect, or after it, without ever knowing. Whatever it does next fails too. */
class Mortal {
  step = 0
  dead = false
  readonly #dies: { at: number; when: 'before' | 'after' }

  constructor(dies: { at: number; when: 'before' | 'after' }) {
    this.#dies = dies
  }

  wrap<Args extends unknown[], R>(work: (...args: Args) => Promise<R>): (...args: Args) => Promise<R> {
    return async (...args) => {
      if (this.dead) throw new DeadlinePassed('It is dead.')
      const dies = this.step++ === this.#dies.at
      if (dies && this.#dies.when === 'before') return this.#die()
      const done = await work(...args)
      return dies ? this.#die() : done
    }
  }

  #die(): never {
    this.dead = true
    throw new DeadlinePassed('It dies.')
  }

  /** The context of this worker: every wait of it is a step. */
  context(ctx: Ctx): Ctx {
    const { images } = ctx
    return {
      ...ctx,
      db: {
        batch: this.wrap(ctx.db.batch) as Ctx['db']['batch'],
        tx: this.wrap(ctx.db.tx) as Ctx['db']['tx'],
      },
      blobs: {
        ...ctx.blobs,
        get: this.wrap(ctx.blobs.get),
        put: this.wrap(ctx.blobs.put),
        delete: this.wrap(ctx.blobs.delete),
      },
      reader: {
        ...ctx.reader,
        picture: this.wrap(ctx.reader.picture),
        card: this.wrap(ctx.reader.card),
      },
      images: images && { ...images, make: this.wrap(images.make) },
      ai: { ...ctx.ai, generate: this.wrap(ctx.ai.generate) as Ctx['ai']['generate'] },
    }
  }
}

const HOUR_MS = 3_600_000
const makeNext = (by: Ctx) => makeNextIn(by, { place: placeMedium })
const rooms = startRooms()
const { outside } = rooms
let ctx: Ctx
let characterId: string
let asked: number

beforeEach(async () => {
  await asOwner('delete from content_generations')
  outside.now = new Date()
  asked = 0
  const provider: Images = {
    model: 'openai/gpt-image-2',
    make: async () => {
      asked++
      const bytes = pictureOf(Buffer.alloc(32, `${asked} looks`), { width: 96, height: 96 })
      return {
        kind: 'made',
        bytes: new Uint8Array(bytes),
        mimeType: 'image/png',
        usage: { inputTokens: 1, outputTokens: 1, costMicros: 30 },
      }
    },
  }
  // A model that is paid: its answers are lost like those of a provider of pictures.
  const paid: Ctx['ai'] = {
    ...rooms.system.ai,
    offers: [],
    generate: async (task, input, wish) => {
      asked++
      return rooms.system.ai.generate(task, input, wish)
    },
  }
  const room = await rooms.newWorkspace()
  ctx = { ...room.ctx, images: provider, ai: paid }
  characterId = (await createCharacter(ctx, { name: 'Mira', age: 27 })).id
  await setAppearance(ctx, characterId, { ageRange: '25-30' })
})

const generate = (jobType: 'image' | 'card' | 'text') =>
  createGeneration(ctx, createGenerationSchema.parse({ characterId, jobType, prompt: 'We open at eight.' }))

/** Lets other workers go on, an hour at a time, until nothing is due any more. */
async function goOn(): Promise<void> {
  for (let hour = 0; hour < 3; hour++) {
    outside.now = new Date(outside.now.getTime() + HOUR_MS)
    while ((await makeNext(ctx)) !== null);
  }
}

/** Kills a worker at each of its steps, until one comes to its end. Returns how many were killed. */
async function killEach(
  jobType: 'image' | 'card' | 'text',
  when: 'before' | 'after',
  check: (id: string) => Promise<void>,
): Promise<number> {
  for (let at = 0; ; at++) {
    asked = 0
    const { id } = await generate(jobType)
    const mortal = new Mortal({ at, when })
    await makeNext(mortal.context(ctx)).catch((error: unknown) => {
      if (!mortal.dead) throw error
    })
    await goOn()
    await check(id)
    if (!mortal.dead) return at
    // A text is there once: the next one would be the same.
    if (jobType === 'text') await asOwner('delete from content where workspace_id = $1', [ctx.workspaceId])
  }
}

/** Reads the end of an item, and how much of it is in the media. */
async function endOf(id: string) {
  const { status, results, contentIds } = await getGeneration(ctx, id)
  const { items: media } = await listContent(ctx, { characterId, limit: 100 })
  return {
    status,
    item: results[0],
    landed: media.filter((one) => contentIds.includes(one.id)).length,
    media,
  }
}

describe.each(['before', 'after'] as const)('a worker that dies just %s any of its steps', (when) => {
  it.each(['image', 'text'] as const)(
    'loses no %s and pays none twice: it is there, or unknown until a person has it asked again',
    async (jobType) => {
      const ends: string[] = []
      let all = 0
      const killed = await killEach(jobType, when, async (id) => {
        const { status, landed } = await endOf(id)
        ends.push(status)
        expect(asked).toBeLessThanOrEqual(1)
        expect([status, landed]).toEqual(landed === 1 ? ['done', 1] : ['unknown', 0])
        if (status !== 'unknown') return void all++
        const before = asked
        await retryGeneration(ctx, id, { unknown: true })
        await goOn()
        expect(await endOf(id)).toMatchObject({ status: 'done', landed: 1 })
        expect(asked).toBe(before + 1)
        all++
      })
      expect(killed).toBeGreaterThan(6)
      expect(new Set(ends)).toEqual(new Set(['done', 'unknown']))
      if (jobType === 'image') expect((await endOf((await generate('image')).id)).media).toHaveLength(all)
    },
  )

  it('loses no card, and lands none twice', async () => {
    let all = 0
    const killed = await killEach('card', when, async (id) => {
      expect(await endOf(id)).toMatchObject({ status: 'done', landed: 1 })
      expect((await listContent(ctx, { characterId, limit: 100 })).items).toHaveLength(++all)
    })
    expect(killed).toBeGreaterThan(6)
  })
})

it('a picture that is stored is not asked again when its worker dies before it lands', async () => {
  const steps = await killEach('image', 'before', async () => undefined)
  // The last step before the end reads the character; the one before it is the transaction that lands.
  const { id } = await generate('image')
  asked = 0
  await makeNext(new Mortal({ at: steps - 2, when: 'before' }).context(ctx)).catch(() => undefined)
  expect(await getGeneration(ctx, id)).toMatchObject({ status: 'running' })
  await goOn()
  expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done' })
  expect(asked).toBe(1)
})

it('a worker that came back late lands nothing that another one has landed', async () => {
  const { id } = await generate('image')

  const slow: Images = {
    model: 'openai/gpt-image-2',
    make: async (wish) => {
      const made = await (ctx.images as Images).make(wish)
      // Its lease ends meanwhile: another worker finds it asked, and nothing stored.
      await goOn()
      return made
    },
  }
  const late = makeNext({ ...ctx, images: slow })
  expect(await late).toBe(false)
  expect(await getGeneration(ctx, id)).toMatchObject({ status: 'unknown', contentIds: [] })
  // The stored file is found when a person has it asked again: it is not paid a second time.
  await retryGeneration(ctx, id, { unknown: true })
  await goOn()
  expect(await getGeneration(ctx, id)).toMatchObject({ status: 'done' })
  expect(asked).toBe(1)
})
