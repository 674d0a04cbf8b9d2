import { format, isDateFormat } from 'numfmt'
import { relationsOf } from '../relations.ts'
import { readXml, type XmlReader } from '../xml.ts'
import { Archive, Damaged, TooLarge, zipEntries } from '../zip.ts'
import { SheetStyles } from './styles.ts'

export interface SheetRow {
  /** Its number in the sheet, from 1. */
  line: number
  cells: string[]
}

/** A sheet as people see it, and the problems of cells that cannot be shown. */
export interface Sheet {
  rows: SheetRow[]
  problems: { line: number; message: string }[]
}

const XML_MAX_BYTES = 20 * 1024 * 1024
const CELLS_MAX = 200_000
const COLUMNS_MAX = 100
/** A sheet keeps numbers with more digits than this only roughly. */
const DIGITS_MAX = 15
/** Characters of the longest tag that is looked for, across two chunks. */
const LONGEST_TAG = 40
const DAY_SECONDS = 86_400

/** Reads the first visible sheet of a workbook (`.xlsx`), cell by cell as its formats show it; others that hold something are told as problems. */
export async function readSheet(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet | { error: string }> {
  const entries = zipEntries(bytes)
  if (entries === null) return { error: 'The file is damaged or cut off. Upload it again.' }
  const archive = new Archive(bytes, entries, XML_MAX_BYTES)
  try {
    const main = (await relationsOf(archive, '')).byType.get('officeDocument') ?? 'xl/workbook.xml'
    const { byId, byType } = await relationsOf(archive, main)
    const book = new Book()
    await readXml(archive.read(main), book)
    const name = byId.get(book.visible[0]?.id ?? '')
    if (name === undefined || !archive.has(name)) return { error: 'The workbook has no visible sheet.' }
    const shared = new Texts('x:si')
    await readXml(archive.read(byType.get('sharedStrings') ?? ''), shared)
    const styles = new SheetStyles()
    await readXml(archive.read(byType.get('styles') ?? ''), styles)
    const cells = new Cells({ shared: shared.all, styles, startsIn1904: book.startsIn1904 })
    await readXml(archive.read(name), cells)
    const sheet = cells.sheet()
    for (const other of book.visible.slice(1)) {
      const path = byId.get(other.id)
      if (path === undefined || !(await isFilled(archive.read(path)))) continue
      const message = `The sheet “${other.name}” was left out: only the first one is read. Save it as a workbook of its own.`
      sheet.problems.push({ line: 1, message })
    }
    return sheet
  } catch (error) {
    if (error instanceof TooLarge)
      return { error: 'The workbook unpacks to far more than is read. Split it.' }
    // The standard's error for bytes of another encoding is TypeError.
    if (error instanceof Damaged || error instanceof TypeError)
      return { error: 'The workbook is damaged and cannot be read. Save it again and upload that.' }
    throw error
  }
}

/** Tests whether a sheet holds anything. Reads no further than its first value. */
async function isFilled(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  const decoder = new TextDecoder()
  let before = ''
  for await (const chunk of chunks) {
    const text = before + decoder.decode(chunk, { stream: true })
    if (/<(?:\w+:)?(?:v|is)>/.test(text)) return true
    before = text.slice(-LONGEST_TAG)
  }
  return false
}

type Attributes = Parameters<XmlReader['open']>[1]

class Book implements XmlReader {
  readonly visible: { name: string; id: string }[] = []
  startsIn1904 = false
  open(name: string, attributes: Attributes): void {
    if (name === 'x:workbookPr') this.startsIn1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
    if (name === 'x:sheet' && (attributes.state ?? 'visible') === 'visible')
      this.visible.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? '' })
  }
  text(): void {
    // Only attributes name the sheets of a workbook.
  }
  close(): void {
    // Nothing to do at the end of an element.
  }
}

/** Collects the texts within each element of a name, without their phonetic readings. */
class Texts implements XmlReader {
  readonly all: string[] = []
  readonly #of: string
  #readings = 0
  #isText = false

  constructor(of: string) {
    this.#of = of
  }

