/** How files of a type end, the usual way first. */
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
 * A file's name with the ending of what it is: what opens it goes by that, not by what somebody called it. Of a type that this does not know the name
 * stays as it is.
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

/** What a file is called that came without a name: `image.jpg`. */
export const unnamed = (mimeType: string | null): string =>
  namedByType((mimeType ?? 'file').split('/')[0]?.replace('application', 'file') || 'file', mimeType)
