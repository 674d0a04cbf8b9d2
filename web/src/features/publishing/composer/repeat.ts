import { weekdayOf } from '../../../lib/plain-date.ts'
import { browserWall } from '../wall-time.ts'

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]
/** Weekdays as RFC 5545 writes them, Monday first. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export type Ends = { kind: 'never' } | { kind: 'on'; date: string } | { kind: 'after'; count: number }

/** A rule that the builder can show; other rules are edited as text. */
export interface Rule {
  freq: Frequency
  interval: number
  /** Weekdays, if it recurs weekly or daily. Empty means the weekday of the start. */
  days: Weekday[]
  /** Day of the month, by its number, or as “the second Tuesday”; −1 is the last. */
  monthly: { kind: 'day' } | { kind: 'weekday'; nth: number; day: Weekday }
  ends: Ends
}

export const PRESETS = [
  'none',
  'daily',
  'weekdays',
  'weekly',
  'monthly',
  'monthlyDay',
  'custom',
  'raw',
] as const
export type Preset = (typeof PRESETS)[number]

export interface Repeat {
  preset: Preset
  rule: Rule
  /** The rule as RFC 5545 text. */
  raw: string
}

const DATE = 'yyyy-mm-dd'.length
const FIVE: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR']
const NEVER: Ends = { kind: 'never' }

/** Returns the weekday of a start and its number within the month: a fifth counts as the last. */
export function placeInMonth(start: string): { day: Weekday; nth: number; dayOfMonth: number } {
  const dayOfMonth = Number(start.slice('yyyy-mm-'.length, DATE))
  const nth = Math.ceil(dayOfMonth / 7)
  return {
    day: WEEKDAYS[weekdayOf(start.slice(0, DATE)) - 1] ?? 'MO',
    nth: nth === 5 ? -1 : nth,
    dayOfMonth,
  }
}

/** Returns the rule of a preset for a start. */
export function presetRule(preset: Preset, start: string): Rule {
  const { day, nth } = placeInMonth(start)
  const rule: Rule = { freq: 'WEEKLY', interval: 1, days: [], monthly: { kind: 'day' }, ends: NEVER }
  switch (preset) {
    case 'daily':
      return { ...rule, freq: 'DAILY' }
    case 'weekdays':
      return { ...rule, days: FIVE }
    case 'monthly':
      return { ...rule, freq: 'MONTHLY', monthly: { kind: 'weekday', nth, day } }
    case 'monthlyDay':
      return { ...rule, freq: 'MONTHLY' }
    default:
      return { ...rule, days: [day] }
  }
}

/** Adapts a rule to a new start: “on Tuesdays”, if it starts on a Tuesday, becomes “on Fridays” for a start on a Friday. */
export function following(repeat: Repeat, before: string, after: string): Repeat {
  const from = placeInMonth(before)
  const to = placeInMonth(after)
  const { rule } = repeat
  const days = rule.days.length === 1 && rule.days[0] === from.day ? [to.day] : rule.days
  const monthly =
    rule.monthly.kind === 'weekday' ? { kind: 'weekday' as const, nth: to.nth, day: to.day } : rule.monthly
  return { ...repeat, rule: { ...rule, days, monthly } }
}

/** Returns the rule as RFC 5545 text; null when nothing is repeated. */
export function toRrule({ preset, rule, raw }: Repeat, start: string): string | null {
  if (preset === 'none') return null
  if (preset === 'raw') return raw.trim().replace(/^RRULE:/i, '')
  const shape = preset === 'custom' ? rule : { ...presetRule(preset, start), ends: rule.ends }
  const { freq, interval, days, monthly, ends } = shape
  return [
    `FREQ=${freq}`,
    interval > 1 ? `INTERVAL=${interval}` : '',
    freq === 'WEEKLY' && days.length > 0 ? `BYDAY=${inOrder(days).join(',')}` : '',
    freq === 'MONTHLY' && monthly.kind === 'weekday' ? `BYDAY=${monthly.nth}${monthly.day}` : '',
    freq === 'MONTHLY' && monthly.kind === 'day' ? `BYMONTHDAY=${placeInMonth(start).dayOfMonth}` : '',
    ends.kind === 'after' ? `COUNT=${ends.count}` : '',
    ends.kind === 'on' ? `UNTIL=${untilOf(ends.date)}` : '',
  ]
    .filter((part) => part !== '')
    .join(';')
}

