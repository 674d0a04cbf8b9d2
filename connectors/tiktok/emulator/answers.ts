import { randomUUID } from 'node:crypto'
import type { Answer } from '#local/emulators/lib/http.ts'

const envelope = (code: string, message: string) => ({
  code,
  message,
  log_id: randomUUID().replaceAll('-', '').toUpperCase(),
})

/** Answers a success: it has an error too, whose code is `ok`. */
export const ok = (data: object): Answer => ({ status: 200, body: { data, error: envelope('ok', '') } })

export const refuse = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: envelope(code, message) },
})

export const invalid = (message: string): Answer => refuse(400, 'invalid_params', message)

export const tooMany = (): Answer =>
  refuse(429, 'rate_limit_exceeded', 'The API rate limit was exceeded. Please try again later')
