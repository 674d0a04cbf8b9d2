import { urlProblem } from '#core/lib/address.ts'
import * as audit from '#core/lib/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/context.ts'
import { only } from '#core/lib/db.ts'
import { AppError, conflict, describeError, invalid, notFound } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import { checkQuota, checkRoom } from '#core/workspaces/queries.ts'
import { fileKind } from '#readers/kind.ts'
import type { Reading } from '#readers/reading.ts'
import { keptText, readDocument } from './actions/read.ts'
import { titleOfUrl } from './rules/page.ts'
import { chunk, detectLanguage } from './rules.ts'
import type { CreateDocument, DocumentFilter, KnowledgeDocument, Language } from './schemas.ts'
import * as store from './store/documents.ts'

/** Extended after each batch of passages: whoever dies is followed soon, however long the document. */
const LEASE_MS = 90_000
const MAX_ATTEMPTS = 5
const EMBED_BATCH = 64
const FORGOTTEN_AFTER_MS = 60_000
/** Read anew each minute: beside what people wait for. */
const OUTDATED_BATCH = 20
/** Each attempt before ended with its worker, which leaves no error: only a file that exhausts it does that again and again. */
const UNREADABLE =
  'Reading it took more memory or time than there is. Split it, or copy its text and add that.'

/** A file as it was uploaded. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/**
 * Stores a document's text, or where to fetch it, and has it indexed; its state tells how far that is. Nothing is
 * fetched here. @throws invalid, naming `url`, for what is not a public web address.
 */
export async function createDocument(ctx: Ctx, input: CreateDocument): Promise<KnowledgeDocument> {
  const language = input.language ?? null
  if (!('url' in input)) {
    const bytes = new TextEncoder().encode(input.text)
    return add(ctx, { title: input.title, source: 'text', bytes, language })
  }
  const judged = urlProblem(input.url)
  if ('problem' in judged) throw invalid(judged.problem, [{ path: 'url', message: judged.problem }])
  const { url } = judged
  return add(ctx, {
    title: input.title ?? titleOfUrl(url),
    source: 'url',
    sourceUrl: url.href,
    bytes: null,
    language,
  })
}

/**
 * Takes a file, which is read when it is indexed. What its bytes show to be unreadable becomes a `failed` document that
 * says why at once: nothing is lost.
 */
export async function uploadDocument(
  ctx: Ctx,
  { title, upload }: { title: string | null; upload: Upload },
): Promise<KnowledgeDocument> {
  const kind = fileKind(upload.bytes)
  return add(ctx, {
    title: title ?? upload.name.replace(/(?<=.)\.(?:pdf|docx|html?|md|markdown|txt)$/i, ''),
    source: 'file',
    fileName: upload.name,
    language: null,
    bytes: upload.bytes,
    ...(typeof kind === 'object' ? { failure: kind.error } : {}),
  })
}

interface NewDocument {
  title: string
  source: KnowledgeDocument['source']
  fileName?: string
  sourceUrl?: string
  language: Language | null
  /** Null where they are still to be fetched. */
  bytes: Uint8Array | null
  failure?: string
}

async function add(ctx: Ctx, { bytes, failure, ...document }: NewDocument): Promise<KnowledgeDocument> {
  const { workspaceId } = ctx
  const id = newId()
  const objectName = `knowledge/${workspaceId}/${id}`
  await checkRoom(ctx, { bytes: bytes?.byteLength ?? 0, documents: 1 })
  // The blob first: a row without its text could never be indexed, a blob without its row only takes up room.
  if (bytes) await ctx.blobs.put(objectName, bytes)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const inserted = only(
      await store.insert(tx, {
        ...document,
        id,
        workspaceId,
        objectName,
        status: failure === undefined ? 'processing' : 'failed',
        error: failure ?? null,
        fileSizeBytes: bytes?.byteLength ?? 0,
      }),
    )
    const { title, source, sourceUrl } = document
    await audit.record(tx, ctx, {
      action: 'knowledge.create',
      objectType: 'document',
      objectId: id,
      after: { title, source, ...(sourceUrl ? { url: sourceUrl } : {}) },
    })
    if (failure === undefined) enqueue({ type: 'knowledge.index', documentId: id })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    await checkQuota(tx, ctx)
    return inserted
  })
  return toDocument(row)
}

