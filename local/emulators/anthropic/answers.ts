import { randomUUID } from 'node:crypto'
import type { Answer } from '../lib/http.ts'
import type { HeadedAnswer } from '../openai/answers.ts'

/** Builds an error in the API's form. */
export const refuse = (status: number, type: string, message: string): Answer => ({
  status,
  body: { type: 'error', error: { type, message }, request_id: requestId() },
})

export const invalidRequest = (message: string): Answer => refuse(400, 'invalid_request_error', message)

export const tooManyRequests = (seconds: number): HeadedAnswer => ({
  ...refuse(429, 'rate_limit_error', 'This request would exceed your rate limit.'),
  headers: { 'retry-after': String(seconds) },
})

export const requestId = () => `req_${randomUUID().replaceAll('-', '')}`
