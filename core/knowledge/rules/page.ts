import type { GuardedAnswer } from '#core/lib/guarded.ts'
import { charsetIn, decode, markedEncoding, statedEncoding } from '#readers/encoding.ts'
import { readHtml } from '#readers/html/read.ts'
import { fileKind } from '#readers/kind.ts'
import type { Reading } from '#readers/reading.ts'
import { readText } from '#readers/text.ts'
import { DOCUMENT_TEXT_MAX, DOCUMENT_TITLE_MAX } from '../schemas.ts'

/** `retry`: may be different in a minute. `failed`: will be the same then. Both reasons are for people. */
export type PageOutcome =
  | { kind: 'text'; reading: Reading }
  /** The address leads to a PDF or a Word file. */
  | { kind: 'file'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'retry'; reason: string }
  | { kind: 'failed'; reason: string }

/** What is asked for when a page is fetched, best first. */
export const PAGE_ACCEPT =
  'text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.8, application/pdf;q=0.7, application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.7'

const HTML: readonly string[] = ['text/html', 'application/xhtml+xml']
const PLAIN: readonly string[] = ['text/plain', 'text/markdown', 'text/x-markdown']
/** Request time-out and too many requests: the only statuses below 500 that ask for another try. */
const TRY_AGAIN: readonly number[] = [408, 429]

/** Total: what the fetch of a document’s page comes to. */
export function readPage(answer: GuardedAnswer): PageOutcome {
  if (answer.kind === 'refused') return { kind: 'failed', reason: answer.reason }
  if (answer.kind === 'failed') return { kind: 'retry', reason: answer.reason }
  const { status } = answer
  const reason = `The page’s server answered with status ${status}.`
  if (status >= 500 || TRY_AGAIN.includes(status)) return { kind: 'retry', reason }
  if (status < 200 || status > 299) return { kind: 'failed', reason }
  const found = fileKind(answer.bytes)
  if (found === 'pdf' || found === 'docx') return { kind: 'file', bytes: answer.bytes }
  const read = textOf(answer)
  if ('error' in read) return { kind: 'failed', reason: read.error }
  if (read.text === '')
    return { kind: 'failed', reason: 'The page holds no text. Perhaps it is only drawn in a browser.' }
  if (read.text.length > DOCUMENT_TEXT_MAX)
    return { kind: 'failed', reason: `The page holds more than ${DOCUMENT_TEXT_MAX} characters of text.` }
  return { kind: 'text', reading: read }
}

/** What a document is called when nobody and nothing named it: `wiki.example.com/returns`. */
export const titleOfUrl = ({ host, pathname }: URL): string =>
  `${host}${pathname.replace(/\/+$/, '')}`.slice(0, DOCUMENT_TITLE_MAX)

type Page = Extract<GuardedAnswer, { kind: 'fetched' }>

function textOf(page: Page): Reading | { error: string } {
  const type = (page.contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  const isHtml = HTML.includes(type)
  if (!isHtml && !PLAIN.includes(type))
    return {
      error: `The address leads to ${type === '' ? 'something that does not say what it is' : `a file of type ${type.slice(0, 100)}`}; only web pages, PDF, Word files, plain text and Markdown are read.`,
    }
  // The byte order mark, else what the server says, else what the page says of itself, else UTF-8: nothing is guessed.
  const encoding =
    markedEncoding(page.bytes) ??
    charsetIn(page.contentType) ??
    (isHtml ? statedEncoding(page.bytes) : null) ??
    'utf-8'
  const text = decode(page.bytes, encoding)
  if (text === null)
    return { error: `The page is not readable as ${encoding.slice(0, 40)}, which it says or seems to be.` }
  if (text.includes('\0')) return { error: 'The page holds binary data, not text.' }
  return isHtml ? readHtml(text, page.finalUrl) : readText(text)
}
