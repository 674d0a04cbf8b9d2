import type { FieldError } from '#core/lib/kernel/errors.ts'
import { type LocalTime, parseLocalTime } from '#core/lib/kernel/local-time.ts'

const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The parts that hold numbers, with their limits (RFC 5545 3.3.10). `signed`: a minus counts from the end, and 0 is refused. */
const NUMBERS = {
  // RFC 5545 allows the leap second 60; no clock that a post could leave by shows it.
  BYSECOND: { min: 0, max: 59, signed: false },
  BYMINUTE: { min: 0, max: 59, signed: false },
  BYHOUR: { min: 0, max: 23, signed: false },
  BYMONTHDAY: { min: 1, max: 31, signed: true },
  BYYEARDAY: { min: 1, max: 366, signed: true },
  BYWEEKNO: { min: 1, max: 53, signed: true },
  BYMONTH: { min: 1, max: 12, signed: false },
  BYSETPOS: { min: 1, max: 366, signed: true },
} as const
export type NumberPart = keyof typeof NUMBERS

/** A rule as RFC 5545 3.3.10 writes it, taken apart. */
export interface Rule {
  freq: Frequency
  interval: number
  count: number | null
  /** The last moment: an instant where the rule says UTC, else a local time of the series. Inclusive. */
  until: { instant: Date } | { local: LocalTime } | null
  byDay: string[]
  by: Partial<Record<NumberPart, number[]>>
  wkst: string
}

export type Parsed = { rule: Rule; errors: [] } | { rule: null; errors: FieldError[] }

/** Parses a rule. Reports every problem in plain words, under the field `rrule`. */
export function parseRule(text: string): Parsed {
  const problems: string[] = []
  const parts = readParts(text, problems)
  const rule = problems.length === 0 ? readRule(parts, problems) : null
  if (rule) problems.push(...misplaced(rule))
  if (rule === null || problems.length > 0)
    return { rule: null, errors: problems.map((message) => ({ path: 'rrule', message })) }
  return { rule, errors: [] }
}

function readParts(text: string, problems: string[]): Map<string, string> {
  const parts = new Map<string, string>()
  const body = text.trim().replace(/^RRULE:/i, '')
  if (/[\r\n]/.test(body) || /DTSTART/i.test(body)) {
    problems.push(
      'Write the rule alone, such as FREQ=DAILY; when it starts, and what it leaves out, have their own fields.',
    )
    return parts
  }
  for (const part of body.replace(/;$/, '').split(';')) {
    const [name = '', value = '', ...more] = part.trim().toUpperCase().split('=')
    if (name === '' || value === '' || more.length > 0)
      problems.push(`“${part}” is not of the form NAME=value.`)
    else if (name === 'RSCALE' || name === 'SKIP')
      problems.push(`${name} is of another standard (RFC 7529); rules here are those of RFC 5545.`)
    else if (!(name in NUMBERS) && !['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'].includes(name))
      problems.push(`There is no part ${name} in a rule.`)
    else if (parts.has(name)) problems.push(`${name} stands twice.`)
    else parts.set(name, value)
  }
  return parts
}

function readRule(parts: ReadonlyMap<string, string>, problems: string[]): Rule | null {
  const freq = FREQUENCIES.find((one) => one === parts.get('FREQ'))
  if (!freq) {
    problems.push(`Say how often by FREQ: one of ${FREQUENCIES.slice(1).join(', ')}.`)
    return null
  }
  const positive = (name: string) => {
    const value = parts.get(name)
    if (value === undefined) return null
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
    problems.push(`${name} is a whole number from 1 on; “${value}” is none.`)
    return null
  }
  const by: Rule['by'] = {}
  for (const name of Object.keys(NUMBERS) as NumberPart[]) {
    const value = parts.get(name)
    if (value !== undefined) by[name] = numbers(name, value, problems)
  }
  const wkst = parts.get('WKST') ?? 'MO'
  if (!WEEKDAYS.includes(wkst)) problems.push(`WKST is a weekday, one of ${WEEKDAYS.join(', ')}.`)
  return {
    freq,
    interval: positive('INTERVAL') ?? 1,
    count: positive('COUNT'),
    until: readUntil(parts.get('UNTIL'), problems),
    byDay: weekdays(parts.get('BYDAY'), problems),
    by,
    wkst,
  }
}

function numbers(name: NumberPart, value: string, problems: string[]): number[] {
  const { min, max, signed } = NUMBERS[name]
  const read = value.split(',').map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : Number.NaN))
  const wrong = read.findIndex((n) => {
    const size = signed ? Math.abs(n) : n
    return !(size >= min && size <= max)
  })
  if (wrong >= 0) {
    const range = signed ? `${min} to ${max}, or -${max} to -${min} from the end` : `${min} to ${max}`
    problems.push(`${name} takes ${range}; “${value.split(',')[wrong]}” is not among them.`)
  }
  return [...new Set(read)].sort((a, b) => a - b)
}

function weekdays(value: string | undefined, problems: string[]): string[] {
  if (value === undefined) return []
  const days = value.split(',')
  for (const day of days) {
    const found = /^([+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)$/.exec(day)
    const size = Math.abs(Number(found?.[1] ?? 1))
    if (!found || size < 1 || size > 53)
      problems.push(`BYDAY takes weekdays such as MO, 1MO (the first) or -1FR (the last); “${day}” is none.`)
  }
  return [...new Set(days.map((day) => day.replace(/^\+?(-?)0?/, '$1')))]
}

function readUntil(value: string | undefined, problems: string[]): Rule['until'] {
  if (value === undefined) return null
  const utc = value.endsWith('Z')
  // A date alone means that whole day. Years up to 9999 are read: some programs write that for no end.
  const local = parseLocalTime(/^\d{8}$/.test(value) ? `${value}T235959` : value.replace(/Z$/, ''), '9999')
  if (local) return utc ? { instant: new Date(`${local}Z`) } : { local }
  problems.push(
    `UNTIL is a date or a time such as 20261231, 20261231T090000 or 20261231T080000Z; “${value}” is none.`,
  )
  return null
}

/** Parts that RFC 5545 forbids beside each other. */
function* misplaced({ freq, count, until, byDay, by }: Rule): Generator<string> {
  if (count !== null && until !== null) yield 'COUNT and UNTIL exclude each other: leave one out.'
  const nth = byDay.some((day) => day.length > 2)
  if (nth && freq !== 'MONTHLY' && freq !== 'YEARLY')
    yield `BYDAY with a number (such as 1MO) is for MONTHLY and YEARLY rules; this one is ${freq}.`
  if (nth && by.BYWEEKNO) yield 'BYDAY with a number cannot stand beside BYWEEKNO.'
  if (by.BYWEEKNO && freq !== 'YEARLY') yield `BYWEEKNO is for YEARLY rules; this one is ${freq}.`
  if (by.BYYEARDAY && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(freq))
    yield `BYYEARDAY cannot stand in a ${freq} rule.`
  if (by.BYMONTHDAY && freq === 'WEEKLY') yield 'BYMONTHDAY cannot stand in a WEEKLY rule.'
  if (by.BYSETPOS && byDay.length === 0 && Object.keys(by).length === 1)
    yield 'BYSETPOS chooses among what another BY… part gives: add one.'
}
