import type { LibraryKind } from '../schemas.ts'

/** The type of a file, told by its first bytes. */
export interface FileType {
  kind: LibraryKind
  mimeType: string
}

const image = (name: string): FileType => ({ kind: 'image', mimeType: `image/${name}` })
const audio = (name: string): FileType => ({ kind: 'audio', mimeType: `audio/${name}` })
const video = (name: string): FileType => ({ kind: 'video', mimeType: `video/${name}` })
const document = (name: string): FileType => ({ kind: 'document', mimeType: `application/${name}` })

/** The offset is 0 unless another is given. */
const SIGNATURES: readonly (readonly [signature: string, type: FileType, offset?: number])[] = [
  ['\u00ff\u00d8\u00ff', image('jpeg')],
  ['\u0089PNG\r\n\u001a\n', image('png')],
  ['GIF87a', image('gif')],
  ['GIF89a', image('gif')],
  ['WEBP', image('webp'), 8],
  ['WAVE', audio('wav'), 8],
  ['OggS', audio('ogg')],
  ['ID3', audio('mpeg')],
  ['fLaC', audio('flac')],
  ['#!AMR', audio('amr')],
  ['\u001aE\u00df\u00a3', video('webm')],
  ['%PDF-', document('pdf')],
  ['PK\u0003\u0004', document('zip')],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', document('x-ole-storage')],
]

/** Types by the brand of an ISO base media file (ISO/IEC 14496-12, 4.3); any other brand is MP4. */
const BRANDS: readonly (readonly [brand: RegExp, type: FileType])[] = [
  [/^avi[fs]/, image('avif')],
  // Pictures that only Safari shows, and no platform takes.
  [/^(?:hei[cxms]|hev[cx]|mif1|msf1)/, document('heic')],
  [/^qt/, video('quicktime')],
  [/^3g[p2]/, video('3gpp')],
  [/^M4[AB]/, audio('mp4')],
]

/** Returns the type that the bytes tell; null for any other. */
export function typeOf(head: Uint8Array): FileType | null {
  const start = latin1(head.subarray(0, 64))
  if (start.slice(4, 8) === 'ftyp') {
    const brand = start.slice(8, 12)
    return BRANDS.find(([pattern]) => pattern.test(brand))?.[1] ?? video('mp4')
  }
  const found = SIGNATURES.find(([signature, , at = 0]) => start.startsWith(signature, at))
  return found?.[1] ?? framesOf(head)
}

/** Recognises MPEG audio without a tag by the sync of its first frame: eleven bits set, then version and layer. */
function framesOf([first, second = 0]: Uint8Array): FileType | null {
  if (first !== 0xff) return null
  if ((second & 0xf6) === 0xf0) return audio('aac')
  return (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? audio('mpeg') : null
}

/** Containers that hold sound or pictures: their bytes begin the same, so the claimed type decides. */
const EITHER: Readonly<Record<string, string>> = {
  'video/mp4': 'audio/mp4',
  'audio/mp4': 'video/mp4',
  'video/3gpp': 'audio/3gpp',
  'video/webm': 'audio/webm',
  'audio/ogg': 'video/ogg',
}

/** Returns the type that the bytes tell; where they leave it open, the sender's claim decides. */
export function agreedType(head: Uint8Array, claimed: string | null | undefined): FileType | null {
  const found = typeOf(head)
  const other = found && EITHER[found.mimeType]
  if (!other || claimed?.split('/')[0] !== other.split('/')[0]) return found
  return { kind: other.startsWith('audio/') ? 'audio' : 'video', mimeType: other }
}

/** Types that a browser may show in place: they cannot run anything, and their bytes confirm them. */
const INLINE =
  /^(?:image\/(?:jpeg|png|gif|webp|avif)|video\/(?:mp4|webm|ogg|quicktime|3gpp)|audio\/[\w.+-]+)$/
export const isShownInline = (mimeType: string | null): boolean => mimeType !== null && INLINE.test(mimeType)

export const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
