import { createHash } from 'node:crypto'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { AppError, invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { urlProblem } from '#core/lib/secrets/address.ts'
import { checkLimits, checkRoom } from '#core/workspaces/queries.ts'
import { thumbnailOf, timedOf, toMedium } from './queries.ts'
import { dimensionsOf, sizeProblem } from './rules/dimensions.ts'
import { namedByType, safeName } from './rules/name.ts'
import { maxBytesOf, UPLOAD_MAX_BYTES, uploadType } from './rules/upload.ts'
import type { AddMedium, LibraryKind, Medium, PostMedium } from './schemas.ts'
import * as store from './store.ts'

/** How much of a file is read to tell its type and size: a picture's size may stand behind a large preview. */
const HEAD_BYTES = 256 * 1024
const FOREIGN_KEY_VIOLATION = '23503'
const MB = 1024 * 1024

/** A file that is being uploaded; its bytes are taken as they come and never held as a whole. */
export interface Upload {
  fileName: string
  /** The type that the sender claims. */
  claimed: string | null
  chunks: AsyncIterable<Uint8Array>
  altText?: string | undefined
}

/** A file whose bytes are stored, and that is not in the library yet: either `addStored` or `discardStored` comes next. */
export interface StoredUpload {
  row: Parameters<typeof store.insert>[1] & { id: string }
  /** The hash of its bytes, in hex. */
  sha256: string
}

/** Adds a file to the library. @throws as `storeUpload` does; nothing of a refused file is kept */
export const addMedium = async (ctx: Ctx, upload: Upload): Promise<Medium> =>
  addStored(ctx, await storeUpload(ctx, upload))

/**
 * Stores the bytes of a file for the library; they tell its type. @throws invalid (422) for a file that is not accepted, too_large
 * (413); both say what to do, and nothing of the file is kept.
 */
export async function storeUpload(
  ctx: Ctx,
  { fileName: called, claimed, chunks, altText }: Upload,
): Promise<StoredUpload> {
  const { workspaceId } = ctx
  const rest = chunks[Symbol.asyncIterator]()
  const head = await headOf(rest)
  const type = uploadType(head, { fileName: called, claimed })
  const problem = 'error' in type ? type.error : sizeProblem(head, type.mimeType)
  if ('error' in type || problem !== null)
    throw invalid(problem ?? '', [{ path: 'file', message: problem ?? '' }])

  await checkRoom(ctx, { storage: head.byteLength })
  const fileName = namedByType(called, type.mimeType)
  const id = newId()
  const objectName = `media/${workspaceId}/${id}`
  const counted = { hash: createHash('sha256'), bytes: 0, max: maxBytesOf(type) }
  // Write the bytes first: a row without them could never be sent, while bytes without their row only take up room.
  await ctx.blobs.putAll(objectName, counting(head, rest, counted))
  const { duration, size = dimensionsOf(head, type.mimeType) } = await timedOf(ctx, {
    objectName,
    mimeType: type.mimeType,
    sizeBytes: counted.bytes,
  })
  const sha256 = counted.hash.digest('hex')
  return {
    sha256,
    row: {
      id,
      workspaceId,
      ...type,
      fileName,
      sizeBytes: counted.bytes,
      width: size?.width ?? null,
      height: size?.height ?? null,
      duration,
      sha256,
      altText: altText || null,
      objectName,
      createdBy: actorUserId(ctx.actor),
    },
  }
}

/** Adds a stored file to the library. @throws AppError where there is no room for it; the bytes are deleted then */
export async function addStored(ctx: Ctx, { row }: StoredUpload): Promise<Medium> {
  try {
    return toMedium(await ctx.db.tx((tx) => placeMedium(tx, ctx, row)))
  } catch (error) {
    // Delete the bytes of a file that the library refuses.
    if (error instanceof AppError) await ctx.blobs.delete(row.objectName)
    throw error
  }
}

/** Adds a stored file to the library in a transaction. @throws AppError where there is no room for it */
export async function placeMedium(tx: Db, ctx: Ctx, row: StoredUpload['row']): Promise<store.MediumRow> {
  const { id, fileName, mimeType, sizeBytes } = row
  const inserted = only(await store.insert(tx, row))
  await audit.record(tx, ctx, {
    action: 'media.add',
    objectType: 'media',
    objectId: id,
    after: { fileName, mimeType, sizeBytes },
  })
  await checkLimits(tx, ctx, 'storage')
  return inserted
}

/** Deletes the bytes of a stored file that is not added to the library. */
export const discardStored = (ctx: Ctx, { row }: StoredUpload): Promise<void> =>
  ctx.blobs.delete(row.objectName)

/** Reads as much of the beginning as is needed to tell the type. */
async function headOf(rest: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  while (length < HEAD_BYTES) {
    const { done, value } = await rest.next()
    if (done) break
    parts.push(value)
    length += value.byteLength
  }
  const head = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    head.set(part, at)
    at += part.byteLength
  }
  return head
}

