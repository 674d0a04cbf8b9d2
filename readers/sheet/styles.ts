import type { Attributes, XmlReader } from '../xml.ts'

/** The built-in formats that a cell names by number alone, except general ones (ECMA-376, 18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
}

/** The number formats of a workbook, by the styles of its cells. */
export class SheetStyles implements XmlReader {
  readonly #formats = new Map<number, string>()
  readonly #cells: number[] = []
  #isInCells = false

  open(name: string, attributes: Attributes): void {
    if (name === 'x:numFmt')
      this.#formats.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General')
    else if (name === 'x:cellXfs') this.#isInCells = true
    else if (name === 'x:xf' && this.#isInCells) this.#cells.push(Number(attributes.numFmtId ?? 0))
  }

  text(): void {
    // Formats stand in attributes alone.
  }

  close(name: string): void {
    if (name === 'x:cellXfs') this.#isInCells = false
  }

  formatOf(style: string | undefined): string {
    const id = this.#cells[Number(style ?? 0)] ?? 0
    return this.#formats.get(id) ?? BUILT_IN[id] ?? 'General'
  }
}
