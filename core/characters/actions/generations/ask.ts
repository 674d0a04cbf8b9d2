import { modelFor } from '#core/lib/kernel/ai.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { IMAGE_CREDITS, PICTURE } from '#core/lib/kernel/images.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { adulthood } from '../../queries.ts'
import { pictureAsked } from '../../rules/generations/asked.ts'
import { engineOf, jobProblem } from '../../rules/generations/plan.ts'
import { personalityPrompt } from '../../rules/traits.ts'
import {
  type CreateGeneration,
  type EstimateGeneration,
  type Generation,
  type GenerationEstimate,
  type GenerationSettings,
  type GenerationStatus,
  type JobType,
  type RetryGeneration,
  writeTask,
} from '../../schemas.ts'
import * as items from '../../store/generation-items.ts'
import * as store from '../../store/generations.ts'
import { getAppearance, speakerOf } from '../parts.ts'

/** Costs are estimated by the calls of so many milliseconds before. */
const LATELY_MS = 30 * 86_400_000
const NOT_ADULT =
  'Nothing is generated for a character that is not stated to be an adult. Enter its age, and under Appearance its age range, both 18 or more.'
const NO_RIGHT =
  'The right to this face is not recorded. Choose a profile picture, and write under Appearance why its face may be shown.'

/** Says what a generation would cost: its price in credits, and by what such calls have cost here lately. */
export async function estimateGeneration(
  ctx: Ctx,
  { jobType, batchSize }: EstimateGeneration,
): Promise<GenerationEstimate> {
  const { workspaceId } = ctx
  const engine = engineOf(jobType, ctx.images !== null)
  const problem = jobType === 'video' ? jobProblem(jobType, '', engine) : null
  if (problem !== null) throw invalid(problem, [{ path: 'jobType', message: problem }])
  const model = modelOf(ctx, engine)
  if (model === null || isOffline(ctx, model)) return { engine, model, credits: 0, costMicros: 0 }
  const [task, price] = engine === 'provider' ? [PICTURE, IMAGE_CREDITS] : [writeTask.name, writeTask.credits]
  const since = new Date(ctx.now().getTime() - LATELY_MS)
  const [usual] = await ctx.db.batch((db) => [
    modelCalls.usualCosts(db, { workspaceId, tasks: [task], since }),
  ])
  const micros = usual[0]?.micros
  const costMicros = micros === undefined ? null : Math.round(batchSize * micros)
  return { engine, model, credits: batchSize * price, costMicros }
}

const modelOf = (ctx: Ctx, engine: GenerationSettings['engine']): string | null =>
  engine === 'provider'
    ? (ctx.images?.model ?? null)
    : engine === 'model'
      ? modelFor(ctx.ai, undefined)
      : null

export const isOffline = (ctx: Ctx, model: string): boolean =>
  ctx.ai.offers.some((offer) => offer.offline && offer.model === model)

/**
 * Asks for pictures, cards or texts for a character. They are made one by one, and await approval in its media.
 * @throws not_found, conflict `character_deleted`, invalid for what cannot be made here, for a character that is not stated to be an adult,
 * and for a face without the right to it
 */
export async function createGeneration(ctx: Ctx, input: CreateGeneration): Promise<Generation> {
  const { workspaceId } = ctx
  const { characterId, jobType, prompt, batchSize, priority, negativePrompt = null, maxRetries } = input
  const generationSettings = await settingsOf(ctx, input)
  const id = newId()
  const at = ctx.now()
  await ctx.db.tx(async (tx, enqueue) => {
    await store.insert(tx, {
      id,
      workspaceId,
      characterId,
      jobType,
      priority,
      prompt,
      negativePrompt,
      generationSettings,
      batchSize,
      maxRetries,
      createdBy: actorUserId(ctx.actor),
      createdAt: at,
    })
    await store.insertItems(
      tx,
      Array.from({ length: batchSize }, (_, position) => ({
        id: newId(),
        workspaceId,
        generationId: id,
        position,
        priority,
        dueAt: at,
        createdAt: at,
      })),
    )
    await audit.record(tx, ctx, {
      action: 'generation.create',
      objectType: 'generation',
      objectId: id,
      after: { characterId, jobType, batchSize, engine: generationSettings.engine },
    })
    for (let made = 0; made < batchSize; made++) enqueue({ type: 'generations.next' })
    enqueue({ type: 'feed.changed', topic: 'characters', id: characterId })
  })
  return getGeneration(ctx, id)
}

