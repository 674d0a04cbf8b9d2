import type { MiddlewareHandler } from 'hono'
import type { Api } from './api.ts'
import { problem } from './problem.ts'

const MB = 1024 * 1024
const MAX_BYTES = 2 * MB

/** Refuses bodies that are larger than the limit of their endpoint, or than 2 MB where it states none. */
export function bodyLimits(
  endpoints: readonly { path: string; maxBytes?: number }[],
): MiddlewareHandler<Api> {
  const own = new Map(endpoints.flatMap(({ path, maxBytes }) => (maxBytes ? [[path, maxBytes]] : [])))
  return (c, next) => {
    const maxBytes = own.get(c.req.path) ?? MAX_BYTES
    return bodyLimit(maxBytes, `The body is larger than ${maxBytes / MB} MB.`)(c, next)
  }
}

/** Refuses a body that is larger than the limit, without reading on, and passes on any other. */
export const bodyLimit =
  (maxBytes: number, detail: string): MiddlewareHandler<Api> =>
  async (c, next) => {
    if (!c.req.raw.body) return next()
    const bytes = await readAtMost(c.req.raw, maxBytes)
    if (bytes === null) return problem(c, { status: 413, code: 'too_large', detail })
    c.req.raw = new Request(c.req.raw, { body: bytes })
    return next()
  }

/** Reads a body up to a limit: no more than that is ever read or held. Null when there is more. */
export async function readAtMost(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!request.body) return new Uint8Array()
  // Do not cancel, as is done below for an endless body: that breaks the connection, and the sender would not read the reason.
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > maxBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
