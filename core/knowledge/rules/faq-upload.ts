import { invalid } from '#core/lib/kernel/errors.ts'
import { fileText } from '#readers/file-text.ts'
import type { Reader } from '#readers/port.ts'
import type { FaqFormat } from '../schemas.ts'
import { type ReadFaqs, readFaqRows, readFaqs } from './faq-file.ts'

/**
 * Reads the entries of an uploaded file: a workbook, JSON or CSV, told by its bytes. A CSV is UTF-8, UTF-16 with its byte
 * order mark, or an encoding of older spreadsheets: Windows-1252, or Mac Roman where it has the line ends of a Mac.
 * @throws invalid for what is no such file
 */
export async function readFaqUpload(
  bytes: Uint8Array<ArrayBuffer>,
  reader: Pick<Reader, 'sheet'>,
): Promise<{ format: FaqFormat | 'xlsx'; read: ReadFaqs }> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const sheet = await reader.sheet(bytes)
    if ('error' in sheet) throw unreadable(sheet.error)
    return { format: 'xlsx', read: readFaqRows(sheet) }
  }
  const content = fileText(bytes)
  if (content === null)
    throw unreadable('The file’s letters cannot be read. Save it as “CSV UTF-8” and import that.')
  if (content.includes('\0'))
    throw unreadable('The file is no text. CSV, JSON and Excel workbooks (.xlsx) are taken.')
  const format = /^\ufeff?\s*[[{]/.test(content) ? 'json' : 'csv'
  return { format, read: readFaqs({ format, content }) }
}

const unreadable = (message: string) => invalid(message, [{ path: 'file', message }])
