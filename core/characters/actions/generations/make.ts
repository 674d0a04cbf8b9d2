import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, databaseIsAway, describeError } from '#core/lib/kernel/errors.ts'
import { askAgain } from '#core/lib/kernel/left-behind.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { adulthood } from '../../queries.ts'
import { courseOf, retryMs } from '../../rules/generations/plan.ts'
import * as items from '../../store/generation-items.ts'
import * as store from '../../store/generations.ts'
import { landPicture } from './land.ts'
import { drawn, pictured, written } from './produce.ts'
import { GivenUp, type Library, Lost, NotMade, objectNameOf, type Try } from './try.ts'

/** No try takes longer: the call of a provider ends within 3 minutes (`ai/images.ts`), and what comes is read and stored within seconds. */
const LEASE_MS = 5 * 60_000
const SWEEP_LIMIT = 100

/**
 * Makes the most urgent picture or text of the workspace that is due, from whatever state a broken try left it in.
 * @returns whether it was made; null where none is due
 */
export async function makeNext(ctx: Ctx, library: Library): Promise<boolean | null> {
  const { workspaceId } = ctx
  const at = ctx.now()
  const taken = await ctx.db.tx(async (tx, enqueue) => {
    const until = new Date(at.getTime() + LEASE_MS)
    const [item] = await items.takeNext(tx, { workspaceId, at, until })
    if (!item) return null
    const where = { workspaceId, id: item.generationId }
    await store.lock(tx, where)
    await store.recount(tx, { ...where, now: at })
    const [row] = await store.byId(tx, where)
    if (!row) throw new Error('An item belongs to a generation.')
    enqueue({ type: 'feed.changed', topic: 'characters', id: row.generation.characterId })
    return { item, ...row }
  })
  if (!taken) return null
  const held = { workspaceId, id: taken.item.id, attempt: taken.item.attempts }
  const one: Try = { ...taken, held, library, asked: false, stored: false }
  try {
    return await make(ctx, one)
  } catch (error) {
    // The lease ends by itself, and the sweep finds the item.
    if (databaseIsAway(error)) throw error
    await failed(ctx, one, error)
    return false
  }
}

async function make(ctx: Ctx, one: Try): Promise<boolean> {
  const { item, generation } = one
  const course = courseOf({ ...item, maxRetries: generation.maxRetries })
  if (course === 'give_up') throw new GivenUp('Its workers stopped before it was made, each time.')
  if (course === 'look') {
    const bytes = item.mediumId && (await ctx.blobs.get(objectNameOf(ctx, item.mediumId)))
    if (item.mediumId && bytes) {
      Object.assign(one, { asked: true, stored: true })
      return landPicture(ctx, one, item.mediumId, new Uint8Array(bytes), { credits: 0, costMicros: 0 })
    }
    if (!item.mayAskAgain)
      throw new Lost('The worker stopped before the answer was stored. It may have been made, and paid.')
  }
  const { workspaceId, characterId } = generation
  const [{ rows }] = await ctx.db.batch((db) => [adulthood(db, { workspaceId, characterId })])
  if (!rows[0]?.adult) throw new GivenUp('The character is not stated to be an adult any more.')
  return { provider: pictured, card: drawn, model: written }[generation.generationSettings.engine](ctx, one)
}

/**
 * Ends a try that failed: as unknown where something that is paid was asked and nothing says that it was not made; as failed where another
 * try changes nothing, or there were enough; else it waits for the next.
 */
async function failed(
  ctx: Ctx,
  { item, generation, held, asked, stored }: Try,
  error: unknown,
): Promise<void> {
  const words = error instanceof AppError ? error.message : redactText(describeError(error))
  const isKnown = error instanceof AppError || error instanceof NotMade
  const isLost = error instanceof Lost || (asked && !stored && !isKnown && !(error instanceof GivenUp))
  const mayPass =
    !(error instanceof AppError) || (error.kind === 'unavailable' && error.code !== 'model_refused')
  const again = !isLost && mayPass && !(error instanceof GivenUp) && item.attempts <= generation.maxRetries
  const at = ctx.now()
  const status = isLost ? ('unknown' as const) : again ? ('queued' as const) : ('failed' as const)
  ctx.log.warn('generations.item_failed', { itemId: item.id, attempt: held.attempt, status, error: words })
  await ctx.db.tx(async (tx, enqueue) => {
    const ended = await items.end(tx, held, {
      status,
      error: words,
      dueAt: again ? new Date(at.getTime() + retryMs(item.attempts)) : null,
      endedAt: again ? null : at,
      // Look only for what may be there.
      ...(isLost || stored ? {} : { askedAt: null, mediumId: null }),
    })
    if (ended.length === 0) return
    const where = { workspaceId: ctx.workspaceId, id: generation.id }
    await store.lock(tx, where)
    await store.recount(tx, { ...where, now: at })
    enqueue({ type: 'feed.changed', topic: 'characters', id: generation.characterId })
  })
}

/** Asks again for items whose message was lost, whose worker died or was switched off, or that wait for their next try. */
export const sweepGenerations = (ctx: SystemCtx): Promise<number> =>
  askAgain(ctx, items.due, { limit: SWEEP_LIMIT, job: () => ({ type: 'generations.next' }) })
