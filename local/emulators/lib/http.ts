import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** A request that has been read. `path` is as received, query included; `segments` are those below the prefix. */
export interface Call {
  method: string
  path: string
  segments: string[]
  query: URLSearchParams
  headers: IncomingHttpHeaders
  text: string
  body: unknown
}

export interface Answer {
  status: number
  body: unknown
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

export async function readCall(request: IncomingMessage, prefix: string): Promise<Call> {
  const path = request.url ?? '/'
  const url = new URL(path, 'http://emulator')
  const text = await readText(request)
  return {
    method: request.method ?? 'GET',
    path,
    segments: url.pathname.slice(prefix.length).split('/').filter(Boolean).map(decode),
    query: url.searchParams,
    headers: request.headers,
    text,
    body: parseBody(text, request.headers['content-type'] ?? ''),
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A request must be read as bytes.')
    size += chunk.length
    if (size > BODY_MAX) throw new HttpError(413, `The body is larger than ${BODY_MAX} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** JSON where it is JSON, an object of strings where it is a form; else the text itself. */
function parseBody(text: string, type: string): unknown {
  if (text === '') return null
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
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

/** A body that is text is sent as it is, anything else as JSON. */
export function write(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(text)
}
