/** Characters at the start of a cell that make a spreadsheet run it as a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/

/** Returns a text as one cell: quoted where necessary (RFC 4180), and never a formula. */
export function csvCell(value: string): string {
  const inert = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** Returns one line, including its line ending. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
