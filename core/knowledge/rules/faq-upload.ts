import { invalid } from '#core/lib/errors.ts'
import { decode, markedEncoding } from '#readers/encoding.ts'
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
  const content = textOf(bytes)
  if (content.includes('\0'))
    throw unreadable('The file is no text. CSV, JSON and Excel workbooks (.xlsx) are taken.')
  const format = /^\ufeff?\s*[[{]/.test(content) ? 'json' : 'csv'
  return { format, read: readFaqs({ format, content }) }
}

function textOf(bytes: Uint8Array): string {
  const unicode = decode(bytes, markedEncoding(bytes) ?? 'utf-8')
  if (unicode !== null) return unicode
  const texts = ['windows-1252', 'macintosh'].flatMap((encoding) => decode(bytes, encoding) ?? [])
  const isOfMac = bytes.includes(13) && !bytes.includes(10)
  const [best] = (isOfMac ? texts.reverse() : texts).sort((one, other) => oddIn(one) - oddIn(other))
  if (best === undefined)
    throw unreadable('The file’s letters cannot be read. Save it as “CSV UTF-8” and import that.')
  return best
}

/** Counts signs in places where no language has them, which show a wrong encoding. */
const oddIn = (text: string): number =>
  text.match(
    /[\u0080-\u009f]|(?<=\p{Ll})[\p{Lu}ƒˆ˜„†‡‰¤¦§¨©ª¬®¯±²³´µ¶¸¹¼½¾×÷]|[ƒ„†‡‰¤¦¬¶¸ŽžÞþÐðÝ](?=\p{Ll})|[√∞∂∑∏π∫Ω≈∆◊ˇ˘˙˚˝˛ﬁﬂ]/gu,
  )?.length ?? 0

const unreadable = (message: string) => invalid(message, [{ path: 'file', message }])
