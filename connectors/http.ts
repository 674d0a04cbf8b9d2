import type * as z from 'zod'
import { DeadlinePassed, within } from '#core/lib/kernel/deadline.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { NotPublic } from './guarded-fetch.ts'
import { ResolveError } from './resolver.ts'

const ANSWER_MAX_BYTES = 4 * 1024 * 1024

export interface HttpOptions {
  /** Exact origin (and path prefix) of the platform, from configuration. */
  baseUrl: string
  /** Shorter than any lease under which a call is made. */
  deadlineMs: number
  fetch?: typeof fetch
}

export type HttpAnswer =
  /** `bytes` is there only when they were asked for and the answer is a success; `body` is then null. */
  | { kind: 'answer'; status: number; headers: Headers; body: unknown; bytes?: Uint8Array<ArrayBuffer> }
  /** The request surely did not reach the platform. */
  | { kind: 'unsent'; reason: string }
  /** The request was sent and got no answer: it may have been done. */
  | { kind: 'unanswered'; reason: string; tooLarge?: true }

export type Http = (request: HttpRequest) => Promise<HttpAnswer>

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  token?: string
  /** The secrets of the path or the form. They are removed from every answer, since platforms quote tokens in their errors. */
  secret?: string | readonly string[]
  /** Headers beyond those of every call, in lower case. */
  headers?: Readonly<Record<string, string>>
  json?: unknown
  /** A file, sent as it is. */
  raw?: { bytes: Uint8Array<ArrayBuffer>; mimeType: string }
  /** Fields: with files as `multipart/form-data`, else as a plain form (`application/x-www-form-urlencoded`). */
  form?: FormData | URLSearchParams
  /** Reads a success as bytes, at most this many. */
  bytesMax?: number
} & (
  | { path: string }
  /** An address that the platform gave: fetched only from its API's origin or one of these origins. */
  | { url: string; origins: readonly string[] }
)

/**
 * Calls a platform's own API; no other code does. Deadline, size cap, no redirects, nothing of the request in an error (a
 * path may hold a token).
 */
export function platformHttp({ baseUrl, deadlineMs, fetch: send = fetch }: HttpOptions): Http {
  return async (request) => {
    const { method, token, secret = token, headers, json, raw, form, bytesMax } = request
    const url = addressOf(request, baseUrl)
    if (url === null)
      return { kind: 'unsent', reason: 'The platform named an address that is not one of its own.' }
    const init: RequestInit = {
      method,
      redirect: 'manual',
      headers: {
        ...headers,
        accept: bytesMax === undefined ? 'application/json' : '*/*',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(raw === undefined ? {} : { 'content-type': raw.mimeType }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(raw === undefined ? {} : { body: raw.bytes }),
      ...(form === undefined ? {} : { body: form }),
    }
    let reached = false
    try {
      // The deadline covers the answer to its last byte: a platform that stops in the middle has not answered.
      return await within(deadlineMs, async (signal) => {
        const response = await send(url, { ...init, signal })
        reached = true
        const { status, headers: answered } = response
        if (bytesMax !== undefined && status === 200) {
          const bytes = await readCapped(response, bytesMax)
          return { kind: 'answer', status, headers: answered, body: null, bytes }
        }
        const text = new TextDecoder().decode(await readCapped(response, ANSWER_MAX_BYTES))
        return { kind: 'answer', status, headers: answered, body: parseJson(withoutSecret(text, secret)) }
      })
    } catch (error) {
      if (error instanceof NotPublic || error instanceof ResolveError)
        return { kind: 'unsent', reason: error.message }
      if (!reached && wasRefused(error))
        return { kind: 'unsent', reason: 'The platform could not be reached.' }
      return unanswered(error, deadlineMs)
    }
  }
}

/** Returns null for an address elsewhere: the call carries a token. */
function addressOf(request: HttpRequest, baseUrl: string): string | null {
  if ('path' in request) return baseUrl + request.path
  const url = URL.parse(request.url)
  return url && [new URL(baseUrl).origin, ...request.origins].includes(url.origin) ? url.href : null
}

function unanswered(error: unknown, deadlineMs: number): HttpAnswer {
  if (error instanceof AnswerTooLarge) return { kind: 'unanswered', reason: error.message, tooLarge: true }
  const reason =
    error instanceof DeadlinePassed
      ? `The platform did not answer within ${deadlineMs / 1000} seconds.`
      : 'The connection broke before the platform answered.'
  return { kind: 'unanswered', reason }
}

/**
 * Tests whether the connection failed before a byte was sent; any other failure may have reached the platform. Node tells it
 * in the cause's `code` (the only sign for a name with several addresses), workerd in the message.
 */
function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connection refused|DNS/i.test(
    `${code} ${error.message} ${String(cause ?? '')}`,
  )
}

/** Stands where a secret was quoted. */
export const REMOVED = '[secret]'

const withoutSecret = (text: string, secret: string | readonly string[] = []) =>
  [secret]
    .flat()
    .filter(Boolean)
    .reduce((left, one) => left.replaceAll(one, REMOVED), text)

class AnswerTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The platform’s answer was larger than ${Math.floor((maxBytes / 1024 / 1024) * 10) / 10} MB.`)
  }
}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw new AnswerTooLarge(maxBytes)
    }
    parts.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

/** Strings, which stay as they are, and numbers of JSON. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Reads whole numbers beyond 2^53 as strings of their digits: they are ids, and a number would name another. */
const withWholeIds = (text: string): string =>
  /\d{16}/.test(text)
    ? text.replace(STRING_OR_NUMBER, (one) =>
        /^-?\d+$/.test(one) && !Number.isSafeInteger(Number(one)) ? `"${one}"` : one,
      )
    : text

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withWholeIds(text))
  } catch {
    // A body that is not JSON is an answer too (a proxy's error page): the caller's schema refuses it.
    return null
  }
}

/** Parses a successful answer by `schema`; null when it has another shape. */
export const parseAnswer = <T>(schema: z.ZodType<T>, answer: { body: unknown }): T | null => {
  const parsed = schema.safeParse(answer.body)
  return parsed.success ? parsed.data : null
}

/** Returns the outcome of a write without an answer: `retry` when it was surely not done, else `unknown`. */
export const unansweredWrite = (
  answer: Exclude<HttpAnswer, { kind: 'answer' }>,
): Extract<Outcome, { kind: 'retry' | 'unknown' }> =>
  answer.kind === 'unsent'
    ? { kind: 'retry', reason: answer.reason }
    : { kind: 'unknown', reason: answer.reason }
