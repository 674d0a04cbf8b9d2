import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { urlProblem } from '#core/lib/secrets/address.ts'
import { checkLimits, checkRoom } from '#core/workspaces/queries.ts'
import { fileKind } from '#readers/kind.ts'
import { titleOfUrl } from '../rules/page.ts'
import type { KnowledgeDocument, ReplaceDocument, UpdateDocument } from '../schemas.ts'
import * as store from '../store/documents.ts'
import { titleOfFile, toDocument, type Upload } from './documents.ts'
import { readingName } from './read.ts'

/**
 * Changes a document's title, or the text of one that was written here, and has it read again. Until then the search finds
 * the former text. @throws not_found, invalid for the text of a file or a page, conflict when somebody else has just
 * changed it
 */
export async function updateDocument(
  ctx: Ctx,
  id: string,
  change: UpdateDocument,
): Promise<KnowledgeDocument> {
  const known = await documentOf(ctx, id)
  if (change.text !== undefined && known.source !== 'text')
    throw invalid('Only a text that was written here is edited.', [
      { path: 'text', message: 'What came as a file or from a page is replaced by another file or address.' },
    ])
  const title = change.title === undefined ? {} : { title: change.title, titleChosen: true }
  if (change.text !== undefined)
    return replaceBy(ctx, known, {
      ...title,
      bytes: new TextEncoder().encode(change.text),
      action: 'knowledge.update',
    })
  // Content that stays keeps its reading: a page is not fetched again.
  const { objectName } = known
  const [bytes, reading] = await Promise.all([
    ctx.blobs.get(objectName),
    ctx.blobs.get(readingName(objectName)),
  ])
  return replaceBy(ctx, known, {
    ...title,
    bytes,
    reading,
    fileSizeBytes: known.fileSizeBytes,
    action: 'knowledge.update',
  })
}

/**
 * Has a document read from another address, or from its own once more, under its id. A title that a person gave stays.
 * Until it is read, and if that fails, the search finds the former text. @throws not_found, invalid, conflict
 */
export async function replaceDocument(
  ctx: Ctx,
  id: string,
  { url: given, language }: ReplaceDocument,
): Promise<KnowledgeDocument> {
  const known = await documentOf(ctx, id)
  const judged = urlProblem(given)
  if ('problem' in judged) throw invalid(judged.problem, [{ path: 'url', message: judged.problem }])
  const { url } = judged
  const isSame = url.href === known.sourceUrl
  return replaceBy(ctx, known, {
    source: 'url',
    sourceUrl: url.href,
    fileName: null,
    title: known.titleChosen || isSame ? known.title : titleOfUrl(url),
    language: language ?? (isSame ? known.language : null),
    bytes: null,
    action: 'knowledge.replace',
  })
}

/** Replaces a document by a file in the same way. @throws invalid for one whose bytes show that it cannot be read */
export async function replaceByFile(
  ctx: Ctx,
  id: string,
  { name, bytes }: Upload,
): Promise<KnowledgeDocument> {
  const known = await documentOf(ctx, id)
  const kind = fileKind(bytes)
  if (typeof kind === 'object') throw invalid(kind.error, [{ path: 'file', message: kind.error }])
  return replaceBy(ctx, known, {
    source: 'file',
    sourceUrl: null,
    fileName: name,
    title: known.titleChosen ? known.title : titleOfFile(name),
    language: null,
    bytes,
    action: 'knowledge.replace',
  })
}

interface Replacement extends Partial<store.Content> {
  /** Null where the bytes are still to be fetched. */
  bytes: Uint8Array | null
  /** The earlier reading of these same bytes. */
  reading?: Uint8Array | null
  action: 'knowledge.update' | 'knowledge.replace'
}

async function replaceBy(
  ctx: Ctx,
  known: store.DocumentRow,
  { bytes, reading, action, ...changed }: Replacement,
): Promise<KnowledgeDocument> {
  const { workspaceId } = ctx
  const { id, objectName: was, indexedName, ...before } = known
  const content: store.Content = {
    title: before.title,
    titleChosen: before.titleChosen,
    source: before.source,
    fileName: before.fileName,
    sourceUrl: before.sourceUrl,
    language: before.language,
    fileSizeBytes: bytes?.byteLength ?? 0,
    ...changed,
    // Another name, so that a reader of the old content does not store it as the new.
    objectName: `knowledge/${workspaceId}/${newId()}`,
  }
  await checkRoom(ctx, { storage: Math.max(0, content.fileSizeBytes - before.fileSizeBytes) })
  if (bytes) await ctx.blobs.put(content.objectName, bytes)
  if (reading) await ctx.blobs.put(readingName(content.objectName), reading)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [replaced] = await store.replace(tx, { workspaceId, id, was, content })
    if (!replaced)
      throw conflict(
        'document_changed',
        'The document has just been changed by somebody else. Look at it again.',
      )
    await audit.record(tx, ctx, {
      action,
      objectType: 'document',
      objectId: id,
      before: described(before),
      after: described(content),
    })
    await checkLimits(tx, ctx, 'storage')
    enqueue({ type: 'knowledge.index', documentId: id })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return replaced
  })
  // Keep the content that the indexed passages come from until others replace them.
  if (was !== indexedName) await ctx.blobs.deleteAll(was)
  return toDocument(row)
}

async function documentOf(ctx: Ctx, id: string): Promise<store.DocumentRow> {
  const [[known]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!known) throw notFound('document')
  return known
}

const described = ({ title, fileName, sourceUrl, fileSizeBytes }: Omit<store.Content, 'objectName'>) => ({
  title,
  ...(fileName === null ? {} : { fileName }),
  ...(sourceUrl === null ? {} : { url: sourceUrl }),
  sizeBytes: fileSizeBytes,
})
