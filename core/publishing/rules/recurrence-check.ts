import type { FieldError } from '#core/lib/kernel/errors.ts'
import { type LocalTime, parseLocalTime, resolve } from '#core/lib/kernel/local-time.ts'
import { type Moment, nextOccurrences, type Recurrence } from './recurrence.ts'
import { parseRule, type Rule } from './rrule.ts'

/** Platforms, and the people who read there, take no more than one post a minute from an account. */
export const MIN_GAP_MS = 60_000
/** How many occurrences are searched for two that are too close together. */
const LOOKED_AT = 300

/** A recurrence as it is written. */
export interface RecurrenceText {
  rrule: string
  start: LocalTime
  timezone: string
  exdate?: readonly string[] | undefined
  rdate?: readonly string[] | undefined
}

export type Read = { recurrence: Recurrence; errors: [] } | { recurrence: null; errors: FieldError[] }

/** Reads a recurrence whose form may be wrong; each refusal names its field. */
export function readRecurrence({ rrule, start, timezone, exdate = [], rdate = [] }: RecurrenceText): Read {
  const { rule, errors } = parseRule(rrule)
  const problems: FieldError[] = [...errors]
  const left = exdate.flatMap((text, index): Moment[] => {
    const moment = readMoment(text)
    if (!moment) problems.push({ path: `exdate.${index}`, message: notATime(text) })
    return moment ? [moment] : []
  })
  const added = rdate.flatMap((text, index): LocalTime[] => {
    const local = parseLocalTime(text)
    if (!local) problems.push({ path: `rdate.${index}`, message: notATime(text) })
    return local ? [local] : []
  })
  if (rule === null || problems.length > 0) return { recurrence: null, errors: problems }
  return { recurrence: { rule, start, timezone, exdate: left, rdate: added }, errors: [] }
}

const notATime = (text: string) =>
  `“${text.slice(0, 40)}” is not a local time of the series, such as 2026-12-24T09:00.`

/** Writes a recurrence as it is stored: every time in one form. */
export const written = ({ exdate, rdate }: Recurrence): { exdate: string[]; rdate: string[] } => ({
  exdate: exdate.map((one) => ('local' in one ? one.local : `${one.instant.toISOString().slice(0, 19)}Z`)),
  rdate: [...rdate],
})

/** Reads a local time, or an instant with `Z`. */
function readMoment(text: string): Moment | null {
  const local = parseLocalTime(text.replace(/Z$/, ''))
  if (!local) return null
  return text.endsWith('Z') ? { instant: new Date(`${local}Z`) } : { local }
}

/** Lists why a recurrence cannot be scheduled: it never happens, or more often than once a minute. The work is bounded. */
export function recurrenceProblems(recurrence: Recurrence): FieldError[] {
  const { rule, exdate, rdate, timezone } = recurrence
  const cheap = cheapProblem(rule)
  if (cheap) return [{ path: 'rrule', message: cheap }]
  // A rule with at most one second of the minute keeps its occurrences a minute apart by itself.
  const limit = rule.freq === 'SECONDLY' || (rule.by.BYSECOND?.length ?? 1) > 1 ? LOOKED_AT : 1
  const fromRule = nextOccurrences({ ...recurrence, exdate: [], rdate: [] }, { limit })
  if (fromRule.length === 0)
    return [{ path: 'rrule', message: 'This rule never happens: no day and time fits all of its parts.' }]
  if (closer(fromRule.map(({ at }) => at.getTime())))
    return [
      { path: 'rrule', message: 'This rule happens more than once a minute. Once a minute is the most.' },
    ]

  const times = rdate.map((local) => resolve(local, timezone).epochMilliseconds)
  const crowded = times.findIndex((at, index) => times.some((other, i) => i !== index && near(at, other)))
  if (crowded >= 0)
    return [{ path: `rdate.${crowded}`, message: 'Two of these times are less than a minute apart.' }]
  if (exdate.length > 0 && nextOccurrences(recurrence, { limit: 1 }).length === 0)
    return [{ path: 'exdate', message: 'Nothing is left: every occurrence is left out.' }]
  return []
}

const near = (a: number, b: number) => a !== b && Math.abs(a - b) < MIN_GAP_MS
const closer = (sorted: readonly number[]) =>
  sorted.some((at, i) => i > 0 && at - (sorted[i - 1] ?? 0) < MIN_GAP_MS)

/** Returns a problem that can be found without searching for the rule's occurrences. */
function cheapProblem({ freq, interval, by }: Rule): string | null {
  const size = (part: number[] | undefined) => part?.length ?? 1
  const seconds = size(by.BYSECOND)
  const withinPeriod = {
    MINUTELY: seconds,
    HOURLY: seconds * size(by.BYMINUTE),
    DAILY: seconds * size(by.BYMINUTE) * size(by.BYHOUR),
  } as const
  const candidates = freq in withinPeriod ? withinPeriod[freq as keyof typeof withinPeriod] : null
  if (candidates !== null && by.BYSETPOS?.every((n) => Math.abs(n) > candidates))
    return `This rule never happens: BYSETPOS chooses among ${candidates}, and none of its places is among them.`
  if (freq === 'SECONDLY' && interval < 60 && !by.BYSECOND)
    return 'This rule happens more than once a minute. Once a minute is the most.'
  if (seconds > 1 && !by.BYSETPOS)
    return 'This rule happens more than once a minute: BYSECOND may name one second only.'
  return null
}
