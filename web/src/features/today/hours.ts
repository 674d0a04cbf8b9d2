import type { Today } from '#core/today/schemas.ts'

const HOUR_MS = 3_600_000
type Hour = Today['machines']['hours'][number]

/** Lists every hour from `since` to now, also those without messages, so that the bar chart has no gaps. */
export function everyHour(hours: readonly Hour[], since: string, now: number): Hour[] {
  const known = new Map(hours.map((hour) => [Date.parse(hour.at), hour]))
  // In zones half an hour off UTC, midnight lies between two hours.
  const first = Math.floor(Date.parse(since) / HOUR_MS) * HOUR_MS
  const count = Math.max(1, Math.min(72, Math.floor((now - first) / HOUR_MS) + 1))
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * HOUR_MS
    return known.get(at) ?? { at: new Date(at).toISOString(), machine: 0, person: 0, open: 0 }
  })
}
