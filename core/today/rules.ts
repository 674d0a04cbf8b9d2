import { invalid } from '#core/lib/kernel/errors.ts'
import { localTimeOf, ofWallMs, resolve, wallMs } from '#core/lib/kernel/local-time.ts'
import type { Today } from './schemas.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A day on which clocks go back has 25 hours; one more hour for zones that change by another step. */
const LONGEST_DAY_MS = 26 * HOUR_MS

/** A reply window that closes within this time is pointed out. */
export const CLOSING_SOON_MS = 4 * HOUR_MS
/** How many entries of each waiting list are sent. */
export const WAITING_SHOWN = 8
export const POSTS_SHOWN = 50
/** Failures of messages older than this are not shown. */
export const TROUBLE_AGE_MS = 7 * DAY_MS

export interface Day {
  from: Date
  to: Date
  since: Date
  timezone: string
  /** `2026-11-21` */
  date: string
}

interface Asked {
  timezone?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/**
 * Returns the viewer's day, and the beginning of the day before: today in their zone, or what `from` and `to` name. @throws AppError
 * `invalid` for a day that ends before it begins, or is longer than any day.
 */
export function dayOf({ timezone = 'UTC', from, to }: Asked, now: Date): Day {
  const date = localTimeOf(from === undefined ? now : new Date(from), timezone).slice(0, 'yyyy-mm-dd'.length)
  if (from === undefined && to === undefined) {
    const midnight = (days: number) =>
      new Date(resolve(ofWallMs(wallMs(`${date}T00:00:00`) + days * DAY_MS), timezone).epochMilliseconds)
    return { from: midnight(0), to: midnight(1), since: midnight(-1), timezone, date }
  }
  const begins = from === undefined ? new Date(new Date(now).setUTCHours(0, 0, 0, 0)) : new Date(from)
  const ends = to === undefined ? new Date(begins.getTime() + DAY_MS) : new Date(to)
  const length = ends.getTime() - begins.getTime()
  if (length <= 0 || length > LONGEST_DAY_MS)
    throw invalid('That is not a day.', [{ path: 'to', message: 'A day ends up to 26 hours after `from`.' }])
  return { from: begins, to: ends, since: new Date(begins.getTime() - DAY_MS), timezone, date }
}

/** Returns the share of the contacts' answered turns that a machine answered first; null when none was answered. */
export function shareByMachine(hours: Today['machines']['hours']): number | null {
  const machine = hours.reduce((sum, hour) => sum + hour.machine, 0)
  const answered = hours.reduce((sum, hour) => sum + hour.machine + hour.person, 0)
  return answered === 0 ? null : machine / answered
}

/** Returns the next step of a workspace in which nothing has happened yet. */
export function nextStep(has: { account: boolean; document: boolean; conversation: boolean }): Today['next'] {
  if (!has.account) return 'connect_account'
  if (has.conversation) return null
  return has.document ? 'first_message' : 'add_knowledge'
}
