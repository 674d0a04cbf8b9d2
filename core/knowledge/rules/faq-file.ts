import * as z from 'zod'
import { invalid } from '#core/lib/kernel/errors.ts'
import { csvLine } from '#core/lib/text/csv.ts'
import {
  type CreateFaq,
  createFaqSchema,
  FAQ_IMPORT_MAX,
  type Faq,
  type ImportFaqs,
  languageSchema,
} from '../schemas.ts'
import { type CsvRow, parseCsv } from './csv.ts'

/** The fields of an FAQ in a file: those that a person writes, and none that only this installation knows. */
const COLUMNS = ['question', 'answer', 'keywords', 'language', 'enabled'] as const
type Column = (typeof COLUMNS)[number]
type FaqContent = Pick<Faq, Column>

export const faqCsvHeader = (): string => csvLine(COLUMNS)

export const faqCsvLine = ({ question, answer, keywords, language, enabled }: FaqContent): string =>
  csvLine([question, answer, keywords.join('; '), language, String(enabled)])

export const faqJson = ({ question, answer, keywords, language, enabled }: FaqContent): string =>
  JSON.stringify({ question, answer, keywords, language, enabled })

export interface ReadFaqs {
  faqs: CreateFaq[]
  problems: { line: number; message: string }[]
}

/**
 * Reads the entries of a file's text, and the problems of the others, each by its line in the CSV or its place in the JSON, from
 * 1.
 * @throws invalid for what is no such file at all, or holds more than 500 entries
 */
export const readFaqs = ({ format, content }: ImportFaqs): ReadFaqs =>
  checked(format === 'csv' ? csvEntries(content) : jsonEntries(content))

/** Reads the rows of a sheet in the same way; the first names the columns. */
export const readFaqRows = ({
  rows,
  problems,
}: {
  rows: readonly CsvRow[]
  problems: ReadFaqs['problems']
}): ReadFaqs => checked(rowEntries(rows, [...problems]))

function checked({ entries, problems }: Entries): ReadFaqs {
  if (entries.length > FAQ_IMPORT_MAX)
    throw unreadable(
      `The file has ${entries.length} entries; at most ${FAQ_IMPORT_MAX} are taken at once. Split it.`,
    )
  const faqs: CreateFaq[] = []
  const lineOf = new Map<string, number>()
  for (const { line, value } of entries) {
    const parsed = createFaqSchema.safeParse(value)
    const earlier = parsed.success ? lineOf.get(parsed.data.question) : undefined
    if (JSON.stringify(value).includes('\ufffd')) problems.push({ line, message: REPLACED })
    else if (!parsed.success) problems.push({ line, message: wordsOf(parsed.error) })
    else if (earlier !== undefined)
      problems.push({ line, message: `The same question stands on line ${earlier} already.` })
    else {
      faqs.push(parsed.data)
      lineOf.set(parsed.data.question, line)
    }
  }
  return { faqs, problems: problems.sort((a, b) => a.line - b.line) }
}

interface Entries {
  entries: { line: number; value: unknown }[]
  problems: ReadFaqs['problems']
}

const REPLACED =
  'A letter was lost when the file was saved or converted (�). Upload the file itself as your spreadsheet saves it, or save it as UTF-8.'

function csvEntries(content: string): Entries {
  const { rows, unclosed } = parseCsv(content)
  if (unclosed === null) return rowEntries(rows, [])
  return rowEntries(rows.slice(0, -1), [{ line: unclosed, message: 'A quotation mark is never closed.' }])
}

function rowEntries(rows: readonly CsvRow[], problems: ReadFaqs['problems']): Entries {
  const [header, ...lines] = rows
  const names = header?.cells.map((name) => name.toLowerCase()) ?? []
  if (!names.includes('question') || !names.includes('answer'))
    throw unreadable('The first line must name the columns, “question” and “answer” among them.')
  const twice = names.find((name, n) => isColumn(name) && names.indexOf(name) !== n)
  if (twice !== undefined)
    throw unreadable(
      `The first line names the column “${twice}” twice. Keep one of the two, and import the file again.`,
    )
  for (const name of names)
    if (name !== '' && !isColumn(name))
      problems.push({ line: header?.line ?? 1, message: `There is no column “${name}”; it was left out.` })
  const entries: Entries['entries'] = []
  for (const { line, cells } of lines) {
    const more = cells.slice(names.length).filter((cell) => cell !== '').length
    if (more === 0) entries.push({ line, value: fromCells(names, cells) })
    else
      problems.push({
        line,
        message: `The line has ${cells.length} cells, and the first line names ${names.length} columns. Put a text that holds the separator in quotation marks.`,
      })
  }
  return { entries, problems }
}

const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name)

/** Returns the fields of a row. Empty cells are left out, so that their defaults hold. */
function fromCells(names: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const given = names.flatMap((name, n) => {
    const cell = cells[n] ?? ''
    return isColumn(name) && (cell !== '' || name === 'question' || name === 'answer')
      ? [[name, fromCell(name, cell)]]
      : []
  })
  return Object.fromEntries(given)
}

const TRUTH: Record<string, boolean> = {
  ...{
    true: true,
    yes: true,
    on: true,
    '1': true,
    vrai: true,
    oui: true,
    verdadero: true,
    sí: true,
    si: true,
  },
  ...{ false: false, no: false, off: false, '0': false, faux: false, non: false, falso: false },
}

function fromCell(column: Column, cell: string): unknown {
  if (column === 'keywords')
    return cell
      .split(';')
      .map((keyword) => keyword.trim())
      .filter(Boolean)
  if (column === 'language') return cell.toLowerCase()
  return column === 'enabled' ? (TRUTH[cell.toLowerCase()] ?? cell) : cell
}

function jsonEntries(content: string): Entries {
  const parsed = z.array(z.unknown()).safeParse(parseJson(content))
  if (!parsed.success) throw unreadable('The file must be a JSON array of questions and answers.')
  return { entries: parsed.data.map((value, n) => ({ line: n + 1, value })), problems: [] }
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (cause) {
    const error = unreadable(
      `The file is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
    error.cause = cause
    throw error
  }
}

const unreadable = (message: string) => invalid(message, [{ path: 'content', message }])

const wordsOf = ({ issues }: z.ZodError): string => issues.map(wordsOfIssue).join(' ')

/** Describes a problem for the person who corrects the file, in the words of its columns. */
function wordsOfIssue({ code, path, message, ...issue }: z.core.$ZodIssue): string {
  const column = path[0] === undefined ? 'entry' : String(path[0])
  if (column === 'language') return `The language must be one of ${languageSchema.options.join(', ')}.`
  if (column === 'enabled') return 'The column “enabled” says neither yes nor no.'
  if (code === 'too_small' || (code === 'invalid_type' && column !== 'entry'))
    return `The ${column} is missing.`
  if (code === 'too_big' && 'maximum' in issue) return `The ${column} is longer than ${issue.maximum}.`
  return `The ${column} is not valid: ${message}`
}
