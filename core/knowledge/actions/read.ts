import type { Ctx } from '#core/lib/context.ts'
import { invalid } from '#core/lib/errors.ts'
import { readFile } from '../rules/files/read.ts'
import { PAGE_ACCEPT, readPage, titleOfUrl } from '../rules/page.ts'
import * as store from '../store/documents.ts'

const PAGE_MAX_BYTES = 5 * 1024 * 1024

export interface ReadDocument {
  document: store.DocumentRow
  text: string
}

/** Where a document's text lies once it was taken from a file or a page: an attempt that fails later does not read it again. */
export const textName = (objectName: string) => `${objectName}.txt`

/**
 * A document's text: as it was written, or taken from its file or page now and kept; null when the document was deleted
 * meanwhile. @throws invalid when another attempt would come to the same, Error when it might not.
 */
export async function readDocument(ctx: Ctx, document: store.DocumentRow): Promise<ReadDocument | null> {
  const { objectName, source, sourceUrl } = document
  const kept = await keptText(ctx, document)
  if (kept !== null) return { document, text: kept }
  if (sourceUrl !== null) return readUrl(ctx, document, sourceUrl)
  const bytes = source === 'file' ? await ctx.blobs.get(objectName) : null
  if (bytes === null) throw invalid('Its text is missing from storage. Add the document again.')
  return keep(ctx, document, { ...(await textOf(new Uint8Array(bytes))), sizeBytes: bytes.length })
}

/** A document's text, if it was read or written already. */
export async function keptText(ctx: Ctx, { source, objectName }: store.DocumentRow): Promise<string | null> {
  const kept = await ctx.blobs.get(source === 'text' ? objectName : textName(objectName))
  return kept ? new TextDecoder().decode(kept) : null
}

async function textOf(bytes: Uint8Array<ArrayBuffer>) {
  const read = await readFile(bytes)
  if ('error' in read) throw invalid(read.error)
  return read
}

async function readUrl(ctx: Ctx, document: store.DocumentRow, url: string) {
  const page = readPage(await ctx.fetchPublic(url, { maxBytes: PAGE_MAX_BYTES, accept: PAGE_ACCEPT }))
  if (page.kind === 'failed') throw invalid(page.reason)
  if (page.kind === 'retry') throw new Error(page.reason)
  const { text, title } = page.kind === 'file' ? await textOf(page.bytes) : page
  const isUnnamed = document.title === titleOfUrl(new URL(url))
  const sizeBytes = new TextEncoder().encode(text).length
  return keep(ctx, document, { text, title: isUnnamed ? title : null, sizeBytes })
}

async function keep(
  ctx: Ctx,
  { workspaceId, id, objectName, title }: store.DocumentRow,
  read: { text: string; title: string | null; sizeBytes: number },
): Promise<ReadDocument | null> {
  await ctx.blobs.put(textName(objectName), read.text)
  const { sizeBytes } = read
  const [[document]] = await ctx.db.batch((db) => [
    store.markRead(db, { workspaceId, id, title: read.title ?? title, sizeBytes }),
  ])
  if (document) return { document, text: read.text }
  await ctx.blobs.deleteAll(objectName)
  return null
}
