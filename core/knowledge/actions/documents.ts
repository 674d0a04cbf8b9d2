import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { urlProblem } from '#core/lib/secrets/address.ts'
import { checkLimits, checkRoom } from '#core/workspaces/queries.ts'
import { fileKind } from '#readers/kind.ts'
import { titleOfUrl } from '../rules/page.ts'
import type { CreateDocument, DocumentFilter, KnowledgeDocument, Language } from '../schemas.ts'
import * as store from '../store/documents.ts'
import { keptText } from './read.ts'

/** A file as it was uploaded. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/**
 * Stores a document's text, or the address to fetch it from, and has it indexed; its state tells how far that is. Fetches
 * nothing itself. @throws invalid, naming `url`, for what is not a public web address.
 */
export async function createDocument(ctx: Ctx, input: CreateDocument): Promise<KnowledgeDocument> {
  const language = input.language ?? null
  if (!('url' in input)) {
    const bytes = new TextEncoder().encode(input.text)
    return add(ctx, { title: input.title, titleChosen: true, source: 'text', bytes, language })
  }
  const judged = urlProblem(input.url)
  if ('problem' in judged) throw invalid(judged.problem, [{ path: 'url', message: judged.problem }])
  const { url } = judged
  return add(ctx, {
    title: input.title ?? titleOfUrl(url),
    titleChosen: input.title !== undefined,
    source: 'url',
    sourceUrl: url.href,
    bytes: null,
    language,
  })
}

/**
 * Stores a file, which is read when it is indexed. A file whose bytes show that it cannot be read becomes a `failed`
 * document at once, with the reason: nothing is lost.
 */
export async function uploadDocument(
  ctx: Ctx,
  { title, upload }: { title: string | null; upload: Upload },
): Promise<KnowledgeDocument> {
  const kind = fileKind(upload.bytes)
  return add(ctx, {
    title: title ?? titleOfFile(upload.name),
    titleChosen: title !== null,
    source: 'file',
    fileName: upload.name,
    language: null,
    bytes: upload.bytes,
    ...(typeof kind === 'object' ? { failure: kind.error } : {}),
  })
}

export const titleOfFile = (name: string): string =>
  name.replace(/(?<=.)\.(?:pdf|docx|html?|md|markdown|txt)$/i, '')

interface NewDocument {
  title: string
  titleChosen: boolean
  source: KnowledgeDocument['source']
  fileName?: string
  sourceUrl?: string
  language: Language | null
  /** Null where the bytes are still to be fetched. */
  bytes: Uint8Array | null
  failure?: string
}

async function add(ctx: Ctx, { bytes, failure, ...document }: NewDocument): Promise<KnowledgeDocument> {
  const { workspaceId } = ctx
  const id = newId()
  const objectName = `knowledge/${workspaceId}/${id}`
  await checkRoom(ctx, { storage: bytes?.byteLength ?? 0, documents: 1 })
  // Write the blob first: a row without its text could never be indexed, while a blob without its row only takes up room.
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
    await checkLimits(tx, ctx, 'storage', 'documents')
    return inserted
  })
  return toDocument(row)
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

/** Reads the text of a document. @throws not_found, conflict while it has not been read */
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
  for (const name of new Set([row.objectName, row.indexedName ?? row.objectName]))
    await ctx.blobs.deleteAll(name)
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
