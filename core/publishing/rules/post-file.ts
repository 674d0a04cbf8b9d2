import { parseCsv } from '#core/knowledge/rules/csv.ts'
import { invalid } from '#core/lib/kernel/errors.ts'

/** A row of a file of posts, as it stands there: cells by their column, with the line that it begins on, from 1. */
export interface PostRow {
  line: number
  cells: Partial<Record<Column, string>>
}

/** Each column with the names, in small letters and without signs, that spreadsheets and other tools give it. */
const COLUMNS = {
  text: ['text', 'content', 'message', 'post', 'caption', 'texte', 'contenu'],
  accounts: ['accounts', 'account', 'accountids', 'channels', 'channel', 'profiles', 'comptes', 'compte'],
  publishAt: ['publishat', 'publishatlocal', 'scheduledat', 'datetime', 'when', 'quand'],
  date: ['date', 'day', 'jour'],
  time: ['time', 'hour', 'heure'],
  timezone: ['timezone', 'zone', 'fuseau'],
  status: ['status', 'statut'],
  labels: ['labels', 'label', 'tags', 'etiquettes', 'étiquettes'],
  campaign: ['campaign', 'campaignname', 'campagne'],
  media: ['media', 'images', 'image', 'imageurl', 'mediaurl', 'pictures', 'medias'],
} as const
export type Column = keyof typeof COLUMNS

const columnOf = (name: string): Column | undefined => {
  const plain = name.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
  return (Object.keys(COLUMNS) as Column[]).find((column) =>
    (COLUMNS[column] as readonly string[]).includes(plain),
  )
}

/** Reads a CSV file of posts. `ignored` names the columns that mean nothing here. @throws invalid for what is no such file */
export function readPostFile(text: string): { rows: PostRow[]; ignored: string[] } {
  const { rows, unclosed } = parseCsv(text)
  if (unclosed !== null) throw invalid(`A quotation mark on line ${unclosed} is never closed.`)
  const [header, ...lines] = rows
  const columns = (header?.cells ?? []).map(columnOf)
  for (const needed of ['text', 'accounts'] as const)
    if (!columns.includes(needed)) throw invalid(`The first line must name the column “${needed}”.`)
  if (!columns.includes('publishAt') && !columns.includes('date'))
    throw invalid('The first line must name the column “publishAt”, or “date” and “time”.')
  const twice = columns.find((column, n) => column !== undefined && columns.indexOf(column) < n)
  if (twice) throw invalid(`Two columns of the first line mean “${twice}”. Keep one of them.`)
  const ignored = (header?.cells ?? []).filter((name, n) => columns[n] === undefined && name !== '')
  return {
    ignored,
    rows: lines.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(
        columns.flatMap((column, n) => (column && cells[n] ? [[column, cells[n]]] : [])),
      ),
    })),
  }
}

/** A time as it was written: an instant with its offset, or a local time of the post's time zone. */
export type Written = { publishAt: string } | { publishAtLocal: string }

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2})?)$/
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** Reads a time in the forms that are the same everywhere; null for any other, such as 03/04/2026, which means two days. */
export function readTime(text: string): Written | null {
  const written = text.trim()
  const [, date, time] = LOCAL.exec(written) ?? []
  if (date && time) return { publishAtLocal: `${date}T${time.padStart(time.length < 6 ? 5 : 8, '0')}` }
  if (!INSTANT.test(written)) return null
  const at = new Date(written.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(at.getTime()) ? null : { publishAt: at.toISOString() }
}

/** Splits a cell that names several things: by semicolons, bars or line ends, or else by commas. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(/[;|\n]/.test(cell) ? /[;|\n]/ : ',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** Finds labels or a campaign by their names, whatever the case. `unknown` says what is wrong with a name that none has. */
export function sortedBy(
  names: readonly string[],
  known: readonly { id: string; name: string }[],
  unknown: (name: string) => string,
): { ids: string[]; problems: string[] } {
  const found = names.map((name) => ({
    name,
    id: known.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id,
  }))
  return {
    ids: [...new Set(found.flatMap(({ id }) => (id === undefined ? [] : [id])))],
    problems: found.filter(({ id }) => id === undefined).map(({ name }) => unknown(name)),
  }
}

export const noLabel = (name: string): string =>
  `No label is called “${name}”. Add it first, or leave it out.`
export const noCampaign = (name: string): string =>
  `No campaign is called “${name}”. Add it first, or leave it out.`

interface Named {
  id: string
  name: string
  platform: string
}

/** Finds an account by its id, its name, its platform where it is the only one there, or by “platform: name”. */
export function accountNamed(name: string, accounts: readonly Named[]): { id: string } | { problem: string } {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const exact = accounts.find(({ id }) => same(id, name))
  if (exact) return exact
  const [, platform = '', rest = ''] = /^([^:]+):\s*(.+)$/.exec(name) ?? []
  const found =
    [
      accounts.filter((account) => same(account.name, name)),
      accounts.filter((account) => same(account.platform, platform.trim()) && same(account.name, rest)),
      accounts.filter((account) => same(account.platform, name)),
    ].find((some) => some.length > 0) ?? []
  const [only, ...others] = found
  if (!only) return { problem: `No account is called “${name}”. Use its name, or its id.` }
  if (others.length > 0)
    return {
      problem: `“${name}” may be any of ${found.length} accounts: write “${only.platform}: ${only.name}”, or the id.`,
    }
  return only
}
