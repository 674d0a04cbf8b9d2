import type { Health } from './schemas.ts'

/** Committed jobs are sent at once and swept after half a minute; one this old shows that the queues take nothing. */
const BEHIND_MS = 5 * 60_000
/** Cron ticks each minute and may miss some. */
const SILENT_MS = 5 * 60_000

/** A monitor waits three seconds; the database has these milliseconds of them to answer. */
export const DATABASE_WITHIN_MS = 2_000

export interface Standing {
  /** When the longest waiting job of the outbox was to be delivered at the latest. */
  oldestJobAt: Date | null
  lastTickAt: Date | null
  /** When the first workspace was made: before that there is nothing to tick for. */
  installedAt: Date | null
  deadLetters: number
}

/** Judges the system's health; pure. Dead letters are reported but do not count as down: everything else goes on. */
export function standingOf(
  { oldestJobAt, lastTickAt, installedAt, deadLetters }: Standing,
  now: Date,
): Health {
  const olderThan = (at: Date | null, ms: number) => at !== null && now.getTime() - at.getTime() > ms
  const queues = olderThan(oldestJobAt, BEHIND_MS) ? 'behind' : 'up'
  const cron = olderThan(lastTickAt ?? installedAt, SILENT_MS) ? 'silent' : 'up'
  return {
    status: queues === 'up' && cron === 'up' ? 'up' : 'degraded',
    parts: { worker: 'up', database: 'up', queues, cron },
    deadLetters,
  }
}
