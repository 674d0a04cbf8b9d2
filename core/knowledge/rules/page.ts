import type { GuardedAnswer } from '#core/lib/guarded.ts'
import type { FetchedPage } from '#readers/port.ts'
import { DOCUMENT_TITLE_MAX } from '../schemas.ts'

/** `retry`: may be different in a minute. `failed`: will be the same then. Both reasons are for people. */
export type PageOutcome =
  | { kind: 'page'; page: FetchedPage }
  | { kind: 'retry'; reason: string }
  | { kind: 'failed'; reason: string }

/** What is asked for when a page is fetched, best first. */
export const PAGE_ACCEPT =
  'text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.8, application/pdf;q=0.7, application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.7'

/** Request time-out and too many requests: the only statuses below 500 that ask for another try. */
const TRY_AGAIN: readonly number[] = [408, 429]

/** Total: what the fetch of a document’s page comes to. */
export function pageOf(answer: GuardedAnswer): PageOutcome {
  if (answer.kind === 'refused') return { kind: 'failed', reason: answer.reason }
  if (answer.kind === 'failed') return { kind: 'retry', reason: answer.reason }
  const { status, bytes, contentType, finalUrl: url } = answer
  const reason = `The page’s server answered with status ${status}.`
  if (status >= 500 || TRY_AGAIN.includes(status)) return { kind: 'retry', reason }
  if (status < 200 || status > 299) return { kind: 'failed', reason }
  return { kind: 'page', page: { bytes, contentType, url } }
}

/** What a document is called when nobody and nothing named it: `wiki.example.com/returns`. */
export const titleOfUrl = ({ host, pathname }: URL): string =>
  `${host}${pathname.replace(/\/+$/, '')}`.slice(0, DOCUMENT_TITLE_MAX)
