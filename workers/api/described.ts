import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Api } from './api.ts'
import type { Endpoint } from './endpoint.ts'
import { EXAMPLES } from './examples.ts'
import { PROBLEM_SCHEMA, TITLE } from './problem.ts'

/** Builds the parts of the OpenAPI document that all routes share: failures, headers, and how to send a write. */

const PROBLEM = 'application/problem+json'
const REQUEST_ID = { description: 'Names this request in our logs.', schema: { type: 'string' as const } }

/** The problem behind each status, with an example of its detail. */
const FAILURES: Record<
  number,
  { name: string; description: string; code: string; detail: string; errors?: object[] }
> = {
  401: {
    name: 'Unauthenticated',
    description: 'No session, and no key that is known and has not run out.',
    code: 'unauthenticated',
    detail: 'Sign in, or send an API key as a bearer token.',
  },
  403: {
    name: 'Forbidden',
    description: 'The role or the key has no such right, or a write by cookie came without its header.',
    code: 'forbidden',
    detail: 'This needs the right to “write” in the workspace. Ask an owner or an admin.',
  },
  404: {
    name: 'NotFound',
    description: 'There is no such thing in this workspace.',
    code: 'not_found',
    detail: 'There is no such account.',
  },
  409: {
    name: 'Conflict',
    description: 'What is there does not allow it now, or the Idempotency-Key is taken by another request.',
    code: 'idempotency_key_reused',
    detail: 'This Idempotency-Key was used for another request. Use a new one.',
  },
  413: {
    name: 'TooLarge',
    description: 'The body is larger than is taken.',
    code: 'too_large',
    detail: 'The body is larger than 2 MB.',
  },
  422: {
    name: 'Invalid',
    description: 'The input is not valid: `errors` says each fault in a sentence, with its field.',
    code: 'invalid_input',
    detail: 'accountIds is required.',
    errors: [{ path: 'accountIds', message: 'accountIds is required.', code: 'required' }],
  },
  429: {
    name: 'Limited',
    description: 'Too many tries, or the platform asks to wait: again after `Retry-After`.',
    code: 'limited',
    detail: 'The platform asks to wait.',
  },
  500: {
    name: 'Broken',
    description: 'Something broke on our side. A write may be sent again with the same Idempotency-Key.',
    code: 'internal',
    detail: 'Something broke on our side. Tell support ERR-7K2M9Q.',
  },
  503: {
    name: 'Unavailable',
    description:
      'A part of ours, or the platform, does not answer. A write may be sent again with the same Idempotency-Key.',
    code: 'no_answer',
    detail:
      'Something of ours did not answer in time; whether the request was carried out is not known. Look, or send it again with the same Idempotency-Key. Support knows it as ERR-7K2M9Q.',
  },
}

const LIMIT_HEADERS = {
  'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer' as const } },
  ratelimit: {
    description: 'What is left (r) and in how many seconds it is renewed (t): `"too_many_tries";r=0;t=840`.',
    schema: { type: 'string' as const },
  },
}

/** Registers the parts that all routes share in the document. */
export function registerShared({ openAPIRegistry: registry }: OpenAPIHono<Api>): void {
  registry.registerComponent('schemas', 'Problem', PROBLEM_SCHEMA)
  for (const [status, { name, description, code, detail, errors }] of Object.entries(FAILURES)) {
    const example = {
      type: `urn:chorus:problem:${code}`,
      title: TITLE[Number(status)],
      status: Number(status),
      detail,
      code,
      ...(errors ? { errors } : {}),
      requestId: '6f1c4c0e-6d55-4a3f-9a53-0f7f6f1f0f7a',
    }
    registry.registerComponent('responses', name, {
      description,
      headers: { 'x-request-id': REQUEST_ID, ...(status === '429' ? LIMIT_HEADERS : {}) },
      content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' }, example } },
    })
  }
}

/** Returns the failures of a route: any route may be limited or break; the others depend on its inputs. */
export function failures({ open = false, body = false }: { open?: boolean; body?: boolean } = {}) {
  const left = [...(open ? [401, 403] : []), ...(body ? [] : [413])]
  return Object.fromEntries(
    Object.entries(FAILURES)
      .filter(([status]) => !left.includes(Number(status)))
      .map(([status, { name }]) => [status, { $ref: `#/components/responses/${name}` }]),
  )
}

/** Returns the body of a route, with an example; some routes take a file in its place. */
export function requestBody({ method, path, body, orFile }: Endpoint) {
  if (!body) return {}
  const example = EXAMPLES[`${method.toUpperCase()} ${path}`]
  const json = { schema: body as z.ZodType, ...(example === undefined ? {} : { example }) }
  const form = orFile === undefined ? {} : { 'multipart/form-data': { schema: fileForm(orFile) } }
  return { body: { required: true, content: { 'application/json': json, ...form } } }
}

const fileForm = (description: string) => ({
  type: 'object' as const,
  properties: { file: { type: 'string' as const, format: 'binary', description } },
  required: ['file'],
})

/** Returns the additional headers of a write. */
export function headers({ method, needs }: Pick<Endpoint, 'method' | 'needs'>) {
  if (method === 'get' || needs === 'nothing') return {}
  return {
    headers: z.object({
      'idempotency-key': z
        .string()
        .optional()
        .describe('A UUID of your own: the same key and body are done once, and answered the same.'),
    }),
  }
}
