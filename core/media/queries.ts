import type { Ctx, Ports } from '#core/lib/kernel/context.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import type { Media, MediaRule } from '#core/lib/platform/connector.ts'
import { fromBase64Url, toBase64Url } from '#core/lib/secrets/crypto.ts'
import { BOX_HEADER, boxOf, flacSeconds, movieOf, type Timed, wavSeconds } from './rules/timed.ts'
import type { Medium, ShownMedium } from './schemas.ts'
import * as store from './store.ts'

export { dimensionsOf } from './rules/dimensions.ts'
export { namedByType, safeName, unnamed } from './rules/name.ts'
export { agreedType, isShownInline } from './rules/type.ts'
export type { MediumRow } from './store.ts'

/** Returns the library's media of these ids, in the order of the ids. @throws invalid, naming the field of each that is not there */
export async function mediaByIds(
  ctx: Ctx,
  ids: readonly string[],
  pathOf: (index: number) => string,
): Promise<store.MediumRow[]> {
  if (ids.length === 0) return []
  const [rows] = await ctx.db.batch((db) => [store.byIds(db, { workspaceId: ctx.workspaceId, ids })])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const missing = ids.flatMap((id, index) =>
    byId.has(id)
      ? []
      : [{ path: pathOf(index), message: 'There is no such medium in the library. Upload it again.' }],
  )
  if (missing.length > 0) throw invalid('A medium is not in the library.', missing)
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Returns the key of the small picture of a file, beside it. */
export const thumbnailOf = (objectName: string): string => `${objectName}.small`

export const urlOf = (id: string): string => `/v1/media/${id}/content`

export const toMedium = (row: store.MediumRow): Medium => ({
  id: row.id,
  kind: row.kind,
  mimeType: row.mimeType,
  fileName: row.fileName,
  sizeBytes: row.sizeBytes,
  width: row.width,
  height: row.height,
  duration: row.duration,
  sha256: row.sha256,
  altText: row.altText,
  url: urlOf(row.id),
  createdAt: row.createdAt.toISOString(),
})

export function toShown(row: store.MediumRow, altText: string | null): ShownMedium {
  const { id, sha256: _hash, createdAt: _at, duration: _lasts, ...shown } = toMedium(row)
  return { ...shown, mediaId: id, altText }
}

/**
 * Returns the kind that a medium is sent as: its own; a recorded sound as a voice note where the platform takes no other
 * sound of its kind; anything as a document where that is asked for.
 */
export function sentAs(
  { kind, mimeType }: Pick<store.MediumRow, 'kind' | 'mimeType'>,
  rules: readonly MediaRule[],
  asDocument: boolean,
): Media['kind'] {
  if (asDocument) return 'document'
  const takes = (one: Media['kind']) =>
    rules.some((rule) => rule.kind === one && (rule.formats.includes('*') || rule.formats.includes(mimeType)))
  return kind === 'audio' && !takes('audio') && takes('voice') ? 'voice' : kind
}

/** Loads stored bytes in the form in which a platform is given them. @throws not_found when they are gone */
export async function loadMedium(
  { blobs }: Pick<Ctx, 'blobs'>,
  one: {
    objectName: string
    kind: Media['kind']
    mimeType: string
    fileName: string | null
    altText?: string | null
    width?: number | null
    height?: number | null
  },
): Promise<Media> {
  const bytes = await blobs.get(one.objectName)
  if (!bytes) throw notFound('file')
  const { kind, mimeType, fileName, altText, width, height } = one
  return {
    kind,
    mimeType,
    bytes: new Uint8Array(bytes),
    ...(fileName === null ? {} : { fileName }),
    ...(altText ? { altText } : {}),
    ...(width && height ? { size: { width, height } } : {}),
  }
}

const NOTHING: Timed = { duration: null }
/** Boxes that are looked through for the header of a film. */
const BOXES_MAX = 64
/** The largest header that is read. */
const MOOV_MAX_BYTES = 8 * 1024 * 1024
/** The bytes read of other sounds, whose headers stand at the beginning. */
const SOUND_HEAD_BYTES = 64 * 1024

/** Reads from a stored video or sound how long it is, and how large; null where its file does not say, or nobody here reads its kind. */
export async function timedOf(
  { blobs }: Pick<Ctx, 'blobs'>,
  { objectName, mimeType, sizeBytes }: Pick<store.MediumRow, 'objectName' | 'mimeType' | 'sizeBytes'>,
): Promise<Timed> {
  const read = async (offset: number, length: number) => {
    const stream = await blobs.open(objectName, { offset, length: Math.min(length, sizeBytes - offset) })
    return stream ? new Uint8Array(await new Response(stream).arrayBuffer()) : new Uint8Array()
  }
  if (mimeType === 'audio/wav') return { duration: wavSeconds(await read(0, SOUND_HEAD_BYTES)) }
  if (mimeType === 'audio/flac') return { duration: flacSeconds(await read(0, SOUND_HEAD_BYTES)) }
  if (!/^(?:video|audio)\/(?:mp4|quicktime|3gpp)$/.test(mimeType)) return NOTHING
  for (let at = 0, seen = 0; at < sizeBytes && seen < BOXES_MAX; seen++) {
    const box = boxOf(await read(at, BOX_HEADER), sizeBytes - at)
    if (!box) return NOTHING
    if (box.type === 'moov')
      return box.length > MOOV_MAX_BYTES
        ? NOTHING
        : movieOf(await read(at + box.header, box.length - box.header))
    at += box.length
  }
  return NOTHING
}

const LINK = 'media-link'
const LIFE_MS = 3_600_000

/** A stored file, as a link names it. */
export interface Linked {
  objectName: string
  mimeType: string
  sizeBytes: number
}

/**
 * Returns an address from which anybody who has it may fetch a file, for an hour: for platforms that take files by no other way. It is
 * signed, so it needs no row, and nobody can make one.
 */
export async function linkTo(
  { vault, publicUrl, now }: Pick<Ports, 'vault' | 'publicUrl' | 'now'>,
  { objectName, mimeType, sizeBytes }: Linked,
): Promise<string> {
  const until = now().getTime() + LIFE_MS
  const what = toBase64Url(new TextEncoder().encode(JSON.stringify([objectName, mimeType, sizeBytes, until])))
  return `${publicUrl}/files/${what}/${await vault.sign(LINK, what)}`
}

/** Returns the file of a link. @throws not_found for one that was not made here, or that has run out */
export async function openLink(
  { vault, now }: Pick<Ports, 'vault' | 'now'>,
  { what, proof }: { what: string; proof: string },
): Promise<Linked> {
  if (!(await vault.verify(LINK, what, proof))) throw notFound('file')
  const [objectName, mimeType, sizeBytes, until]: [string, string, number, number] = JSON.parse(
    new TextDecoder().decode(fromBase64Url(what)),
  )
  if (until <= now().getTime()) throw notFound('file')
  return { objectName, mimeType, sizeBytes }
}