const KNOWN = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'WKST'])

/** Parses a rule for the builder; a rule that the builder cannot show stays raw. */
export function fromRrule(rrule: string, start: string, timeZone: string): Repeat {
  const kept: Repeat = { preset: 'raw', rule: presetRule('custom', start), raw: rrule }
  const parts = new Map(rrule.split(';').map((part) => part.split('=', 2) as [string, string]))
  const freq = FREQUENCIES.find((name) => name === parts.get('FREQ'))
  if (!freq || [...parts.keys()].some((name) => !KNOWN.has(name))) return kept
  const byday = parts.get('BYDAY')?.split(',') ?? []
  const days = WEEKDAYS.filter((day) => byday.includes(day))
  const [, nth, nthDay] = /^(-?\d)([A-Z]{2})$/.exec(byday.length === 1 ? (byday[0] ?? '') : '') ?? []
  const day = WEEKDAYS.find((name) => name === nthDay)
  const rule: Rule = {
    freq,
    interval: Number(parts.get('INTERVAL') ?? 1),
    days: freq === 'WEEKLY' ? days : [],
    monthly: freq === 'MONTHLY' && day ? { kind: 'weekday', nth: Number(nth), day } : { kind: 'day' },
    ends: endsOf(parts, timeZone),
  }
  const custom: Repeat = { preset: 'custom', rule, raw: rrule }
  return same(toRrule(custom, start), rrule, start) ? named(custom, start) : kept
}

/** Returns the preset with the same rule, if there is one, so that a person who chose “weekdays” finds it again. */
function named(custom: Repeat, start: string): Repeat {
  const written = toRrule(custom, start)
  const preset = PRESETS.find(
    (name) =>
      name !== 'none' &&
      name !== 'custom' &&
      name !== 'raw' &&
      toRrule({ ...custom, preset: name }, start) === written,
  )
  return preset ? { ...custom, preset } : custom
}

function endsOf(parts: ReadonlyMap<string, string>, timeZone: string): Ends {
  const count = Number(parts.get('COUNT') ?? 0)
  if (count > 0) return { kind: 'after', count }
  const [, year, month, day, time = '', zulu] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d{6}))?(Z)?$/.exec(parts.get('UNTIL') ?? '') ?? []
  if (!year) return NEVER
  if (!zulu) return { kind: 'on', date: `${year}-${month}-${day}` }
  const clock = time.replace(/(\d\d)(\d\d)(\d\d)/, '$1:$2:$3')
  return { kind: 'on', date: browserWall(`${year}-${month}-${day}T${clock}Z`, timeZone).slice(0, DATE) }
}

/** Returns the end of that day as a time on the wall: the server resolves it in the post's zone, as it does every time of the rule. */
const untilOf = (date: string): string => `${date.replaceAll('-', '')}T235959`

/** Tests whether two rules mean the same, in whichever order. Parts implied by the start may be missing. */
function same(a: string | null, b: string, start: string): boolean {
  const { day, dayOfMonth } = placeInMonth(start)
  const implied = new Set(['WKST=MO', `BYDAY=${day}`, `BYMONTHDAY=${dayOfMonth}`, 'INTERVAL=1'])
  const essence = (rule: string) =>
    rule
      .split(';')
      .filter((part) => !implied.has(part) && !part.startsWith('UNTIL='))
      .map((part) => (part.startsWith('BYDAY=') ? part.slice(6).split(',').sort().join() : part))
      .sort()
      .join(';')
  return a !== null && essence(a) === essence(b)
}

const inOrder = (days: readonly Weekday[]): Weekday[] => WEEKDAYS.filter((day) => days.includes(day))
