import type { Answer } from '#local/emulators/lib/http.ts'

export const ok = (body: unknown, status = 200): Answer => ({ status, body })

export const refuse = (status: number, error: string): Answer => ({ status, body: { error } })

export const invalid = (problem: string): Answer => refuse(422, `Validation failed: ${problem}`)

export const notFound = (): Answer => refuse(404, 'Record not found')
