import type { Answer } from '#local/emulators/lib/http.ts'

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** Builds an error as XRPC has them: `error` is its name. */
export const refuse = (status: number, error: string, message: string): Answer => ({
  status,
  body: { error, message },
})

export const invalid = (message: string): Answer => refuse(400, 'InvalidRequest', message)
