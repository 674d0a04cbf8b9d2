import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { hookTypesToWrite } from '#core/taxonomy/queries.ts'
import { openingOf } from '../rules/opening.ts'
import { stateAfter, wrongState } from '../rules/refusals.ts'
import { isOpen } from '../rules/states.ts'
import { type Draft, type GenerateHooks, HOOKS_MAX, type HooksInput, hooksTask } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import * as hookStore from '../store/hooks.ts'
import * as sourceStore from '../store/sources.ts'
import { changing, selectOnly } from './change.ts'
import { materialOf } from './material.ts'
import { getDraft } from './view.ts'

/**
 * Proposes hooks of different types, in place of those that are there or of one of them; or adds one that a person wrote.
 * @throws not_found, conflict `wrong_state`, `no_source`, or `nothing_new` where the source gives no further beginning
 */
export async function generateHooks(ctx: Ctx, id: string, input: GenerateHooks): Promise<Draft> {
  const { workspaceId } = ctx
  const [[found], existing] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    hookStore.list(db, { workspaceId, draftId: id }),
  ])
  if (!found) throw notFound('draft')
  stateAfter(found.draft.status, 'hooks')
  const replaced = existing.find((hook) => hook.id === input.replace)
  if (input.replace !== undefined && !replaced) throw notFound('hook')
  const isAdded = input.text !== undefined
  const hooks =
    input.text === undefined
      ? await propose(ctx, found.draft, existing, input)
      : [{ hookText: input.text, hookType: null, hookTypeId: null, score: null, reason: null }]
  await changing(ctx, id, async (tx, draft) => {
    const status = stateAfter(draft.status, 'hooks')
    const place = { workspaceId, draftId: id }
    if (replaced) await hookStore.remove(tx, { ...place, id: replaced.id })
    else if (!isAdded) await hookStore.removeAll(tx, place)
    await selectOnly(tx, { ...place, id: null })
    const first = replaced?.position ?? (isAdded ? (existing.at(-1)?.position ?? -1) + 1 : 0)
    await hookStore.insert(
      tx,
      hooks.map((hook, n) => ({ ...hook, workspaceId, productionPostId: id, position: first + n })),
    )
    await store.update(tx, { workspaceId, id }, { status })
    return { action: 'draft.hooks', after: { status, hooks: hooks.length } }
  })
  return getDraft(ctx, id)
}

async function propose(
  ctx: Ctx,
  draft: store.Draft,
  existing: readonly hookStore.HookRow[],
  { count, hookTypeIds, replace }: GenerateHooks,
) {
  const { workspaceId } = ctx
  const [types, others] = await ctx.db.batch((db) => [
    hookTypesToWrite(db, workspaceId),
    hookStore.ofSource(db, { workspaceId, sourceId: draft.sourceId ?? draft.id, except: draft.id }),
  ])
  const wanted = replace === undefined ? Math.min(count, HOOKS_MAX) : 1
  const had = existing.map((hook) => hook.hookTypeId)
  const hookTypes = rotated(
    types.filter((type) => !hookTypeIds || hookTypeIds.includes(type.id)),
    others.length,
  )
    // One that takes another's place is of a type that is not there yet.
    .toSorted((a, b) => (replace === undefined ? 0 : Number(had.includes(a.id)) - Number(had.includes(b.id))))
    .slice(0, wanted)
  const textsOf = (selected: boolean) =>
    others.filter(({ isSelected }) => isSelected === selected).map(({ text }) => text)
  const taken = [...textsOf(true), ...existing.map((hook) => hook.hookText)]
  const input: HooksInput = {
    ...(await materialOf(ctx, draft)),
    hookTypes,
    count: wanted,
    taken,
    proposed: textsOf(false),
  }
  const { output } = await ctx.ai.generate(hooksTask, input)
  const openings = new Set(taken.map(openingOf))
  const fresh = output.hooks.filter(({ text }) => {
    const opening = openingOf(text)
    return opening !== '' && !openings.has(opening) && openings.add(opening)
  })
  if (fresh.length === 0)
    throw conflict(
      'nothing_new',
      'This source gives no further beginning. Add to it, or write the hook yourself.',
    )
  return fresh.slice(0, wanted).map(({ text, hookTypeId, score, reason }) => {
    const type = hookTypes.find((one) => one.id === hookTypeId)
    return { hookText: text, hookType: type?.name ?? null, hookTypeId: type?.id ?? null, score, reason }
  })
}

/** Begins a list elsewhere, so that the drafts of one source do not all use the same types. */
const rotated = <T>(list: readonly T[], by: number): T[] => {
  const at = list.length === 0 ? 0 : by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** Rewrites a hook by hand: what was said of its score holds no longer. @throws not_found, conflict `wrong_state` */
export async function updateHook(ctx: Ctx, id: string, hookId: string, text: string): Promise<Draft> {
  const { workspaceId } = ctx
  await changing(ctx, id, async (tx, draft) => {
    if (!isOpen(draft.status)) throw wrongState(draft.status)
    const set = { hookText: text, score: null, reason: null }
    const changed = await hookStore.change(tx, { workspaceId, draftId: id, id: hookId }, set)
    if (changed.length === 0) throw notFound('hook')
    await store.update(tx, { workspaceId, id }, {})
    return { action: 'draft.update', after: { fields: ['hook'] }, cause: 'hook' }
  })
  return getDraft(ctx, id)
}

/**
 * Selects the hook that the post begins with. @throws not_found, conflict `wrong_state`, or `opening_taken` where another draft of the
 * same source begins like that
 */
export async function selectHook(ctx: Ctx, id: string, hookId: string): Promise<Draft> {
  const { workspaceId } = ctx
  await changing(ctx, id, async (tx, draft) => {
    const status = stateAfter(draft.status, 'select')
    const hook = (await hookStore.list(tx, { workspaceId, draftId: id })).find((one) => one.id === hookId)
    if (!hook) throw notFound('hook')
    const { sourceId } = draft
    if (sourceId) await sourceStore.lock(tx, { workspaceId, id: sourceId })
    const others = sourceId ? await hookStore.ofSource(tx, { workspaceId, sourceId, except: id }) : []
    const opening = openingOf(hook.hookText)
    if (others.some(({ text, isSelected }) => isSelected && openingOf(text) === opening))
      throw conflict('opening_taken', 'Another draft of this source begins like that. Choose another hook.')
    await selectOnly(tx, { workspaceId, draftId: id, id: hookId })
    await store.update(tx, { workspaceId, id }, { status })
    return { action: 'draft.select_hook', after: { status }, cause: 'select' }
  })
  return getDraft(ctx, id)
}
