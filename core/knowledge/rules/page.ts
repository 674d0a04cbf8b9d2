import type { GuardedAnswer } from '#core/lib/secrets/guarded.ts'
import type { FetchedPage } from '#readers/port.ts'
import { DOCUMENT_TITLE_MAX } from '../schemas.ts'

/** `retry`: another attempt in a minute may succeed. `failed`: it would not. Both reasons are for people. */
export type PageOutcome =
  | { kind: 'page'; page: FetchedPage }
  | { kind: 'retry'; reason: string }
  | { kind: 'failed'; reason: string }

/** The types asked for when a page is fetched, best first. */
export const PAGE_ACCEPT =
  'text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.8, application/pdf;q=0.7, application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.7'

/** The only statuses below 500 that allow another try: request time-out and too many requests. */
const TRY_AGAIN: readonly number[] = [408, 429]

/** Maps any answer to the fetch of a document’s page to its outcome. */
export function pageOf(answer: GuardedAnswer): PageOutcome {
  if (answer.kind === 'refused') return { kind: 'failed', reason: answer.reason }
  if (answer.kind === 'failed') return { kind: 'retry', reason: answer.reason }
  const { status, bytes, contentType, finalUrl: url } = answer
  const reason = `The page’s server answered with status ${status}.`
  if (status >= 500 || TRY_AGAIN.includes(status)) return { kind: 'retry', reason }
  if (status < 200 || status > 299) return { kind: 'failed', reason }
  return { kind: 'page', page: { bytes, contentType, url } }
}

/** Returns a title for a page that has none and was given none: `wiki.example.com/returns`. */
export const titleOfUrl = ({ host, pathname }: URL): string =>
  `${host}${pathname.replace(/\/+$/, '')}`.slice(0, DOCUMENT_TITLE_MAX)
