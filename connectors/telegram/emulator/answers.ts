import type { Answer } from '#local/emulators/lib/http.ts'

export const ok = (result: unknown): Answer => ({ status: 200, body: { ok: true, result } })

export const refuse = (code: number, description: string, parameters?: Record<string, unknown>): Answer => ({
  status: code,
  body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) },
})

export const badRequest = (what: string) => refuse(400, `Bad Request: ${what}`)

export const tooManyRequests = (seconds: number) =>
  refuse(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
