import { DOCUMENT_TEXT_MAX } from '../../schemas.ts'
import { decode, htmlText, markedEncoding, statedEncoding } from '../html.ts'
import { readDocx } from './docx.ts'
import { fileKind } from './kind.ts'
import { readPdf } from './pdf.ts'

/** What a file holds for people to read, or in plain words why nothing of it can be read. */
export type FileText = { text: string; title: string | null } | { error: string }

/**
 * The text of a file, as Markdown where it has structure. Depends on the bytes alone and takes them: they are not to be
 * used afterwards.
 */
export async function readFile(bytes: Uint8Array<ArrayBuffer>): Promise<FileText> {
  const kind = fileKind(bytes)
  if (typeof kind === 'object') return kind
  const read = await READERS[kind](bytes)
  if ('error' in read) return read
  if (read.text.includes('\0')) return { error: 'The file holds binary data, not text.' }
  if (read.text.trim() === '') return { error: 'The file holds no text.' }
  if (read.text.length > DOCUMENT_TEXT_MAX)
    return { error: `The file holds more than ${DOCUMENT_TEXT_MAX} characters of text. Split it.` }
  return read
}

const READERS = {
  pdf: readPdf,
  docx: readDocx,
  html: readHtml,
  text: readText,
} satisfies Record<string, (bytes: Uint8Array<ArrayBuffer>) => FileText | Promise<FileText>>

function readHtml(bytes: Uint8Array): FileText {
  const encoding = markedEncoding(bytes) ?? statedEncoding(bytes) ?? 'utf-8'
  const html = decode(bytes, encoding)
  if (html === null)
    return { error: `The page is not readable as ${encoding.slice(0, 40)}, which it says or seems to be.` }
  return htmlText(html)
}

/** UTF-8, or UTF-16 with a byte order mark; no other encoding is guessed, since a wrong guess would be answered from. */
function readText(bytes: Uint8Array): FileText {
  const text = decode(bytes, markedEncoding(bytes) ?? 'utf-8')
  if (text !== null) return { text, title: null }
  return bytes.includes(0)
    ? { error: 'This is no text. PDF, Word (.docx), HTML, Markdown and plain text are read.' }
    : {
        error:
          'The file is not UTF-8 text. Save it as “UTF-8” (or “Unicode”) in your editor and upload it again.',
      }
}
