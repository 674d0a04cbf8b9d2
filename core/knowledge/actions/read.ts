import * as z from 'zod'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import type { FileReading } from '#readers/port.ts'
import { READER_VERSION, type Reading } from '#readers/reading.ts'
import { readText } from '#readers/text.ts'
import { PAGE_ACCEPT, pageOf } from '../rules/page.ts'
import { blockSchema, unreadSchema } from '../schemas.ts'
import * as store from '../store/documents.ts'

const PAGE_MAX_BYTES = 5 * 1024 * 1024

export interface ReadDocument {
  document: store.DocumentRow
  reading: Reading
}

/** A stored reading, and the version of the readers that made it. */
const keptSchema = z.object({
  version: z.int(),
  text: z.string(),
  blocks: z.array(blockSchema),
  unread: z.array(unreadSchema),
})

/** Returns the key of a document's stored reading, so that a later attempt does not read it again. */
export const readingName = (objectName: string) => `${objectName}.json`
/** Returns the key at which readers before the first numbered version left the text of files and pages. */
const oldTextName = (objectName: string) => `${objectName}.txt`

/**
 * Reads a document, or takes its stored reading if these readers have made it; null when the document was deleted
 * meanwhile. @throws invalid when another attempt would come to the same, Error when it might not.
 */
export async function readDocument(ctx: Ctx, document: store.DocumentRow): Promise<ReadDocument | null> {
  const { objectName, source, sourceUrl } = document
  const kept = await keptReading(ctx, objectName)
  if (kept?.version === READER_VERSION) return { document, reading: { ...kept, title: null } }
  const file = source === 'text' ? await readOwn(ctx, objectName) : await ctx.reader.file(objectName)
  if (file === null && sourceUrl !== null) return readUrl(ctx, document, sourceUrl)
  if (file === null) throw invalid('Its text is missing from storage. Add the document again.')
  const { sizeBytes } = file
  const reading = readingOf(file.read)
  return keep(ctx, document, { reading, sizeBytes, title: source === 'file' ? reading.title : null })
}

async function keptReading(ctx: Ctx, objectName: string) {
  const kept = await ctx.blobs.get(readingName(objectName))
  return kept ? keptSchema.parse(JSON.parse(new TextDecoder().decode(kept))) : null
}

/** Returns the text that a document's passages count in, if it was read: the former text until its replacement is read. */
export async function keptText(ctx: Ctx, document: store.DocumentRow): Promise<string | null> {
  const { source, indexedName } = document
  const objectName = indexedName ?? document.objectName
  const reading = await keptReading(ctx, objectName)
  if (reading) return reading.text
  const old = await ctx.blobs.get(source === 'text' ? objectName : oldTextName(objectName))
  return old ? new TextDecoder().decode(old) : null
}

/** Reads a text that was written here. */
async function readOwn({ blobs }: Ctx, objectName: string) {
  const bytes = await blobs.get(objectName)
  return bytes && { sizeBytes: bytes.length, read: readText(new TextDecoder().decode(bytes)) }
}

function readingOf(read: FileReading): Reading {
  if ('error' in read) throw invalid(read.error)
  return read
}

async function readUrl(ctx: Ctx, document: store.DocumentRow, url: string) {
  const found = pageOf(await ctx.fetchPublic(url, { maxBytes: PAGE_MAX_BYTES, accept: PAGE_ACCEPT }))
  if (found.kind === 'failed') throw invalid(found.reason)
  if (found.kind === 'retry') throw new Error(found.reason)
  const reading = readingOf(await ctx.reader.page(found.page))
  const sizeBytes = new TextEncoder().encode(reading.text).length
  return keep(ctx, document, { reading, title: reading.title, sizeBytes })
}

async function keep(
  ctx: Ctx,
  { workspaceId, id, objectName, title, titleChosen }: store.DocumentRow,
  read: { reading: Reading; title: string | null; sizeBytes: number },
): Promise<ReadDocument | null> {
  const { reading, sizeBytes } = read
  const { text, blocks, unread } = reading
  await ctx.blobs.put(
    readingName(objectName),
    JSON.stringify({ version: READER_VERSION, text, blocks, unread }),
  )
  const [[document]] = await ctx.db.batch((db) => [
    store.markRead(db, {
      workspaceId,
      id,
      objectName,
      title: titleChosen ? title : (read.title ?? title),
      sizeBytes,
      unread,
    }),
  ])
  if (document) return { document, reading }
  await ctx.blobs.deleteAll(objectName)
  return null
}
