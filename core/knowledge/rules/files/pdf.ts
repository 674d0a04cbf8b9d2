import { getDocumentProxy } from 'unpdf'
import { DOCUMENT_TEXT_MAX } from '../../schemas.ts'
import { linesOf, type TextRun } from './pdf-lines.ts'
import { largestStream } from './pdf-streams.ts'
import type { FileText } from './read.ts'

/** A book of 2,000 pages is several documents; a forged count of a million is an attack. */
const PAGES_MAX = 2_000
/** What one stream may unpack to: a page of text has some kilobytes, the largest fonts some megabytes, the Worker 128. */
const STREAM_MAX_BYTES = 24 * 1024 * 1024
/** Pieces of text. A page with one for each letter has 5,000; forms that draw forms come to any number from a few lines. */
const PAGE_PIECES_MAX = 20_000
const PIECES_MAX = 300_000

/** The words of a PDF, page by page. It takes the bytes: they are not to be used afterwards. */
export async function readPdf(bytes: Uint8Array<ArrayBuffer>): Promise<FileText> {
  if ((await largestStream(bytes, STREAM_MAX_BYTES)) > STREAM_MAX_BYTES)
    return { error: 'The PDF unpacks to far more than a document holds.' }
  const opened = await open(bytes)
  if ('error' in opened) return opened
  const { pdf } = opened
  try {
    if (pdf.numPages > PAGES_MAX)
      return { error: `The PDF has ${pdf.numPages} pages; at most ${PAGES_MAX} are read. Split it.` }
    const pages: string[] = []
    let length = 0
    let pieces = 0
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n)
      const runs = await runsOf(page)
      pieces += runs.length
      if (runs.length > PAGE_PIECES_MAX || pieces > PIECES_MAX)
        return {
          error: `Page ${n} of the PDF draws far more than a page holds. Save it again and upload that.`,
        }
      const text = linesOf(runs)
      page.cleanup()
      if (text === '') continue
      pages.push(text)
      length += text.length
      if (length > DOCUMENT_TEXT_MAX) return { error: tooLong }
    }
    if (pages.length === 0)
      return {
        error:
          'The PDF holds pictures of text only, such as a scan. Run text recognition (OCR) on it and upload the result.',
      }
    return { text: pages.join('\n\n'), title: null }
  } catch (error) {
    return { error: damaged(error) }
  } finally {
    await pdf.loadingTask.destroy()
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

/** As they come, so that a page without an end is left in the middle. */
async function runsOf(page: Page): Promise<TextRun[]> {
  const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader()
  const runs: TextRun[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return runs
    runs.push(...value.items.filter((item): item is TextRun & typeof item => 'str' in item))
    if (runs.length <= PAGE_PIECES_MAX) continue
    await reader.cancel(new Error('Too many pieces of text.'))
    return runs
  }
}
type TextContent = Awaited<ReturnType<Page['getTextContent']>>

const tooLong = `The PDF holds more than ${DOCUMENT_TEXT_MAX} characters of text. Split it.`

async function open(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ pdf: Awaited<ReturnType<typeof getDocumentProxy>> } | { error: string }> {
  try {
    // Drawing is not wanted: no fonts, no warnings of what could not be drawn.
    return { pdf: await getDocumentProxy(bytes, { disableFontFace: true, verbosity: 0 }) }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return { error: 'The PDF is protected by a password. Save it without one and upload that.' }
    return { error: damaged(error) }
  }
}

/** The reader depends on the bytes alone: what it does not get through now it never will. */
const damaged = (error: unknown) =>
  `The PDF is damaged and cannot be read (${error instanceof Error ? error.message : String(error)}). Save it again and upload that.`
