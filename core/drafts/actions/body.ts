import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx } from '#core/lib/context.ts'
import { notFound } from '#core/lib/errors.ts'
import { structureById } from '#core/taxonomy/queries.ts'
import { stateAfter } from '../rules/refusals.ts'
import { type BodyInput, bodyTask, type Draft } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import { changing } from './change.ts'
import { materialOf } from './material.ts'
import { getDraft } from './view.ts'

const NONE = '00000000-0000-0000-0000-000000000000'

/**
 * Has the body written after the selected hook. What stood there stays among the versions.
 * @throws not_found, conflict `wrong_state` or `no_source`
 */
export async function writeBody(ctx: Ctx, id: string): Promise<Draft> {
  const { workspaceId } = ctx
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!found) throw notFound('draft')
  stateAfter(found.draft.status, 'body')
  const [[structure]] = await ctx.db.batch((db) => [
    structureById(db, { workspaceId, id: found.draft.structureId ?? NONE }),
  ])
  const input: BodyInput = {
    ...(await materialOf(ctx, found.draft)),
    hook: found.hook ?? '',
    structure: structure ?? null,
    limit: await limitOf(ctx, found.draft.accountIds),
  }
  const { output, model } = await ctx.ai.generate(bodyTask, input)
  const { body } = output
  const exampleIds = output.exampleIds.filter((one) => input.examples.some(({ id }) => id === one))
  await changing(ctx, id, async (tx, draft) => {
    const status = stateAfter(draft.status, 'body')
    await store.update(tx, { workspaceId, id }, { status, body, bodyDraft: { body, model, exampleIds } })
    return { action: 'draft.body', after: { status, model }, cause: 'body' }
  })
  return getDraft(ctx, id)
}

/** Returns the tightest limit of the chosen accounts; null where none is chosen. */
async function limitOf(ctx: Ctx, accountIds: readonly string[]): Promise<BodyInput['limit']> {
  if (accountIds.length === 0) return null
  const [accounts] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: accountIds }),
  ])
  const limits = accounts.flatMap(({ platform }) => ctx.connector(platform).posts?.rules.text ?? [])
  const [tightest] = limits.toSorted((a, b) => a.maxLength - b.maxLength)
  return tightest ? { maxLength: tightest.maxLength, count: tightest.count } : null
}
