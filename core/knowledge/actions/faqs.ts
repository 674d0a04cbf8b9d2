import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { describeError, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { faqText } from '../rules/faq.ts'
import { detectLanguage } from '../rules/language.ts'
import type { CreateFaq, Faq, FaqFilter, UpdateFaq } from '../schemas.ts'
import * as store from '../store/faqs.ts'

const EMBED_BATCH = 64
const SWEEP_BATCH = 64

/** Adds a question and its answer; detects the language where none is given. `alongside` is done in the same transaction. */
export async function createFaq(
  ctx: Ctx,
  input: CreateFaq,
  alongside?: (tx: Db, id: string) => Promise<void>,
): Promise<Faq> {
  const { workspaceId } = ctx
  const { question, answer } = input
  const language = input.language ?? detectLanguage(`${question}\n${answer}`) ?? 'simple'
  const [embedded] = await embedFaqs(ctx, [input])
  return ctx.db.tx(async (tx, enqueue) => {
    const row = only(await store.insert(tx, [{ ...input, ...embedded, workspaceId, language }]))
    await audit.record(tx, ctx, {
      action: 'faq.create',
      objectType: 'faq',
      objectId: row.id,
      after: { question, answer },
    })
    await alongside?.(tx, row.id)
    enqueue({ type: 'feed.changed', topic: 'knowledge', id: row.id })
    await checkLimits(tx, ctx, 'faqs')
    return toFaq(row)
  })
}

/** Changes a question or its answer. @throws not_found */
export async function updateFaq(ctx: Ctx, id: string, change: UpdateFaq): Promise<Faq> {
  const { workspaceId } = ctx
  const [[known]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!known) throw notFound('question')
  const wanted = asked(known, change)
  const [embedded] = faqText(wanted) === faqText(known) ? [] : await embedFaqs(ctx, [wanted])
  return ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('question')
    // Somebody else changed the other part of the embedded text: the sweep makes a vector of both.
    const isStale = faqText(asked(before, change)) !== faqText(wanted)
    const vector = isStale ? UNEMBEDDED : embedded
    const after = only(await store.change(tx, { workspaceId, id, ...change, ...vector }))
    await audit.record(tx, ctx, {
      action: 'faq.update',
      objectType: 'faq',
      objectId: id,
      before: changed(before, change),
      after: changed(after, change),
    })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return toFaq(after)
  })
}

/** Returns the question and keywords after a change. */
const asked = ({ question, keywords }: store.FaqRow, change: UpdateFaq) => ({
  question: change.question ?? question,
  keywords: change.keywords ?? keywords,
})

const changed = (faq: store.FaqRow, change: UpdateFaq): Record<string, unknown> =>
  Object.fromEntries(Object.keys(change).map((name) => [name, faq[name as keyof UpdateFaq]]))

/** Deletes a question and its answer. @throws not_found */
export async function deleteFaq(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [removed] = await store.remove(tx, { workspaceId: ctx.workspaceId, id })
    if (!removed) throw notFound('question')
    const { question, answer } = removed
    await audit.record(tx, ctx, {
      action: 'faq.delete',
      objectType: 'faq',
      objectId: id,
      before: { question, answer },
    })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
  })
}

export async function listFaqs(
  ctx: Ctx,
  { limit, cursor, ...filter }: FaqFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<Faq>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, filter, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toFaq)
}

/** Reads a question and its answer. @throws not_found */
export async function getFaq(ctx: Ctx, id: string): Promise<Faq> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('question')
  return toFaq(row)
}

export interface Embedding {
  embedding: number[] | null
  embeddingModel: string | null
}

const UNEMBEDDED: Embedding = { embedding: null, embeddingModel: null }

/**
 * Makes the vectors of questions in the request that writes them: they are short, so that one call of the model embeds 64
 * of them, and a search finds a new one at once. A model that is away does not prevent the writing: the entry is found by
 * its words, and the sweep makes its vector.
 */
export async function embedFaqs(
  ctx: Pick<Ctx, 'ai' | 'log'>,
  faqs: readonly Pick<Faq, 'question' | 'keywords'>[],
): Promise<Embedding[]> {
  const embedded: Embedding[] = []
  try {
    for (let at = 0; at < faqs.length; at += EMBED_BATCH) {
      const { vectors, model } = await ctx.ai.embed(faqs.slice(at, at + EMBED_BATCH).map(faqText))
      embedded.push(...vectors.map((embedding) => ({ embedding, embeddingModel: model })))
    }
  } catch (error) {
    ctx.log.warn('knowledge.faq_not_embedded', { faqs: faqs.length, error: describeError(error) })
  }
  return faqs.map((_, index) => embedded[index] ?? UNEMBEDDED)
}

/** Makes the vectors that could not be made when their entries were written. */
export async function sweepFaqs(ctx: SystemCtx): Promise<number> {
  const [waiting] = await ctx.db.batch((db) => [store.unembedded(db, { limit: SWEEP_BATCH })])
  const byWorkspace = Map.groupBy(waiting, ({ workspaceId }) => workspaceId)
  let kept = 0
  for (const [workspaceId, faqs] of byWorkspace) {
    const workspace = ctx.workspace(workspaceId)
    const embedded = await embedFaqs(workspace, faqs)
    const made = faqs.flatMap(({ id, updatedAt }, index) => {
      const { embedding, embeddingModel } = embedded[index] ?? UNEMBEDDED
      return embedding && embeddingModel ? [{ workspaceId, id, updatedAt, embedding, embeddingModel }] : []
    })
    if (made.length > 0) await workspace.db.batch((db) => made.map((one) => store.keepEmbedding(db, one)))
    kept += made.length
  }
  return kept
}

export const toFaq = (row: store.FaqRow): Faq => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
