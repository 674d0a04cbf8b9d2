import * as audit from '#core/lib/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/context.ts'
import { only } from '#core/lib/db.ts'
import { describeError, invalid, notFound } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import { chunk, detectLanguage, textFromUpload } from './rules.ts'
import type { CreateDocument, KnowledgeDocument, Language } from './schemas.ts'
import * as store from './store.ts'

const LEASE_MS = 5 * 60_000
const MAX_ATTEMPTS = 5
const EMBED_BATCH = 64
const FORGOTTEN_AFTER_MS = 60_000

/** A file as it was uploaded. */
export interface Upload {
  name: string
  type: string
  bytes: Uint8Array
}

/** Stores a document's text and has it indexed; its state tells how far that is. */
export const createDocument = (ctx: Ctx, input: CreateDocument): Promise<KnowledgeDocument> =>
  add(ctx, {
    title: input.title,
    text: input.text,
    source: 'text',
    fileName: null,
    language: input.language ?? null,
  })

/** Takes a text or Markdown file. What cannot be read becomes a `failed` document that says why: nothing is lost. */
export async function uploadDocument(
  ctx: Ctx,
  { title, upload }: { title: string | null; upload: Upload },
): Promise<KnowledgeDocument> {
  const read = textFromUpload(upload)
  return add(ctx, {
    title: title ?? upload.name,
    source: 'file',
    fileName: upload.name,
    language: null,
    ...('error' in read ? { text: '', failure: read.error, bytes: upload.bytes } : { text: read.text }),
  })
}

interface NewDocument {
  title: string
  text: string
  source: 'text' | 'file'
  fileName: string | null
  language: Language | null
  failure?: string
  bytes?: Uint8Array
}

async function add(ctx: Ctx, document: NewDocument): Promise<KnowledgeDocument> {
  const { workspaceId } = ctx
  const id = newId()
  const bytes = document.bytes ?? new TextEncoder().encode(document.text)
  const objectName = `knowledge/${workspaceId}/${id}`
  // The blob first: a row without its text could never be indexed, a blob without its row only takes up room.
  await ctx.blobs.put(objectName, bytes)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const inserted = only(
      await store.insert(tx, {
        id,
        workspaceId,
        title: document.title,
        source: document.source,
        fileName: document.fileName,
        objectName,
        language: document.language,
        status: document.failure === undefined ? 'processing' : 'failed',
        error: document.failure ?? null,
        fileSizeBytes: bytes.byteLength,
      }),
    )
    await audit.record(tx, ctx, { action: 'knowledge.create', objectType: 'document', objectId: id })
    if (document.failure === undefined) enqueue({ type: 'knowledge.index', documentId: id })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return inserted
  })
  return toDocument(row)
}

/** Cuts a document into passages and embeds them; replaces what an earlier attempt left. */
export async function indexDocument(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const now = ctx.now()
  const [[document]] = await ctx.db.batch((db) => [
    store.claim(db, { workspaceId, id, now, leaseUntil: new Date(now.getTime() + LEASE_MS) }),
  ])
  if (!document) return
  try {
    const bytes = await ctx.blobs.get(document.objectName)
    if (bytes === null) throw invalid('Its text is missing from storage. Add the document again.')
    const text = new TextDecoder().decode(bytes)
    const language = document.language ?? detectLanguage(text) ?? 'simple'
    const rows = await embedChunks(ctx, document, text, language)
    await ctx.db.tx(async (tx, enqueue) => {
      await store.deleteChunks(tx, { workspaceId, id })
      for (let at = 0; at < rows.length; at += EMBED_BATCH)
        await store.insertChunks(tx, rows.slice(at, at + EMBED_BATCH))
      await store.markIndexed(tx, { workspaceId, id, chunkCount: rows.length, language, now: ctx.now() })
      enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    })
  } catch (error) {
    if (document.attempts < MAX_ATTEMPTS) {
      await ctx.db.batch((db) => [store.releaseLease(db, { workspaceId, id })])
      throw error
    }
    await ctx.db.tx(async (tx, enqueue) => {
      await store.markFailed(tx, { workspaceId, id, error: describeError(error) })
      enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    })
  }
}

async function embedChunks(ctx: Ctx, document: store.DocumentRow, text: string, language: Language) {
  const chunks = chunk(text)
  const rows: Parameters<typeof store.insertChunks>[1][number][] = []
  for (let at = 0; at < chunks.length; at += EMBED_BATCH) {
    const part = chunks.slice(at, at + EMBED_BATCH)
    // A passage is found by its document and section too.
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
        heading: c.heading,
        content: c.content,
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
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<KnowledgeDocument>> {
  const before = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, before, limit: query.limit }),
  ])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), toDocument)
}

export async function getDocument(ctx: Ctx, id: string): Promise<KnowledgeDocument> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('document')
  return toDocument(row)
}

export async function deleteDocument(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [removed] = await store.remove(tx, { workspaceId: ctx.workspaceId, id })
    if (!removed) throw notFound('document')
    await audit.record(tx, ctx, { action: 'knowledge.delete', objectType: 'document', objectId: id })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return removed
  })
  await ctx.blobs.delete(row.objectName)
}

/** Has documents indexed whose message or worker was lost. */
export async function sweepDocuments(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - FORGOTTEN_AFTER_MS)
  const [rows] = await ctx.db.batch((db) => [store.forgotten(db, { now, before, limit: 100 })])
  await ctx.deliver(
    rows.map(({ id, workspaceId }) => ({
      id: newId(),
      workspaceId,
      job: { type: 'knowledge.index', documentId: id },
    })),
  )
  return rows.length
}

const toDocument = (row: store.DocumentRow): KnowledgeDocument => ({
  id: row.id,
  title: row.title,
  status: row.status,
  error: row.error,
  language: row.language,
  source: row.source,
  fileName: row.fileName,
  sizeBytes: row.fileSizeBytes,
  chunkCount: row.chunkCount,
  indexedAt: row.lastIngestedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