async function* counting(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  counted: { hash: ReturnType<typeof createHash>; bytes: number; max: number },
): AsyncGenerator<Uint8Array> {
  for (let chunk: Uint8Array | undefined = head; chunk; ) {
    counted.bytes += chunk.byteLength
    if (counted.bytes > counted.max) throw tooLarge(counted.max)
    counted.hash.update(chunk)
    yield chunk
    const next: IteratorResult<Uint8Array> = await rest.next()
    chunk = next.done ? undefined : next.value
  }
}

export function tooLarge(maxBytes: number): AppError {
  const message = `The file is larger than ${maxBytes / MB} MB. Make it smaller, or send a link to it.`
  return new AppError('too_large', 'too_large', message, [{ path: 'file', message }])
}

/** Fetches a public address into the library. @throws invalid, naming `path`, with the reason */
export async function addMediumFromUrl(ctx: Ctx, { url, altText }: AddMedium, path = 'url'): Promise<Medium> {
  const answer = await ctx.fetchPublic(url, {
    maxBytes: FETCH_MAX_BYTES,
    accept: 'image/*, video/*, audio/*, application/pdf',
  })
  const refused =
    answer.kind !== 'fetched'
      ? answer.reason
      : answer.status === 200
        ? null
        : `The server answered ${answer.status} instead of the file.`
  if (answer.kind !== 'fetched' || refused !== null)
    throw invalid(refused ?? '', [{ path, message: refused ?? '' }])
  const { bytes, contentType, finalUrl } = answer
  try {
    return await addMedium(ctx, {
      fileName: nameIn(finalUrl),
      claimed: contentType,
      chunks: once(bytes),
      altText,
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.length === 0) throw error
    throw new AppError(error.kind, error.code, error.message, [{ path, message: error.message }])
  }
}

/** The file is held as a whole, for a moment twice, in a Worker's 128 MB; larger ones can be uploaded. */
const FETCH_MAX_BYTES = Math.min(48 * MB, UPLOAD_MAX_BYTES)

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function nameIn(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? ''
  return safeName(last === '' ? 'file' : last)
}

/** Refuses addresses that would never be fetched, without fetching any. */
export function checkAddresses(media: readonly PostMedium[]): void {
  const errors = media.flatMap((one, index) => {
    const judged = 'url' in one ? urlProblem(one.url) : null
    return judged && 'problem' in judged ? [{ path: `media.${index}.url`, message: judged.problem }] : []
  })
  if (errors.length > 0) throw invalid(errors.map(({ message }) => message).join(' '), errors)
}

/** Brings all media of a post into the library: those given by address are fetched there first. */
export async function inLibrary(
  ctx: Ctx,
  media: readonly PostMedium[],
): Promise<{ mediaId: string; altText: string | null }[]> {
  const found: { mediaId: string; altText: string | null }[] = []
  for (const [index, one] of media.entries()) {
    const altText = one.altText ?? null
    const mediaId =
      'mediaId' in one
        ? one.mediaId
        : (
            await addMediumFromUrl(
              ctx,
              { url: one.url, ...(altText ? { altText } : {}) },
              `media.${index}.url`,
            )
          ).id
    found.push({ mediaId, altText })
  }
  return found
}

export async function listMedia(
  ctx: Ctx,
  { kind, limit, cursor }: { kind?: LibraryKind | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Medium>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, kind, before, limit }),
  ])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toMedium)
}

export const getMedium = async (ctx: Ctx, id: string): Promise<Medium> => toMedium(await rowOf(ctx, id))

/** Returns the stored file, for the door that streams its bytes. */
export const getStoredMedium = (ctx: Ctx, id: string): Promise<store.MediumRow> => rowOf(ctx, id)

async function rowOf(ctx: Ctx, id: string): Promise<store.MediumRow> {
  const [[row]] = await ctx.db.batch((db) => [store.byIds(db, { workspaceId: ctx.workspaceId, ids: [id] })])
  if (!row) throw notFound('medium')
  return row
}

/** Removes a file from the library. Its bytes stay while a message or a post shows it, and are deleted otherwise. */
export async function deleteMedium(ctx: Ctx, id: string): Promise<void> {
  const { objectName, fileName } = await rowOf(ctx, id)
  const where = { workspaceId: ctx.workspaceId, id }
  const take = (by: (tx: Db) => PromiseLike<readonly unknown[]>) =>
    ctx.db.tx(async (tx) => {
      if ((await by(tx)).length === 0) throw notFound('medium')
      await audit.record(tx, ctx, {
        action: 'media.delete',
        objectType: 'media',
        objectId: id,
        before: { fileName },
      })
    })
  try {
    await take((tx) => store.remove(tx, where))
  } catch (error) {
    if (sqlState(error) !== FOREIGN_KEY_VIOLATION) throw error
    return take((tx) => store.hide(tx, { ...where, now: ctx.now() }))
  }
  await Promise.all([ctx.blobs.delete(objectName), ctx.blobs.delete(thumbnailOf(objectName))])
}