async function settingsOf(ctx: Ctx, input: CreateGeneration): Promise<GenerationSettings> {
  const { characterId, jobType, prompt, negativePrompt, size, quality, useFace } = input
  const [{ character, personality }, look] = await Promise.all([
    speakerOf(ctx, characterId),
    getAppearance(ctx, characterId),
  ])
  if (character.status === 'deleted')
    throw conflict('character_deleted', 'The character is deleted. Restore it first.')
  const [{ rows }] = await ctx.db.batch((db) => [
    adulthood(db, { workspaceId: ctx.workspaceId, characterId }),
  ])
  if (!rows[0]?.adult) throw invalid(NOT_ADULT, [{ path: 'characterId', message: NOT_ADULT }])
  const engine = engineOf(jobType, ctx.images !== null)
  const problem = jobProblem(jobType, prompt, engine)
  if (problem !== null)
    throw invalid(problem, [{ path: jobType === 'video' ? 'jobType' : 'prompt', message: problem }])
  const withFace = useFace && engine === 'provider'
  const faceId = withFace ? character.profileImageId : null
  if (withFace && (faceId === null || look.likenessRight === null))
    throw invalid(NO_RIGHT, [{ path: 'useFace', message: NO_RIGHT }])
  const assembled = {
    provider: () => pictureAsked({ prompt, negativePrompt, withFace }, look, personality),
    card: () => prompt,
    model: () => personalityPrompt(character, personality),
  }[engine]()
  return { engine, model: modelOf(ctx, engine), size, quality, assembled, faceId }
}

/** Lists what was asked for, the latest first. */
export async function listGenerations(
  ctx: Ctx,
  {
    limit,
    cursor,
    characterId,
    status,
    jobType,
  }: {
    characterId?: string | undefined
    status?: GenerationStatus | undefined
    jobType?: JobType | undefined
    limit: number
    cursor?: string | undefined
  },
): Promise<Page<Generation>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId, characterId, status, jobType, before, limit }),
  ])
  const ids = rows.map(({ generation }) => generation.id)
  const [made] =
    ids.length === 0 ? [[]] : await ctx.db.batch((db) => [store.itemsOf(db, { workspaceId, ids })])
  const byGeneration = Map.groupBy(made, ({ generationId }) => generationId)
  return pageOfRows(
    rows,
    limit,
    ({ generation }) => ({ at: generation.createdAt, id: generation.id }),
    (row) => toGeneration(row, byGeneration.get(row.generation.id) ?? []),
  )
}

/** Reads what was asked for, and how far each of it is. @throws not_found */
export async function getGeneration(ctx: Ctx, id: string): Promise<Generation> {
  const { workspaceId } = ctx
  const [[row], made] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    store.itemsOf(db, { workspaceId, ids: [id] }),
  ])
  if (!row) throw notFound('generation')
  return toGeneration(row, made)
}

/** Cancels what waits of a generation; what is being made ends by itself, and what was made stays. @throws not_found, conflict `generation_ended` */
export async function cancelGeneration(ctx: Ctx, id: string): Promise<Generation> {
  await changing(ctx, id, async (tx, where) => {
    const cancelled = await items.cancel(tx, { ...where, at: ctx.now() })
    if (cancelled.length === 0)
      throw conflict('generation_ended', 'Nothing of it waits any more: it has ended, or is being made.')
    return { action: 'generation.cancel', after: { cancelled: cancelled.length } }
  })
  return getGeneration(ctx, id)
}

/**
 * Has what failed of a generation made again; with `unknown` also what may have been made and paid already.
 * @throws not_found, conflict `not_failed`
 */
export async function retryGeneration(
  ctx: Ctx,
  id: string,
  { unknown }: RetryGeneration,
): Promise<Generation> {
  await changing(ctx, id, async (tx, where, enqueue) => {
    const from = unknown ? (['failed', 'unknown'] as const) : (['failed'] as const)
    const again = await items.again(tx, { ...where, at: ctx.now(), from })
    if (again.length === 0)
      throw conflict(
        'not_failed',
        'Nothing of it has failed. What is unknown is tried again only where you ask for it.',
      )
    for (const _ of again) enqueue({ type: 'generations.next' })
    return { action: 'generation.retry', after: { again: again.length, unknown } }
  })
  return getGeneration(ctx, id)
}

type Tx = Parameters<Parameters<Ctx['db']['tx']>[0]>

async function changing(
  ctx: Ctx,
  id: string,
  work: (
    tx: Tx[0],
    where: { workspaceId: string; id: string },
    enqueue: Tx[1],
  ) => Promise<{ action: string; after: Record<string, unknown> }>,
): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [found] = await store.byId(tx, where)
    if (!found) throw notFound('generation')
    const entry = await work(tx, where, enqueue)
    await store.lock(tx, where)
    await store.recount(tx, { ...where, now: ctx.now() })
    await audit.record(tx, ctx, { ...entry, objectType: 'generation', objectId: id })
    enqueue({ type: 'feed.changed', topic: 'characters', id: found.generation.characterId })
  })
}

function toGeneration(
  { generation, characterName }: store.GenerationRow,
  made: readonly store.ItemRow[],
): Generation {
  const {
    workspaceId: _tenant,
    generationSettings: settings,
    generatedContentIds: contentIds,
    createdBy: _by,
    updatedAt: _changed,
    ...shown
  } = generation
  return {
    ...shown,
    characterName,
    settings,
    contentIds,
    results: made.map(({ id, status, attempts, contentId, error }) => ({
      id,
      status,
      attempts,
      contentId,
      error,
    })),
    credits: made.reduce((sum, item) => sum + item.credits, 0),
    costMicros: made.reduce((sum, item) => sum + item.costMicros, 0),
    startedAt: generation.startedAt?.toISOString() ?? null,
    completedAt: generation.completedAt?.toISOString() ?? null,
    createdAt: generation.createdAt.toISOString(),
  }
}
