import { decode, markedEncoding, statedEncoding } from './encoding.ts'
import { readHtml } from './html/read.ts'
import { fileKind } from './kind.ts'
import { readPdf } from './pdf/read.ts'
import type { FileReading } from './port.ts'
import { TEXT_MAX } from './reading.ts'
import { readText } from './text.ts'
import { readWord } from './word/read.ts'

/** Reads a file. Depends on the bytes alone and consumes them: they must not be used afterwards. */
export async function readFile(bytes: Uint8Array<ArrayBuffer>): Promise<FileReading> {
  const kind = fileKind(bytes)
  if (typeof kind === 'object') return kind
  const read = await READERS[kind](bytes)
  if ('error' in read) return read
  if (read.text === '') return { error: 'The file holds no text.' }
  if (read.text.length > TEXT_MAX)
    return { error: `The file holds more than ${TEXT_MAX} characters of text. Split it.` }
  return read
}

const READERS = {
  pdf: readPdf,
  docx: readWord,
  html: readHtmlFile,
  text: readTextFile,
} satisfies Record<string, (bytes: Uint8Array<ArrayBuffer>) => FileReading | Promise<FileReading>>

const BINARY = { error: 'The file holds binary data, not text.' }

function readHtmlFile(bytes: Uint8Array): FileReading {
  const encoding = markedEncoding(bytes) ?? statedEncoding(bytes) ?? 'utf-8'
  const html = decode(bytes, encoding)
  if (html === null)
    return { error: `The page is not readable as ${encoding.slice(0, 40)}, which it says or seems to be.` }
  return html.includes('\0') ? BINARY : readHtml(html)
}

/** Reads UTF-8, or UTF-16 with a byte order mark; guesses no other encoding, since a wrong guess would end up in answers. */
function readTextFile(bytes: Uint8Array): FileReading {
  const text = decode(bytes, markedEncoding(bytes) ?? 'utf-8')
  if (text !== null) return text.includes('\0') ? BINARY : readText(text)
  return bytes.includes(0)
    ? { error: 'This is no text. PDF, Word (.docx), HTML, Markdown and plain text are read.' }
    : {
        error:
          'The file is not UTF-8 text. Save it as “UTF-8” (or “Unicode”) in your editor and upload it again.',
      }
}