/**
 * Fetches a document's text if that is still to be done, cuts it into passages and embeds them; replaces what an
 * earlier attempt left. What will not be better next time fails at once, anything else after several attempts.
 */
export async function indexDocument(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const now = ctx.now()
  const [[claimed]] = await ctx.db.batch((db) => [
    store.claim(db, { workspaceId, id, now, leaseUntil: new Date(now.getTime() + LEASE_MS) }),
  ])
  if (!claimed) return
  const { objectName } = claimed
  try {
    if (claimed.attempts > MAX_ATTEMPTS) throw invalid(UNREADABLE)
    const read = await readDocument(ctx, claimed)
    if (!read) return
    const { document, reading } = read
    const language = document.language ?? detectLanguage(reading.text) ?? 'simple'
    const rows = await embedChunks(ctx, document, reading, language)
    await ctx.db.tx(async (tx, enqueue) => {
      const now = ctx.now()
      const indexed = await store.markIndexed(tx, {
        workspaceId,
        id,
        objectName,
        chunkCount: rows.length,
        language,
        now,
      })
      // Gone, or edited meanwhile: what it says now is indexed by its own job.
      if (indexed.length === 0) return
      await store.deleteChunks(tx, { workspaceId, id })
      for (let at = 0; at < rows.length; at += EMBED_BATCH)
        await store.insertChunks(tx, rows.slice(at, at + EMBED_BATCH))
      enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    })
  } catch (error) {
    const isFinal = error instanceof AppError && error.kind === 'invalid'
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

/** What cannot be read anew, such as a page that is gone, stays as it was read. */
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
    // A passage is found by its document and section too.
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

export async function listDocuments(
  ctx: Ctx,
  { limit, cursor, ...filter }: DocumentFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<KnowledgeDocument>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, filter, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toDocument)
}

export async function getDocument(ctx: Ctx, id: string): Promise<KnowledgeDocument> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('document')
  return toDocument(row)
}

/** @throws not_found, conflict while it has not been read */
export async function getDocumentText(
  ctx: Ctx,
  id: string,
): Promise<{ text: string; written: string | null }> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('document')
  const text = await keptText(ctx, row)
  if (text === null) throw conflict('not_read', 'The document has not been read: it has no text yet.')
  const bytes = row.source === 'text' ? await ctx.blobs.get(row.objectName) : null
  return { text, written: bytes && new TextDecoder().decode(bytes) }
}

export async function deleteDocument(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [removed] = await store.remove(tx, { workspaceId: ctx.workspaceId, id })
    if (!removed) throw notFound('document')
    await audit.record(tx, ctx, {
      action: 'knowledge.delete',
      objectType: 'document',
      objectId: id,
      before: { title: removed.title },
    })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return removed
  })
  await ctx.blobs.deleteAll(row.objectName)
}

/** Has a failed document read again, its page fetched again. @throws not_found, conflict while it has not failed */
export async function retryDocument(ctx: Ctx, id: string): Promise<KnowledgeDocument> {
  const where = { workspaceId: ctx.workspaceId, id }
  return ctx.db.tx(async (tx, enqueue) => {
    const [again] = await store.markAgain(tx, where)
    if (!again) {
      const [known] = await store.byId(tx, where)
      if (!known) throw notFound('document')
      throw conflict('not_failed', 'Only a document that has failed is tried again.')
    }
    await audit.record(tx, ctx, { action: 'knowledge.retry', objectType: 'document', objectId: id })
    enqueue({ type: 'knowledge.index', documentId: id })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return toDocument(again)
  })
}

/** Has documents indexed whose message or worker was lost, and some of those that older readers have read. */
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

export const toDocument = (row: store.DocumentRow): KnowledgeDocument => ({
  id: row.id,
  title: row.title,
  status: row.status,
  error: row.error,
  language: row.language,
  source: row.source,
  fileName: row.fileName,
  url: row.sourceUrl,
  sizeBytes: row.fileSizeBytes,
  chunkCount: row.chunkCount,
  unread: row.unread,
  indexedAt: row.lastIngestedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
