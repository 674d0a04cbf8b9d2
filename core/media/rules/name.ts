/** The endings of file names by type, the usual one first. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov', 'qt'],
  'video/webm': ['webm'],
  'video/3gpp': ['3gp', '3g2'],
  'video/ogg': ['ogv', 'ogg'],
  'audio/mp4': ['m4a', 'm4b', 'mp4'],
  'audio/mpeg': ['mp3', 'mpga'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/webm': ['weba', 'webm'],
  'audio/wav': ['wav'],
  'audio/flac': ['flac'],
  'audio/aac': ['aac'],
  'audio/amr': ['amr'],
  'audio/3gpp': ['3gp', '3ga'],
  'application/pdf': ['pdf'],
}
const KNOWN = new Set(Object.values(ENDINGS).flat())

/**
 * Gives a file's name the ending of its type: programs that open it go by that, whatever name somebody gave it. A name stays as it is when its type
 * is not listed here.
 */
export function namedByType(fileName: string, mimeType: string | null): string {
  const endings = ENDINGS[(mimeType ?? '').split(';')[0]?.trim().toLowerCase() ?? '']
  const [usual] = endings ?? []
  if (!endings || usual === undefined) return fileName
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase()
  if (ending !== undefined && endings.includes(ending)) return fileName
  const stem = ending !== undefined && KNOWN.has(ending) ? fileName.slice(0, -ending.length - 1) : fileName
  return `${stem.slice(0, 190)}.${usual}`
}

/** Returns a name for a file that came without one: `image.jpg`. */
export const unnamed = (mimeType: string | null): string =>
  namedByType((mimeType ?? 'file').split('/')[0]?.replace('application', 'file') || 'file', mimeType)

/** Makes a file name safe: no path, no control characters, at most 200 characters. */
export const safeName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .slice(0, 200) || 'file'
