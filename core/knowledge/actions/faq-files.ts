import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { faqText } from '../rules/faq.ts'
import { faqCsvHeader, faqCsvLine, faqJson, type ReadFaqs, readFaqs } from '../rules/faq-file.ts'
import { readFaqUpload } from '../rules/faq-upload.ts'
import { detectLanguage } from '../rules/language.ts'
import type { CreateFaq, FaqFilter, FaqFormat, FaqImportResult, ImportFaqs } from '../schemas.ts'
import * as store from '../store/faqs.ts'
import { embedFaqs, toFaq } from './faqs.ts'

const EXPORT_PAGE = 500
/** Vectors are large: a statement of this many rows stays within what the database takes over HTTP. */
const WRITE_BATCH = 64

/**
 * Imports the entries of a file: all valid ones in one transaction, and answers with the faults of the others. A question
 * that is known word for word gets the file's answer, so that a file may be exported, corrected and imported again.
 * @throws invalid for what cannot be read as such a file at all
 */
export const importFaqs = (ctx: Ctx, input: ImportFaqs): Promise<FaqImportResult> =>
  keepFaqs(ctx, input.format, readFaqs(input))

/** Imports an uploaded file in the same way, whatever its encoding. */
export async function uploadFaqs(ctx: Ctx, bytes: Uint8Array<ArrayBuffer>): Promise<FaqImportResult> {
  const { format, read } = await readFaqUpload(bytes, ctx.reader)
  return keepFaqs(ctx, format, read)
}

async function keepFaqs(ctx: Ctx, format: string, { faqs, problems }: ReadFaqs): Promise<FaqImportResult> {
  const { workspaceId } = ctx
  const questions = faqs.map(({ question }) => question)
  const [known] =
    questions.length > 0
      ? await ctx.db.batch((db) => [store.byQuestions(db, { workspaceId, questions })])
      : [[]]
  const byQuestion = new Map(known.map((row) => [row.question, row]))
  const changed = faqs
    .map((faq) => ({
      before: byQuestion.get(faq.question),
      faq: withLanguage(faq, byQuestion.get(faq.question)),
    }))
    .filter(({ before, faq }) => !before || faqJson(before) !== faqJson(faq))
  const updated = changed.filter(({ before }) => before).length
  const result = {
    created: changed.length - updated,
    updated,
    unchanged: faqs.length - changed.length,
    problems,
  }
  if (changed.length === 0) return result
  const vectors = await embedFaqs(
    ctx,
    changed.map(({ faq }) => faq),
  )
  const now = ctx.now().getTime()
  const rows = changed.map(({ before, faq }, n) => ({
    ...faq,
    ...vectors[n],
    id: before?.id ?? newId(),
    workspaceId,
    // Lists show the latest first: these times keep the file's order.
    createdAt: new Date(now - n),
  }))
  await ctx.db.tx(async (tx, enqueue) => {
    for (let at = 0; at < rows.length; at += WRITE_BATCH)
      await store.upsert(tx, rows.slice(at, at + WRITE_BATCH))
    await audit.record(tx, ctx, {
      action: 'faq.import',
      objectType: 'workspace',
      objectId: workspaceId,
      after: { created: result.created, updated, format },
    })
    enqueue({ type: 'feed.changed', topic: 'knowledge' })
    if (result.created > 0) await checkLimits(tx, ctx, 'faqs')
  })
  return result
}

/** Keeps known languages where the file names none. */
const withLanguage = (faq: CreateFaq, before: store.FaqRow | undefined) => ({
  ...faq,
  language: faq.language ?? before?.language ?? detectLanguage(`${faqText(faq)}\n${faq.answer}`) ?? 'simple',
})

/** Yields all entries that a filter lets through, page by page to keep memory constant: JSON, or CSV that no spreadsheet executes. */
export async function* exportFaqs(ctx: Ctx, format: FaqFormat, filter: FaqFilter): AsyncGenerator<string> {
  yield format === 'csv' ? faqCsvHeader() : '['
  let before: Position | null = null
  let separator = '\n'
  do {
    const rows: store.FaqRow[] = await pageAfter(ctx, filter, before)
    const page = rows.slice(0, EXPORT_PAGE).map(toFaq)
    const last: store.FaqRow | undefined = rows.length > EXPORT_PAGE ? rows[EXPORT_PAGE - 1] : undefined
    before = last ? { at: last.createdAt, id: last.id } : null
    if (format === 'csv') yield page.map(faqCsvLine).join('')
    else
      for (const faq of page) {
        yield separator + faqJson(faq)
        separator = ',\n'
      }
  } while (before !== null)
  if (format === 'json') yield '\n]\n'
}

async function pageAfter(ctx: Ctx, filter: FaqFilter, before: Position | null): Promise<store.FaqRow[]> {
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId, filter, before, limit: EXPORT_PAGE }),
  ])
  return rows
}
