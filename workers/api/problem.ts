import type { Context } from 'hono'
import { DeadlinePassed } from '#core/lib/kernel/deadline.ts'
import { AppError, describeError, type ErrorKind, type FieldError } from '#core/lib/kernel/errors.ts'
import type { Log } from '#core/lib/kernel/log.ts'
import { newReference } from '#core/lib/kernel/reference.ts'
import type { SchemaObject } from './schema-types.ts'

const TEXT = { type: 'string' as const }
/** Schema of problem details (RFC 9457), for the OpenAPI document. */
export const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  properties: {
    type: TEXT,
    title: TEXT,
    status: { type: 'integer' },
    detail: { ...TEXT, description: 'What is wrong, for a person.' },
    code: { ...TEXT, description: 'What is wrong, for a program.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          path: { ...TEXT, description: 'The field, such as `targets.0.accountId`.' },
          message: { ...TEXT, description: 'A sentence that names it.' },
          code: { ...TEXT, description: '`required`, `too_long`, `not_offered`, …' },
          limit: { type: 'number', description: 'What `too_long` and its like are measured by.' },
        },
        required: ['path', 'message'],
      },
    },
    requestId: TEXT,
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  unpaid: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  limited: 429,
  unavailable: 503,
}

export const TITLE: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign in first',
  402: 'Not paid for',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  422: 'Invalid input',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
}

interface Failure {
  status: number
  code: string
  detail: string
  errors?: readonly FieldError[]
  until?: Date | null
}

export function problem(c: Context, { status, code, detail, errors, until }: Failure): Response {
  const requestId: string = c.get('requestId') ?? 'unknown'
  const body = {
    type: `urn:chorus:problem:${code}`,
    title: TITLE[status] ?? 'Error',
    status,
    detail,
    code,
    ...(errors && errors.length > 0 ? { errors } : {}),
    requestId,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(until ? limitHeaders(code, until) : {}),
    },
  })
}

/** Headers with the time of the next allowed try: a general one (RFC 9110), and those of draft-ietf-httpapi-ratelimit-headers. */
function limitHeaders(name: string, until: Date): Record<string, string> {
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))
  return { 'retry-after': String(seconds), ratelimit: `"${name}";r=0;t=${seconds}` }
}

/** Turns an error into an answer, in this one place. Unexpected errors are logged, and the answer names their reference. */
export function problemOf(c: Context, error: unknown, log: Log): Response {
  if (error instanceof AppError) {
    return problem(c, {
      status: STATUS[error.kind],
      code: error.code,
      detail: error.message,
      errors: error.fields,
      until: error.until,
    })
  }
  const reference = newReference()
  if (error instanceof DeadlinePassed) {
    log.error('http.no_answer', { reference, path: c.req.path, error: describeError(error) })
    return problem(c, {
      status: 503,
      code: 'no_answer',
      detail: `Something of ours did not answer in time; whether the request was carried out is not known. Look, or send it again with the same Idempotency-Key. Support knows it as ${reference}.`,
    })
  }
  log.error('http.failed', { reference, path: c.req.path, error: describeError(error) })
  return problem(c, {
    status: 500,
    code: 'internal',
    detail: `Something broke on our side. Tell support ${reference}.`,
  })
}
