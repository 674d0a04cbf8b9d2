import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** A request that has been read. `path` is as received, including the query; `segments` are those below the prefix. */
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
  /** Bytes that are sent unchanged in place of the body. */
  bytes?: Buffer
  /** Headers that add to or replace those of every answer; names in lower case. */
  headers?: Record<string, string>
}

/** An error that is sent to the caller, with its `status` and message. */
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
/** The largest form or file: as large as the largest that a platform accepts. */
const FORM_MAX = 110 * 1024 * 1024
/** The part of a form or file that the journal keeps. */
const FORM_SHOWN = 2048
const IS_FILE = /^(?:multipart|image|video|audio)\/|^application\/octet-stream/

export async function readCall(request: IncomingMessage, prefix: string): Promise<Call> {
  const path = request.url ?? '/'
  const url = new URL(path, 'http://emulator')
  const type = request.headers['content-type'] ?? ''
  const bytes = await readBytes(request, IS_FILE.test(type) ? FORM_MAX : BODY_MAX)
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

/** Parses JSON, or a form into an object of strings; returns other text itself, and only the beginning of multipart and of files. */
function parseBody(text: string, type: string): unknown {
  if (text === '') return null
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  if (IS_FILE.test(type)) return text.slice(0, FORM_SHOWN)
  return parseJson(text)
}

/** Parses JSON; returns the text itself when it is not JSON. */
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

/** Writes an answer: bytes and a text body unchanged, anything else as JSON. */
export function write(response: ServerResponse, { status, body, bytes, headers }: Answer): void {
  if (response.destroyed) return
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  response
    .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers })
    .end(bytes ?? text)
}
