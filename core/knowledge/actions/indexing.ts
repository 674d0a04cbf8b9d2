import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { isUnpaid } from '#core/lib/kernel/credits.ts'
import { AppError, describeError, invalid } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Reading } from '#readers/reading.ts'
import { detectLanguage } from '../rules/language.ts'
import { chunk } from '../rules/passages.ts'
import type { Language } from '../schemas.ts'
import * as store from '../store/documents.ts'
import { readDocument } from './read.ts'

/** Extended after each batch of passages, so that a worker that dies is replaced soon, however long the document. */
const LEASE_MS = 90_000
const MAX_ATTEMPTS = 5
const EMBED_BATCH = 64
const FORGOTTEN_AFTER_MS = 60_000
/** Outdated documents read again each minute, beside the ones that people wait for. */
const OUTDATED_BATCH = 20
/** Every earlier attempt ended with its worker, which leaves no error: only a file that exhausts the worker does that repeatedly. */
const UNREADABLE =
  'Reading it took more memory or time than there is. Split it, or copy its text and add that.'

/**
 * Fetches a document's text if that is still to be done, cuts it into passages and embeds them. The former passages serve
 * until these replace them, in one transaction, and stay when it fails. An error that another attempt would repeat fails
 * the document at once; any other error does so after several attempts.
 */
export async function indexDocument(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const now = ctx.now()
  const [[claimed]] = await ctx.db.batch((db) => [
    store.claim(db, { workspaceId, id, now, leaseUntil: new Date(now.getTime() + LEASE_MS) }),
  ])
  if (!claimed) return
  const { objectName, indexedName: former } = claimed
  try {
    if (claimed.attempts > MAX_ATTEMPTS) throw invalid(UNREADABLE)
    const read = await readDocument(ctx, claimed)
    if (!read) return
    const { document, reading } = read
    const language = document.language ?? detectLanguage(reading.text) ?? 'simple'
    const rows = await embedChunks(ctx, document, reading, language)
    const isIndexed = await ctx.db.tx(async (tx, enqueue) => {
      const now = ctx.now()
      const indexed = await store.markIndexed(tx, {
        workspaceId,
        id,
        objectName,
        chunkCount: rows.length,
        language,
        now,
      })
      // Deleted, or edited meanwhile: another job indexes its new content.
      if (indexed.length === 0) return false
      await store.deleteChunks(tx, { workspaceId, id })
      for (let at = 0; at < rows.length; at += EMBED_BATCH)
        await store.insertChunks(tx, rows.slice(at, at + EMBED_BATCH))
      enqueue({ type: 'feed.changed', topic: 'knowledge', id })
      return true
    })
    if (isIndexed && former !== null && former !== objectName) await ctx.blobs.deleteAll(former)
  } catch (error) {
    const isFinal = isUnpaid(error) || (error instanceof AppError && error.kind === 'invalid')
    if (!isFinal && claimed.attempts < MAX_ATTEMPTS) {
      await ctx.db.batch((db) => [store.releaseLease(db, { workspaceId, id, objectName })])
      throw error
    }
    if (claimed.status === 'indexed') return keepAsRead(ctx, id, error)
    await ctx.db.tx(async (tx, enqueue) => {
      await store.markFailed(tx, { workspaceId, id, objectName, error: describeError(error) })
      enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    })
  }
}

/** Keeps the passages of a document that cannot be read again, such as a page that is gone. */
async function keepAsRead(ctx: Ctx, id: string, error: unknown): Promise<void> {
  const { workspaceId } = ctx
  ctx.log.warn('knowledge.not_read_again', { documentId: id, error: describeError(error) })
  await ctx.db.batch((db) => [store.keepAsRead(db, { workspaceId, id })])
}

const extendLease = ({ db, workspaceId, now }: Ctx, { id, objectName }: store.DocumentRow) =>
  db.batch((q) => [
    store.extendLease(q, { workspaceId, id, objectName, leaseUntil: new Date(now().getTime() + LEASE_MS) }),
  ])

async function embedChunks(ctx: Ctx, document: store.DocumentRow, reading: Reading, language: Language) {
  const chunks = chunk(reading)
  const rows: Parameters<typeof store.insertChunks>[1][number][] = []
  for (let at = 0; at < chunks.length; at += EMBED_BATCH) {
    const part = chunks.slice(at, at + EMBED_BATCH)
    // The document's title and the section help to find a passage too.
    if (at > 0) await extendLease(ctx, document)
    const { vectors, model } = await ctx.ai.embed(
      part.map((c) => [document.title, c.heading, c.content].filter(Boolean).join('\n')),
    )
    for (const [index, c] of part.entries()) {
      const embedding = vectors[index]
      if (!embedding)
        throw new Error(`The model returned ${vectors.length} vectors for ${part.length} texts.`)
      rows.push({
        workspaceId: document.workspaceId,
        documentId: document.id,
        chunkIndex: c.index,
        heading: [document.title, c.heading].filter(Boolean).join(' > '),
        content: c.content,
        blocks: c.blocks,
        language,
        embedding,
        embeddingModel: model,
        startChar: c.start,
        endChar: c.end,
        tokenCount: c.tokenCount,
      })
    }
  }
  return rows
}

/** Requests the indexing of documents whose message or worker was lost, and of some that older readers have read. */
export async function sweepDocuments(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - FORGOTTEN_AFTER_MS)
  const [lost, outdated] = await ctx.db.batch((db) => [
    store.forgotten(db, { now, before, limit: 100 }),
    store.outdated(db, { now, limit: OUTDATED_BATCH }),
  ])
  const rows = [...lost, ...outdated]
  await ctx.deliver(
    rows.map(({ id, workspaceId }) => ({
      id: newId(),
      workspaceId,
      job: { type: 'knowledge.index', documentId: id },
    })),
  )
  return rows.length
}
