import type { Draft } from '../reading.ts'
import { Table } from '../table.ts'
import type { Attributes } from '../xml.ts'
import { isOn } from './styles.ts'
import type { WordWriter } from './writer.ts'

interface OpenTable {
  table: Table
  isHead: boolean
  /** The row is hidden, or was deleted. */
  isGone: boolean
  isHidden: boolean
  span: number
  isContinued: boolean
  sink: Draft[]
}

/** The open tables of a Word file, each within a cell of the one before. */
export class Tables {
  readonly #writer: WordWriter
  readonly #open: OpenTable[] = []

  constructor(writer: WordWriter) {
    this.#writer = writer
  }

  takeOutRow(): void {
    const open = this.#open.at(-1)
    if (open) open.isGone = true
  }

  open(name: string, attributes: Attributes): void {
    const writer = this.#writer
    if (name === 'w:tbl') {
      writer.endParagraph()
      const row = { isHead: false, isGone: false, isHidden: false, span: 1, isContinued: false }
      this.#open.push({ ...row, table: new Table(), sink: writer.sink })
      return
    }
    const open = this.#open.at(-1)
    if (!open) return
    const { 'w:val': value = '' } = attributes
    if (name === 'w:tr') open.isHead = open.isGone = open.isHidden = false
    else if (name === 'w:tblHeader') open.isHead = isOn(attributes)
    else if (name === 'w:hidden') open.isHidden = open.isGone = isOn(attributes)
    else if (name === 'w:gridBefore') open.table.skip(Number(value))
    else if (name === 'w:gridSpan') open.span = Number(value)
    else if (name === 'w:vMerge') open.isContinued = value !== 'restart'
    else if (name === 'w:tc') {
      open.span = 1
      open.isContinued = false
      writer.sink = []
    }
  }

  close(name: string): void {
    const open = this.#open.at(-1)
    const writer = this.#writer
    if (!open) return
    if (name === 'w:tc') {
      writer.endParagraph()
      const { span, isContinued } = open
      const cell = { drafts: writer.sink, columns: span, rows: 1, isHead: false, isContinued }
      if (!open.isGone) open.table.addCell(cell)
      else if (open.isHidden && writer.sink.length > 0) writer.parts.tally.add('hidden')
      writer.sink = []
    } else if (name === 'w:tr') {
      if (!open.isGone) open.table.endRow(open.isHead)
    } else if (name === 'w:tbl') {
      this.#open.pop()
      writer.sink = open.sink
      writer.sink.push(...open.table.drafts())
    }
  }
}
