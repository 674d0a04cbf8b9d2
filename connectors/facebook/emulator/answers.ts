import type { Answer } from '#local/emulators/lib/http.ts'
import { graphError } from '../../meta/emulator/answers.ts'

export const refuse = (code: number, subcode: number, message: string): Answer =>
  graphError({ code, subcode, message: `(#${code}) ${message}` })

export const done: Answer = { status: 200, body: { success: true } }

/** Answers a page of a list. The last one is empty, and only it names no next. */
export function listed<T>(all: readonly T[], query: URLSearchParams, show: (one: T) => object): Answer {
  const limit = Math.min(100, Number(query.get('limit') ?? 25))
  const after = query.get('after')
  const start = after === null ? 0 : Number(atob(after))
  const data = all.slice(start, start + limit).map(show)
  const cursors = { before: btoa(String(start)), after: btoa(String(start + data.length)) }
  const paging = { cursors, next: 'https://graph.facebook.com/next' }
  return { status: 200, body: { data, ...(data.length > 0 ? { paging } : {}) } }
}
