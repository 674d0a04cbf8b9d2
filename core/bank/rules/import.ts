import { type CsvRow, parseCsv } from '#core/knowledge/rules/csv.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import { BANK_IMPORT_MAX, type BankItem, bankItemSchema, METRICS } from '../schemas.ts'

/** An item of an import, with its line of the file or its place in the list, from 1. */
export interface Line {
  line: number
  value: unknown
}
export type ReadLine = { line: number; item: BankItem } | { line: number; errors: string[] }

const FIELDS = [
  'profileId',
  'platform',
  'externalId',
  'author',
  'text',
  'postedAt',
  'countedAt',
  'url',
] as const
const columnOf = (name: string, fields: readonly string[]): string | undefined =>
  [...fields, ...METRICS].find(
    (column) =>
      column.toLowerCase() ===
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]/g, ''),
  )
const isMetric = (column: string): boolean => (METRICS as readonly string[]).includes(column)

/** Returns the key of a post in the bank: `instagram_123456`. */
export const externalKey = ({ platform, externalId }: Pick<BankItem, 'platform' | 'externalId'>): string =>
  `${platform}_${externalId}`

/** Checks the items of an import one by one. The same post twice is a fault of the second. */
export function readLines(lines: readonly Line[]): ReadLine[] {
  const lineOf = new Map<string, number>()
  return lines.map(({ line, value }) => {
    const read = checked(bankItemSchema, value)
    if (!('data' in read)) return { line, errors: read.errors.map(({ message }) => message) }
    const key = externalKey(read.data)
    const earlier = lineOf.get(key)
    if (earlier !== undefined) return { line, errors: [`The same post stands on line ${earlier} already.`] }
    lineOf.set(key, line)
    return { line, item: read.data }
  })
}

/** Reads the text of a CSV or JSON file into items; a CSV file names columns of `fields` or of metrics. @throws invalid for what is no such file, or holds too many */
export function linesOfFile(text: string, fields: readonly string[] = FIELDS): Line[] {
  const lines = /^\s*[[{]/.test(text) ? jsonLines(text) : csvLines(text, fields)
  if (lines.length === 0) throw invalid('The file holds no post.')
  if (lines.length > BANK_IMPORT_MAX)
    throw invalid(
      `The file holds ${lines.length} posts; at most ${BANK_IMPORT_MAX} are taken at once. Split it.`,
    )
  return lines
}

function jsonLines(text: string): Line[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    const error = invalid('The file is not valid JSON.')
    error.cause = cause
    throw error
  }
  const items = typeof parsed === 'object' && parsed !== null && 'items' in parsed ? parsed.items : parsed
  if (!Array.isArray(items)) throw invalid('The file holds no list of posts.')
  return items.map((value: unknown, n) => ({ line: n + 1, value }))
}

function csvLines(text: string, fields: readonly string[]): Line[] {
  const { rows, unclosed } = parseCsv(text)
  if (unclosed !== null) throw invalid(`A quotation mark on line ${unclosed} is never closed.`)
  const [header, ...lines] = rows
  const columns = header?.cells.map((name) => columnOf(name, fields)) ?? []
  for (const needed of ['platform', 'externalId', 'text', 'postedAt'] as const)
    if (!columns.includes(needed)) throw invalid(`The first line must name the column “${needed}”.`)
  return lines.map((row) => ({ line: row.line, value: itemOf(columns, row) }))
}

function itemOf(columns: readonly (string | undefined)[], { cells }: CsvRow): unknown {
  const item: Record<string, unknown> = {}
  const metrics: Record<string, unknown> = {}
  for (const [n, column] of columns.entries()) {
    const cell = cells[n] ?? ''
    if (column === undefined || cell === '') continue
    if (isMetric(column)) metrics[column] = numberOf(cell)
    else item[column] = column === 'postedAt' || column === 'countedAt' ? instantOf(cell) : cell
  }
  return Object.keys(metrics).length > 0 ? { ...item, metrics } : item
}

/** Reads a whole number as spreadsheets write it: 1204, 1 204, 1,204. Anything else stays as it is, to be refused. */
const numberOf = (cell: string): unknown =>
  /^\d{1,3}(?:[\s,.]\d{3})+$|^\d+$/.test(cell) ? Number(cell.replace(/[\s,.]/g, '')) : cell

/** Completes a date, or a time without an offset, to an instant in UTC. */
function instantOf(cell: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) return `${cell}T00:00:00Z`
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/.exec(cell) ?? []
  if (date === undefined || time === undefined) return cell
  return `${date}T${time.length === 5 ? `${time}:00` : time}Z`
}
