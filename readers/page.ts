import { charsetIn, decode, markedEncoding, statedEncoding } from './encoding.ts'
import { readHtml } from './html/read.ts'
import { fileKind } from './kind.ts'
import type { FetchedPage, FileReading } from './port.ts'
import { readFile } from './read.ts'
import { TEXT_MAX } from './reading.ts'
import { readText } from './text.ts'

const HTML: readonly string[] = ['text/html', 'application/xhtml+xml']
const PLAIN: readonly string[] = ['text/plain', 'text/markdown', 'text/x-markdown']

/** Reads the answer of an address: a page, a text, or a PDF or Word file, told by its bytes. */
export async function readPage(page: FetchedPage): Promise<FileReading> {
  const found = fileKind(page.bytes)
  if (found === 'pdf' || found === 'docx') return readFile(page.bytes)
  const read = textOf(page)
  if ('error' in read) return read
  if (read.text === '') return { error: 'The page holds no text. Perhaps it is only drawn in a browser.' }
  if (read.text.length > TEXT_MAX)
    return { error: `The page holds more than ${TEXT_MAX} characters of text.` }
  return read
}

function textOf({ bytes, contentType, url }: FetchedPage): FileReading {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  const isHtml = HTML.includes(type)
  if (!isHtml && !PLAIN.includes(type))
    return {
      error: `The address leads to ${type === '' ? 'something that does not say what it is' : `a file of type ${type.slice(0, 100)}`}; only web pages, PDF, Word files, plain text and Markdown are read.`,
    }
  // The byte order mark, else the server's statement, else the page's own, else UTF-8: nothing is guessed.
  const encoding =
    markedEncoding(bytes) ?? charsetIn(contentType) ?? (isHtml ? statedEncoding(bytes) : null) ?? 'utf-8'
  const text = decode(bytes, encoding)
  if (text === null)
    return { error: `The page is not readable as ${encoding.slice(0, 40)}, which it says or seems to be.` }
  if (text.includes('\0')) return { error: 'The page holds binary data, not text.' }
  return isHtml ? readHtml(text, url) : readText(text)
}
