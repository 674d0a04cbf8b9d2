import type { Draft } from './reading.ts'

export interface Cell {
  drafts: Draft[]
  columns: number
  /** The number of rows that it spans, its own included. */
  rows: number
  isHead: boolean
  /** Continues the cell above. */
  isContinued?: boolean
}

/** A longer cell, in characters, is part of a page that is laid out with a table. */
const CELL_MAX = 1000
const SPAN_MAX = 1000

/** A table taken in cell by cell, and returned as rows in which each merged cell is repeated. */
export class Table {
  readonly #rows: { cells: string[]; isHead: boolean }[] = []
  readonly #drafts: Draft[] = []
  readonly #above = new Map<number, { text: string; left: number }>()
  #cells: string[] = []
  #column = 0
  #heads = 0
  #count = 0
  #widest = 0
  #isLayout = false

  addCell({ drafts, columns, rows, isHead, isContinued = false }: Cell): void {
    this.#fillFromAbove()
    const above = this.#above.get(this.#column)
    const text = isContinued ? (above?.text ?? '') : drafts.map(wordsOf).join(' ')
    if (drafts.some(({ kind }) => kind === 'heading' || kind === 'row') || text.length > CELL_MAX)
      this.#isLayout = true
    if (!isContinued) this.#drafts.push(...drafts)
    this.#cells.push(text)
    this.#count++
    if (isHead) this.#heads++
    const span = Math.min(SPAN_MAX, Math.max(1, columns))
    for (let n = 0; n < span; n++)
      this.#above.set(this.#column + n, { text: n === 0 ? text : '', left: Math.min(SPAN_MAX, rows) - 1 })
    this.#column += span
  }

  endRow(isHead: boolean): void {
    this.#fillFromAbove()
    if (this.#cells.some((text) => text.trim() !== ''))
      this.#rows.push({
        cells: this.#cells,
        isHead: isHead || (this.#rows.length === 0 && this.#heads > 1 && this.#heads === this.#count),
      })
    this.#widest = Math.max(this.#widest, this.#cells.length)
    this.#cells = []
    this.#column = this.#heads = this.#count = 0
  }

  /** Skips columns without a cell. */
  skip(columns: number): void {
    for (let n = 0; n < Math.min(SPAN_MAX, columns); n++)
      this.addCell({ drafts: [], columns: 1, rows: 1, isHead: false })
  }

  drafts(): Draft[] {
    if (this.#isLayout || this.#widest < 2) return this.#drafts
    return this.#rows.map(({ cells, isHead }) => ({ kind: 'row', cells, isHead }))
  }

  #fillFromAbove(): void {
    for (;;) {
      const above = this.#above.get(this.#column)
      if (!above || above.left < 1) return
      above.left--
      if (above.text !== '') this.#cells.push(above.text)
      this.#column++
    }
  }
}

const wordsOf = (draft: Draft): string =>
  draft.kind === 'row'
    ? draft.cells.join(' ')
    : draft.kind === 'item' && draft.mark !== '-'
      ? `${draft.mark} ${draft.text}`
      : draft.text
