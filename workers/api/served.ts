import type { Context } from 'hono'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { isShownInline, namedByType, unnamed } from '#core/media/queries.ts'
import type { Api } from './api.ts'

/** Stored bytes, with their metadata. */
export interface Stored {
  objectName: string
  mimeType: string | null
  fileName: string | null
  sizeBytes: number | null
  sha256: string | null
}

/**
 * Streams bytes from other people. Nothing in them may run here: only pictures, sound and video of the type that
 * they claim are shown in place, anything else is a download without a type, and all of it is sandboxed.
 */
export async function serveFile(c: Context<Api>, ctx: Ctx, file: Stored): Promise<Response> {
  const inline = isShownInline(file.mimeType)
  const headers = new Headers({
    'content-type': (inline && file.mimeType) || 'application/octet-stream',
    'content-disposition': disposition(inline ? 'inline' : 'attachment', nameOf(file)),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    // The browser asks again each time, since access may change; the bytes themselves never do.
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    ...(file.sha256 ? { etag: `"${file.sha256}"` } : {}),
  })
  if (file.sha256 && c.req.header('if-none-match') === `"${file.sha256}"`)
    return new Response(null, { status: 304, headers })
  const size = file.sizeBytes ?? 0
  const range = rangeOf(c.req.header('range'), size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const body = await ctx.blobs.open(file.objectName, range ?? undefined)
  if (!body) throw notFound('file')
  headers.set('content-length', String(range?.length ?? size))
  if (range) headers.set('content-range', `bytes ${range.offset}-${range.offset + range.length - 1}/${size}`)
  return new Response(body, { status: range ? 206 : 200, headers })
}

/** Reads one range of bytes (RFC 9110, 14.1.2). Null for none, and for several, which may be answered whole. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { offset: number; length: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const offset = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return offset >= size || end < offset ? 'unsatisfiable' : { offset, length: end - offset + 1 }
}

/** Returns the file's name, with the ending of its type: programs that save or open the file go by the ending. */
const nameOf = ({ fileName, mimeType }: Stored): string =>
  fileName === null ? unnamed(mimeType) : namedByType(fileName, mimeType)

/** Gives the name in ASCII for old readers, and whole for the others (RFC 6266, RFC 8187). */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${whole}`
}
