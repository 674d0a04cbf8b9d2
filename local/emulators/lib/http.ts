import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** A request that has been read. `path` is as received, query included; `segments` are those below the prefix. */
export interface Call {
  method: string
  path: string
  segments: string[]
  query: URLSearchParams
  headers: IncomingHttpHeaders
  bytes: Buffer
  /** The bytes as UTF-8. */
  text: string
  body: unknown
}

export interface Answer {
  status: number
  body: unknown
  /** Sent in place of the body, as they are. */
  bytes?: Buffer
  /** Beyond those of every answer, or in their place; names in lower case. */
  headers?: Record<string, string>
}

/** Said to whoever called: `status` and what is wrong. */
export class HttpError extends Error {
  readonly status: number
  readonly details: unknown

  constructor(status: number, message: string, details?: unknown) {
    super(message)
    this.status = status
    this.details = details
  }
}

const BODY_MAX = 4 * 1024 * 1024
/** Of a form, which may hold the largest file that a platform takes. */
const FORM_MAX = 110 * 1024 * 1024
/** What the journal keeps of a form. */
const FORM_SHOWN = 2048

export async function readCall(request: IncomingMessage, prefix: string): Promise<Call> {
  const path = request.url ?? '/'
  const url = new URL(path, 'http://emulator')
  const type = request.headers['content-type'] ?? ''
  const bytes = await readBytes(request, type.startsWith('multipart/') ? FORM_MAX : BODY_MAX)
  const text = bytes.toString('utf8')
  return {
    method: request.method ?? 'GET',
    path,
    segments: url.pathname.slice(prefix.length).split('/').filter(Boolean).map(decode),
    query: url.searchParams,
    headers: request.headers,
    bytes,
    text,
    body: parseBody(text, type),
  }
}

async function readBytes(request: IncomingMessage, max: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A request must be read as bytes.')
    size += chunk.length
    if (size > max) throw new HttpError(413, `The body is larger than ${max} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** JSON where it is JSON, an object of strings where it is a form; else the text itself. */
function parseBody(text: string, type: string): unknown {
  if (text === '') return null
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  if (type.startsWith('multipart/')) return text.slice(0, FORM_SHOWN)
  return parseJson(text)
}

/** The text itself where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return segment
    throw error
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bytes and a body that is text are sent as they are, anything else as JSON. */
export function write(response: ServerResponse, { status, body, bytes, headers }: Answer): void {
  if (response.destroyed) return
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  response
    .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers })
    .end(bytes ?? text)
}
