import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { compose, type Draft, type Reading, Tally, TEXT_MAX } from '../reading.ts'
import { type Annotation, filledIn } from './forms.ts'
import { hiddenText, withoutHidden } from './layers.ts'
import { partsOf } from './layout.ts'
import { type SizedPage, withoutMargins } from './margins.ts'
import { append, measured, paragraphsOf } from './paragraphs.ts'
import { runsOf, type TextItem } from './runs.ts'
import { type Segment, segmentsOf } from './segments.ts'
import { largestStream, picturesIn } from './streams.ts'

/** A book of 2,000 pages is several documents; a forged count of a million is an attack. */
const PAGES_MAX = 2_000
/** The most that one stream may unpack to: a page of text has some kilobytes, the largest fonts some megabytes, the Worker 128. */
const STREAM_MAX_BYTES = 24 * 1024 * 1024
/** Limits of pieces of text. A page with one per letter has 5,000; nested forms reach any number with a few lines. */
const PAGE_PIECES_MAX = 20_000
const PIECES_MAX = 300_000

/** Reads a PDF as people see its pages. Consumes the bytes: they must not be used afterwards. */
export async function readPdf(bytes: Uint8Array<ArrayBuffer>): Promise<Reading | { error: string }> {
  if ((await largestStream(bytes, STREAM_MAX_BYTES)) > STREAM_MAX_BYTES)
    return { error: 'The PDF unpacks to far more than a document holds.' }
  const pictures = picturesIn(bytes)
  const opened = await open(bytes)
  if ('error' in opened) return opened
  const { pdf } = opened
  try {
    if (pdf.numPages > PAGES_MAX)
      return { error: `The PDF has ${pdf.numPages} pages; at most ${PAGES_MAX} are read. Split it.` }
    const tally = new Tally()
    const pages = await pagesOf(pdf, tally)
    tally.add('pictures', pictures)
    return 'error' in pages ? pages : compose(draftsOf(pages), tally)
  } catch (error) {
    return { error: damaged(error) }
  } finally {
    await pdf.loadingTask.destroy()
  }
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Pdf['getPage']>>

interface PageText extends SizedPage {
  /** Text in other directions than most of the page, such as along its edge. */
  turned: Segment[][]
}

async function pagesOf(pdf: Pdf, tally: Tally): Promise<PageText[] | { error: string }> {
  const layers = await pdf.getOptionalContentConfig()
  const hasHidden = [...(layers as Iterable<[string, { visible: boolean }]>)].some(
    ([, { visible }]) => !visible,
  )
  const pages: PageText[] = []
  let pieces = 0
  let length = 0
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n)
    const items = await itemsOf(page)
    pieces += items.length
    if (items.length > PAGE_PIECES_MAX || pieces > PIECES_MAX)
      return {
        error: `Page ${n} of the PDF draws far more than a page holds. Save it again and upload that.`,
      }
    const shown = hasHidden ? await withoutLayers(page, items, layers, tally) : items
    const [upright = [], ...turned] = runsOf([
      ...shown,
      ...filledIn((await page.getAnnotations()) as Annotation[]),
    ])
    const [, bottom = 0, , top = 0] = page.view
    const segments = segmentsOf(upright)
    const ends = page.rotate % 180 === 0 ? [bottom, top] : endsOf(segments)
    pages.push({
      segments,
      turned: turned.map(segmentsOf),
      bottom: ends[0] ?? 0,
      height: (ends[1] ?? 0) - (ends[0] ?? 0),
    })
    page.cleanup()
    length += segments.reduce((sum, { text }) => sum + text.length, 0)
    if (length > TEXT_MAX)
      return { error: `The PDF holds more than ${TEXT_MAX} characters of text. Split it.` }
  }
  const empty = pages.filter(({ segments }) => segments.length === 0).length
  if (empty < pages.length) {
    tally.add('pages', empty)
    return pages
  }
  return {
    error:
      'The PDF holds pictures of text only, such as a scan. Run text recognition (OCR) on it and upload the result.',
  }
}

/** Returns the ends of a page that lies on its side, whose box does not tell where its lines are. */
const endsOf = (segments: readonly Segment[]) => [
  Math.min(...segments.map(({ y }) => y)),
  Math.max(...segments.map(({ y }) => y)) + 1,
]

async function withoutLayers(
  page: Page,
  items: readonly TextItem[],
  layers: Awaited<ReturnType<Pdf['getOptionalContentConfig']>>,
  tally: Tally,
): Promise<TextItem[]> {
  const { OPS } = await getResolvedPDFJS()
  const hidden = hiddenText(await page.getOperatorList(), OPS, (layer) => layers.isVisible(layer))
  const shown = withoutHidden(items, hidden)
  tally.add('layers', items.length - shown.length)
  return shown
}

function draftsOf(pages: readonly PageText[]): Draft[] {
  const measures = measured(pages.map(({ segments }) => segments))
  const margins = withoutMargins(pages)
  const drafts: Draft[] = margins.above.map((text) => ({ kind: 'text', text }))
  const turned: Draft[] = []
  for (const [n, segments] of margins.pages.entries()) {
    for (const part of partsOf(segments)) {
      if (part.kind === 'table') drafts.push(...part.rows.map(rowOf))
      else append(drafts, paragraphsOf(part.lines, measures), measures.words)
    }
    for (const other of pages[n]?.turned ?? [])
      for (const part of partsOf(other))
        turned.push(...(part.kind === 'table' ? part.rows.map(rowOf) : paragraphsOf(part.lines, measures)))
  }
  return [...drafts, ...turned, ...margins.below.map((text): Draft => ({ kind: 'text', text }))]
}

/** Returns a row of a table; a row with a single cell becomes a line of text. */
function rowOf(cells: string[]): Draft {
  const said = cells.filter((cell) => cell !== '')
  return said.length === 1 ? { kind: 'text', text: said[0] ?? '' } : { kind: 'row', cells, isHead: false }
}

/** Reads items as they come, so that reading can stop midway on a page without an end. */
async function itemsOf(page: Page): Promise<TextItem[]> {
  const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader()
  const items: TextItem[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return items
    items.push(...value.items.filter((item): item is typeof item & TextItem => 'str' in item))
    if (items.length <= PAGE_PIECES_MAX) continue
    await reader.cancel(new Error('Too many pieces of text.'))
    return items
  }
}
type TextContent = Awaited<ReturnType<Page['getTextContent']>>

async function open(bytes: Uint8Array<ArrayBuffer>): Promise<{ pdf: Pdf } | { error: string }> {
  try {
    // Drawing is not needed: no fonts, no pictures, no warnings about undrawable parts.
    return { pdf: await getDocumentProxy(bytes, { disableFontFace: true, maxImageSize: 0, verbosity: 0 }) }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return { error: 'The PDF is protected by a password. Save it without one and upload that.' }
    return { error: damaged(error) }
  }
}

/** The result depends on the bytes alone: another attempt would fail as well. */
const damaged = (error: unknown) =>
  `The PDF is damaged and cannot be read (${error instanceof Error ? error.message : String(error)}). Save it again and upload that.`
