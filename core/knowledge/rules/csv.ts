/** A row of a CSV file, with the line of the file that it begins on, from 1. */
export interface CsvRow {
  line: number
  cells: string[]
}

const DELIMITERS = [',', ';', '\t'] as const

/**
 * Parses CSV as spreadsheets write it: RFC 4180, with the semicolons and tabs of other locales, told by Excel's own first
 * line (`sep=;`) or by the header, and with any machine's line ends, a Mac's carriage return among them. Cells lose the
 * apostrophe that `csvCell` puts before a formula. Rows without a word are left out; a quote that is never closed ends the
 * file in its last cell, and `unclosed` names its line.
 */
export function parseCsv(text: string): { rows: CsvRow[]; unclosed: number | null } {
  const whole = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const stated = /^"?sep=(.)"?\n/i.exec(whole)
  const source = stated ? whole.slice(stated[0].length) : whole
  const delimiter = stated?.[1] ?? delimiterOf(source)
  const first = stated ? 2 : 1
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = first
  let rowLine = first
  let quotedSince: number | null = null
  const endCell = () => {
    cells.push(cell.trim().replace(/^'(?=[=+\-@\t\n])/, ''))
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((value) => value !== '')) rows.push({ line: rowLine, cells })
    cells = []
    rowLine = line
  }
  for (let at = 0; at < source.length; at++) {
    const sign = source.charAt(at)
    if (sign === '\n') line++
    if (quotedSince !== null) {
      if (sign !== '"') cell += sign
      else if (source.charAt(at + 1) === '"') cell += source.charAt(at++)
      else quotedSince = null
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      quotedSince = line
    } else if (sign === delimiter) endCell()
    else if (sign === '\n') endRow()
    else cell += sign
  }
  endRow()
  return { rows, unclosed: quotedSince }
}

/** Returns the delimiter that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const header = (text.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string) => header.split(sign).length
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ','
}
