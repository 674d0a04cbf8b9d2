import type * as z from 'zod'
import type { Outcome } from '#core/lib/connector.ts'

const ANSWER_MAX_BYTES = 4 * 1024 * 1024

export interface HttpOptions {
  /** Exact origin (and path prefix) of the platform, from configuration. */
  baseUrl: string
  /** Shorter than any lease under which a call is made. */
  deadlineMs: number
  fetch?: typeof fetch
}

export type HttpAnswer =
  | { kind: 'answer'; status: number; headers: Headers; body: unknown }
  /** The request surely did not reach the platform. */
  | { kind: 'unsent'; reason: string }
  /** It left, and no answer came: it may have been done. */
  | { kind: 'unanswered'; reason: string }

export type Http = (request: {
  method: 'GET' | 'POST'
  path: string
  token?: string
  /** What the path holds that nobody may see. Platforms quote tokens in their errors: it is taken out of every answer. */
  secret?: string
  json?: unknown
}) => Promise<HttpAnswer>

/**
 * The one way out to a platform's own API: deadline, size cap, no redirects, nothing of the request in an error (a path
 * may hold a token).
 */
export function platformHttp({ baseUrl, deadlineMs, fetch: send = fetch }: HttpOptions): Http {
  return async ({ method, path, token, secret = token, json }) => {
    let response: Response
    try {
      response = await send(baseUrl + path, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(deadlineMs),
        headers: {
          accept: 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      })
    } catch (error) {
      if (wasRefused(error)) return { kind: 'unsent', reason: 'The platform could not be reached.' }
      return { kind: 'unanswered', reason: unansweredReason(error, deadlineMs) }
    }
    try {
      const text = withoutSecret(await readCapped(response), secret)
      return { kind: 'answer', status: response.status, headers: response.headers, body: parseJson(text) }
    } catch (error) {
      return { kind: 'unanswered', reason: unansweredReason(error, deadlineMs) }
    }
  }
}

function unansweredReason(error: unknown, deadlineMs: number): string {
  if (error instanceof AnswerTooLarge) return error.message
  return error instanceof Error && error.name === 'TimeoutError'
    ? `The platform did not answer within ${deadlineMs / 1000} seconds.`
    : 'The connection broke before the platform answered.'
}

/**
 * Refused before a byte was sent. Anything else may have arrived. Node says it in the cause's `code` (a name with several
 * addresses has no other word for it), workerd in the message.
 */
function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connection refused|DNS/i.test(
    `${code} ${error.message} ${String(cause ?? '')}`,
  )
}

const withoutSecret = (text: string, secret: string | undefined) =>
  secret ? text.replaceAll(secret, '[secret]') : text

class AnswerTooLarge extends Error {
  constructor() {
    super(`The platform’s answer was larger than ${ANSWER_MAX_BYTES / 1024 / 1024} MB.`)
  }
}

async function readCapped(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > ANSWER_MAX_BYTES) {
      await reader.cancel()
      throw new AnswerTooLarge()
    }
    parts.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return new TextDecoder().decode(bytes)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is an answer too (a proxy's error page): the caller's schema refuses it.
    return null
  }
}

/** What an answer that was expected to be `schema` comes to when the platform said yes; null when it is not of that shape. */
export const parseAnswer = <T>(schema: z.ZodType<T>, answer: { body: unknown }): T | null => {
  const parsed = schema.safeParse(answer.body)
  return parsed.success ? parsed.data : null
}

/** A write that got no answer: surely not done, or perhaps done. */
export const unansweredWrite = (
  answer: Exclude<HttpAnswer, { kind: 'answer' }>,
): Extract<Outcome, { kind: 'retry' | 'unknown' }> =>
  answer.kind === 'unsent'
    ? { kind: 'retry', reason: answer.reason }
    : { kind: 'unknown', reason: answer.reason }
