import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { type TextLimit, textLength } from '#core/lib/platform/length.ts'
import { rulesFor } from '#core/lib/platform/own-limits.ts'
import { collapse } from '#core/lib/text/text.ts'
import { structureById } from '#core/taxonomy/queries.ts'
import { laidOut } from '../rules/layout.ts'
import { draftChanged, stateAfter } from '../rules/refusals.ts'
import { type BodyInput, bodyTask, type ChooseBody, type Draft, type WrittenBody } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import { changing } from './change.ts'
import { kitQueries, NONE } from './kit.ts'
import { materialOf } from './material.ts'
import { getDraft } from './view.ts'

/** Line breaks between a body and what follows it. */
const BETWEEN = 2

/**
 * Has the body written after the selected hook. What stood there stays among the versions.
 * @throws not_found, conflict `wrong_state`, `no_source`, or `draft_changed` where somebody wrote meanwhile
 */
export async function writeBody(ctx: Ctx, id: string): Promise<Draft> {
  const found = await readyForBody(ctx, id)
  return keepBody(ctx, found.draft, await composed(ctx, found, null))
}

/**
 * Has two bodies written to choose from; the draft's own stays as it is.
 * @throws not_found, conflict `wrong_state`, `no_source`, or `nothing_new` where the source gives one body only
 */
export async function writeAlternatives(ctx: Ctx, id: string): Promise<Draft> {
  const found = await readyForBody(ctx, id)
  const first = await composed(ctx, found, null)
  const second = await composed(ctx, found, first.body)
  if (collapse(first.body) === collapse(second.body))
    throw conflict('nothing_new', 'This source gives one body only. Add to it, or choose another layout.')
  await changing(ctx, id, async (tx, draft) => {
    stateAfter(draft.status, 'body')
    await store.update(tx, { workspaceId: ctx.workspaceId, id }, { alternatives: [first, second] })
    return { action: 'draft.alternatives', after: { model: second.model } }
  })
  return getDraft(ctx, id)
}

/** Takes one of the alternatives as the body, or none of them. @throws not_found, conflict `wrong_state` */
export async function chooseBody(ctx: Ctx, id: string, { index }: ChooseBody): Promise<Draft> {
  await changing(ctx, id, async (tx, draft) => {
    const where = { workspaceId: ctx.workspaceId, id }
    const status = stateAfter(draft.status, 'body')
    if (index === null) {
      await store.update(tx, where, { alternatives: [] })
      return { action: 'draft.choose_body', after: { status: draft.status } }
    }
    const chosen = draft.alternatives[index]
    if (!chosen) throw notFound('alternative')
    await store.update(tx, where, { status, body: chosen.body, bodyDraft: chosen, alternatives: [] })
    return { action: 'draft.choose_body', after: { status, model: chosen.model }, cause: 'body' }
  })
  return getDraft(ctx, id)
}

async function readyForBody(ctx: Ctx, id: string): Promise<store.LabelledDraft> {
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!found) throw notFound('draft')
  stateAfter(found.draft.status, 'body')
  return found
}

async function keepBody(ctx: Ctx, { id, body: before }: store.Draft, written: WrittenBody): Promise<Draft> {
  const { body, model } = written
  await changing(ctx, id, async (tx, draft) => {
    const status = stateAfter(draft.status, 'body')
    // Somebody wrote while the model did: their words are not replaced unseen.
    if (draft.body !== before) throw draftChanged()
    const set = { status, body, bodyDraft: written, alternatives: [] }
    await store.update(tx, { workspaceId: ctx.workspaceId, id }, set)
    return { action: 'draft.body', after: { status, model }, cause: 'body' }
  })
  return getDraft(ctx, id)
}

/** Has a body written, with its template and its kit around it. `other`: a body from which it is to differ. */
async function composed(ctx: Ctx, found: store.LabelledDraft, other: string | null): Promise<WrittenBody> {
  const { workspaceId } = ctx
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
    other,
    structure: structure ?? null,
    shape: { paragraphs: config.paragraphs ?? null, list: config.list ?? null },
    limit: limit && {
      ...limit,
      maxLength: Math.max(1, limit.maxLength - textLength(inPlace(''), limit.count) - BETWEEN),
    },
  }
  const { output, model } = await ctx.ai.generate(bodyTask, input)
  const exampleIds = output.exampleIds.filter((one) => input.examples.some(({ id }) => id === one))
  return { body: inPlace(output.body), model, exampleIds }
}

/** Lists what the platforms of the chosen accounts take. */
async function limitsOf(ctx: Ctx, accountIds: readonly string[]): Promise<TextLimit[]> {
  if (accountIds.length === 0) return []
  const [accounts] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: accountIds }),
  ])
  return accounts.flatMap(({ platform, limits }) => {
    const { posts } = ctx.connector(platform)
    return posts ? rulesFor(posts.rules, limits).text : []
  })
}

const tightest = (limits: readonly TextLimit[]): BodyInput['limit'] => {
  const [first] = limits.toSorted((a, b) => a.maxLength - b.maxLength)
  return first ? { maxLength: first.maxLength, count: first.count } : null
}
