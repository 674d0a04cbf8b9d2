import type { MeteredCall } from '#core/lib/kernel/ai.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, databaseIsAway, describeError } from '#core/lib/kernel/errors.ts'
import { askAgain } from '#core/lib/kernel/left-behind.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import type { Draft } from '../schemas.ts'
import * as store from '../store/batches.ts'
import { writeBody } from './body.ts'
import { generateHooks, selectHook } from './hooks.ts'
import { getDraft } from './view.ts'

/** No try takes longer: two calls of a model, each with its retries. */
const LEASE_MS = 10 * 60_000
const ATTEMPTS_MAX = 3
const AGAIN_MS = 60_000
const SWEEP_LIMIT = 50
const HOOKS = 4

/**
 * Writes a draft of a batch that waits, from whatever state a broken try left it in. Done twice it does nothing the second time.
 * @returns whether it was written
 */
export async function writeDraft(ctx: Ctx, id: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, id }
  const at = ctx.now()
  const until = new Date(at.getTime() + LEASE_MS)
  const [[taken]] = await ctx.db.batch((db) => [store.take(db, where, { at, until })])
  if (!taken) return false
  const held = { ...where, attempt: taken.attempt }
  try {
    await counted(ctx, id, (counting) => written(counting, id))
  } catch (error) {
    // The lease ends by itself, and the sweep finds the draft.
    if (databaseIsAway(error)) throw error
    await failed(ctx, held, error)
    return false
  }
  await ctx.db.tx(async (tx, enqueue) => {
    await store.end(tx, held, { batchStatus: 'written', batchError: null, batchDueAt: null })
    enqueue({ type: 'feed.changed', topic: 'drafts', id })
  })
  return true
}

/** Takes a draft to its body, step by step. */
async function written(ctx: Ctx, id: string): Promise<void> {
  let draft = await getDraft(ctx, id)
  if (draft.status === 'draft_input' || (draft.status === 'hook_gen' && draft.hooks.length === 0))
    draft = await generateHooks(ctx, id, { count: HOOKS })
  if (draft.status === 'hook_gen') draft = await selectBest(ctx, draft)
  if (draft.status === 'hook_selected') await writeBody(ctx, id)
}

/** Selects the best hook with which no other draft of the source begins. @throws what the last one was refused with */
async function selectBest(ctx: Ctx, { id, hooks }: Draft): Promise<Draft> {
  const best = hooks.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
  let refusal: unknown
  for (const hook of best) {
    try {
      return await selectHook(ctx, id, hook.id)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'opening_taken')) throw error
      refusal = error
    }
  }
  throw refusal
}

/** Does work, and records its calls of models with what they cost the draft, whether or not it succeeds. */
async function counted<T>(ctx: Ctx, id: string, work: (counting: Ctx) => Promise<T>): Promise<T> {
  const calls: MeteredCall[] = []
  try {
    return await work({ ...ctx, ai: ctx.ai.noting?.(calls) ?? ctx.ai })
  } finally {
    const micros = calls.reduce((sum, { usage }) => sum + usage.costMicros, 0)
    if (calls.length > 0)
      await ctx.db.batch((db) => [
        ...modelCalls.record(db, ctx, calls),
        store.addCost(db, { workspaceId: ctx.workspaceId, id }, micros),
      ])
  }
}

/** Puts a draft off that a model could not write now; what no other try would change, or was tried often enough, has failed. */
async function failed(
  ctx: Ctx,
  held: { workspaceId: string; id: string; attempt: number },
  error: unknown,
): Promise<void> {
  const reason = redactText(describeError(error))
  const mayPass =
    !(error instanceof AppError) || (error.kind === 'unavailable' && error.code !== 'model_refused')
  const again = mayPass && held.attempt < ATTEMPTS_MAX
  const { id, attempt } = held
  ctx.log.warn('drafts.batch_draft_failed', { draftId: id, attempt, again, error: reason })
  await ctx.db.tx(async (tx, enqueue) => {
    const batchDueAt = again ? new Date(ctx.now().getTime() + AGAIN_MS * attempt) : null
    await store.end(tx, held, { batchStatus: again ? 'waiting' : 'failed', batchError: reason, batchDueAt })
    enqueue({ type: 'feed.changed', topic: 'drafts', id })
  })
}

/** Asks again for drafts whose message was lost, whose worker died, or that were put off. */
export const sweepBatches = (ctx: SystemCtx): Promise<number> =>
  askAgain(ctx, store.due, { limit: SWEEP_LIMIT, job: (id) => ({ type: 'drafts.write', draftId: id }) })
