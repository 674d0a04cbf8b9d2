import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { type TextLimit, textLength } from '#core/lib/platform/length.ts'
import { structureById } from '#core/taxonomy/queries.ts'
import { laidOut } from '../rules/layout.ts'
import { stateAfter } from '../rules/refusals.ts'
import { type BodyInput, bodyTask, type Draft } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import { changing } from './change.ts'
import { kitQueries, NONE } from './kit.ts'
import { materialOf } from './material.ts'
import { getDraft } from './view.ts'

/** Line breaks between a body and what follows it. */
const BETWEEN = 2

/**
 * Has the body written after the selected hook. What stood there stays among the versions.
 * @throws not_found, conflict `wrong_state` or `no_source`
 */
export async function writeBody(ctx: Ctx, id: string): Promise<Draft> {
  const { workspaceId } = ctx
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!found) throw notFound('draft')
  stateAfter(found.draft.status, 'body')
  const [[structure], [template], [preset], [cta], [resource]] = await ctx.db.batch((db) => [
    structureById(db, { workspaceId, id: found.draft.structureId ?? NONE }),
    ...kitQueries(db, found.draft),
  ])
  const { config = {} } = preset ?? {}
  const inPlace = (written: string) =>
    laidOut(
      template?.structure ?? null,
      {
        body: written,
        cta: cta?.text ?? '',
        resource: resource?.url ?? '',
        author: found.authorName ?? '',
        audience: found.audienceName ?? '',
        topic: found.draft.targetTopic ?? found.topicName ?? '',
        title: found.draft.title,
      },
      config.hashtags ?? [],
    )
  const limit = tightest([
    ...(await limitsOf(ctx, found.draft.accountIds)),
    ...(config.maxLength === undefined ? [] : [{ maxLength: config.maxLength, count: 'graphemes' as const }]),
  ])
  const input: BodyInput = {
    ...(await materialOf(ctx, found.draft)),
    hook: found.hook ?? '',
    structure: structure ?? null,
    shape: { paragraphs: config.paragraphs ?? null, list: config.list ?? null },
    limit: limit && {
      ...limit,
      maxLength: Math.max(1, limit.maxLength - textLength(inPlace(''), limit.count) - BETWEEN),
    },
  }
  const { output, model } = await ctx.ai.generate(bodyTask, input)
  const body = inPlace(output.body)
  const exampleIds = output.exampleIds.filter((one) => input.examples.some(({ id }) => id === one))
  await changing(ctx, id, async (tx, draft) => {
    const status = stateAfter(draft.status, 'body')
    await store.update(tx, { workspaceId, id }, { status, body, bodyDraft: { body, model, exampleIds } })
    return { action: 'draft.body', after: { status, model }, cause: 'body' }
  })
  return getDraft(ctx, id)
}

/** Lists what the platforms of the chosen accounts take. */
async function limitsOf(ctx: Ctx, accountIds: readonly string[]): Promise<TextLimit[]> {
  if (accountIds.length === 0) return []
  const [accounts] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: accountIds }),
  ])
  return accounts.flatMap(({ platform }) => ctx.connector(platform).posts?.rules.text ?? [])
}

const tightest = (limits: readonly TextLimit[]): BodyInput['limit'] => {
  const [first] = limits.toSorted((a, b) => a.maxLength - b.maxLength)
  return first ? { maxLength: first.maxLength, count: first.count } : null
}
