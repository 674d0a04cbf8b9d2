import { localTimeOf, ofWallMs, wallMs } from '#core/lib/kernel/local-time.ts'
import type { QuietHours } from '../schemas.ts'

const DAY_MS = 86_400_000
/** The first day of 1970 was a Thursday: three days after a Monday. */
const MONDAY_SHIFT_MS = 3 * DAY_MS
const WEEK_MS = 7 * DAY_MS
/** A time that is longer past than this is not made up for. */
export const LATE_MS = 3_600_000
/** Posts further away than this count for nothing: longer than any week with a change of clocks, and than the longest cool-down. */
export const REMEMBERED_MS = 31 * DAY_MS

export interface Bounds {
  /** Days and weeks, which begin on Monday, and quiet hours are in this zone. */
  timezone: string
  maxPostsPerDay: number | null
  maxPostsPerWeek: number | null
  cooldownMinutes: number
  quietHours: QuietHours | null
}

export type Verdict = 'due' | 'quiet_hours' | 'daily_limit' | 'weekly_limit' | 'cooldown'
export interface Planned {
  at: Date
  would: 'post' | 'skip'
  why: Verdict
}

/** The posts of a rule, with the day and week of each, so that none is computed twice. */
class History {
  private readonly times: number[] = []
  private readonly days = new Map<string, number>()
  private readonly weeks = new Map<string, number>()

  private readonly timezone: string

  constructor(timezone: string) {
    this.timezone = timezone
  }

  add(at: Date): void {
    const { day, week } = placeOf(at, this.timezone)
    this.times.push(at.getTime())
    this.days.set(day, this.inDay(day) + 1)
    this.weeks.set(week, this.inWeek(week) + 1)
  }
  inDay = (day: string) => this.days.get(day) ?? 0
  inWeek = (week: string) => this.weeks.get(week) ?? 0
  isNear = (at: Date, ms: number) => this.times.some((time) => Math.abs(time - at.getTime()) < ms)
}

/** Returns the local day and time of an instant, and the Monday of its week. */
function placeOf(at: Date, timezone: string) {
  const local = localTimeOf(at, timezone)
  const monday = Math.floor((wallMs(local) + MONDAY_SHIFT_MS) / WEEK_MS) * WEEK_MS - MONDAY_SHIFT_MS
  return { day: local.slice(0, 10), clock: local.slice(11, 16), week: ofWallMs(monday).slice(0, 10) }
}

/** Tells whether a clock time lies in quiet hours, which may pass midnight; their end is not among them. */
const isQuiet = (clock: string, { from, to }: QuietHours) =>
  from < to ? clock >= from && clock < to : clock >= from || clock < to

function judge(at: Date, bounds: Bounds, history: History): Verdict {
  const { day, week, clock } = placeOf(at, bounds.timezone)
  if (bounds.quietHours && isQuiet(clock, bounds.quietHours)) return 'quiet_hours'
  if (bounds.maxPostsPerDay !== null && history.inDay(day) >= bounds.maxPostsPerDay) return 'daily_limit'
  if (bounds.maxPostsPerWeek !== null && history.inWeek(week) >= bounds.maxPostsPerWeek) return 'weekly_limit'
  if (history.isNear(at, bounds.cooldownMinutes * 60_000)) return 'cooldown'
  return 'due'
}

/**
 * Decides at which of some times, in their order, a rule posts. The dry run and the tick both decide by this. `posted` are the times of its
 * posts so far; what is decided here counts for what follows. Cool-down counts real minutes, days and weeks local ones.
 */
export function planPosts(times: Iterable<Date>, bounds: Bounds, posted: readonly Date[] = []): Planned[] {
  const history = new History(bounds.timezone)
  for (const at of posted) history.add(at)
  return Array.from(times, (at) => {
    const why = judge(at, bounds, history)
    if (why === 'due') history.add(at)
    return { at, would: why === 'due' ? 'post' : 'skip', why }
  })
}