  open(name: string): void {
    if (name === this.#of) this.all.push('')
    else if (name === 'x:rPh') this.#readings++
    else if (name === 'x:t') this.#isText = this.#readings === 0
  }

  text(text: string): void {
    if (this.#isText) this.all.push((this.all.pop() ?? '') + text)
  }

  close(name: string): void {
    if (name === 'x:t') this.#isText = false
    else if (name === 'x:rPh') this.#readings--
  }
}

interface OpenCell {
  column: number
  type: string
  style: string | undefined
  value: string
}

class Cells implements XmlReader {
  readonly #book: { shared: readonly string[]; styles: SheetStyles; startsIn1904: boolean }
  readonly #rows: SheetRow[] = []
  readonly #problems: Sheet['problems'] = []
  #row: SheetRow | null = null
  #isHidden = false
  /** Something stands in a column that is not read. */
  #isCut = false
  #cell: OpenCell | null = null
  #isValue = false
  #count = 0
  #line = 0

  constructor(book: { shared: readonly string[]; styles: SheetStyles; startsIn1904: boolean }) {
    this.#book = book
  }

  sheet(): Sheet {
    const rows = this.#rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
    return { rows, problems: this.#problems }
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'x:row') {
      this.#line = Number(attributes.r ?? this.#line + 1)
      this.#row = { line: this.#line, cells: [] }
      this.#isHidden = /^(?:1|true)$/.test(attributes.hidden ?? '')
    } else if (name === 'x:c' && this.#row) {
      if (++this.#count > CELLS_MAX) throw new TooLarge('cells')
      const column = columnOf(attributes.r) ?? this.#row.cells.length
      this.#cell = { column, type: attributes.t ?? 'n', style: attributes.s, value: '' }
    } else if (name === 'x:v' || name === 'x:t') this.#isValue = this.#cell !== null
    else if (name === 'x:mergeCell') this.#merge(attributes.ref ?? '')
  }

  text(text: string): void {
    if (this.#isValue && this.#cell) this.#cell.value += text
  }

  close(name: string): void {
    if (name === 'x:v' || name === 'x:t') this.#isValue = false
    else if (name === 'x:c' && this.#cell && this.#row) {
      const { cells } = this.#row
      const { column } = this.#cell
      if (column < COLUMNS_MAX) {
        while (cells.length < column) cells.push('')
        cells[column] = this.#shown(this.#cell)
      } else if (this.#cell.value.trim() !== '' && !this.#isCut) {
        this.#isCut = true
        this.#problem(
          `The sheet has more than ${COLUMNS_MAX} columns; what stands in the others was left out.`,
        )
      }
      this.#cell = null
    } else if (name === 'x:row' && this.#row) {
      if (!this.#isHidden) this.#rows.push(this.#row)
      else if (this.#row.cells.some((cell) => cell !== ''))
        this.#problem('The row is hidden in the sheet; it was left out. Show it, if it is meant.')
      this.#row = null
    }
  }

  #problem(message: string): void {
    this.#problems.push({ line: this.#line, message })
  }

  #shown({ type, style, value }: OpenCell): string {
    if (type === 's') return (this.#book.shared[Number(value)] ?? '').trim()
    if (type === 'inlineStr' || type === 'str') return value.trim()
    if (type === 'b') return value === '1' ? 'true' : 'false'
    if (type === 'e') {
      this.#problem(`A cell holds the error ${value}. Mend the formula, or type what it should say.`)
      return ''
    }
    if (value.trim() === '') return ''
    const number = Number(value)
    const pattern = this.#book.styles.formatOf(style)
    if (type === 'd' || !Number.isFinite(number)) return value
    if (isDateFormat(pattern)) return this.#dated(number, pattern)
    if (Number.isInteger(number) && Math.abs(number) >= 10 ** DIGITS_MAX) {
      this.#problem(
        `A number has more than ${DIGITS_MAX} digits, which the sheet has rounded. Make its cell text and type it again.`,
      )
      return ''
    }
    // A general cell shows whole numbers as they are, whatever the width of its column.
    if (/^general$/i.test(pattern)) return String(Number(number.toPrecision(DIGITS_MAX)))
    return format(pattern, number).trim()
  }

  /** Formats a date: days since 1900 or 1904, to the second. */
  #dated(days: number, pattern: string): string {
    const since = days + (this.#book.startsIn1904 ? 1462 : 0)
    return format(pattern, Math.round(since * DAY_SECONDS) / DAY_SECONDS).trim()
  }

  /** Repeats the value of a cell that spans rows in each of them. */
  #merge(ref: string): void {
    const [, left, top, , bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? []
    const column = columnOf(`${left}1`)
    if (column === null || top === bottom) return
    const within = this.#rows.filter(({ line }) => line >= Number(top) && line <= Number(bottom))
    const said = within.find(({ line }) => line === Number(top))?.cells[column] ?? ''
    for (const { cells } of within) {
      while (cells.length <= column) cells.push('')
      cells[column] = said
    }
  }
}

/** Returns the place of a column from 0, by a cell’s name (`AB7`). */
function columnOf(name: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(name ?? '')?.[0]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
