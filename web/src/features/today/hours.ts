import type { Today } from '#core/today/schemas.ts'

const HOUR_MS = 3_600_000
type Hour = Today['machines']['hours'][number]

/** Every hour from `since` to now, those in which nobody wrote too: a bar chart has no gaps in its time. */
export function everyHour(hours: readonly Hour[], since: string, now: number): Hour[] {
  const known = new Map(hours.map((hour) => [Date.parse(hour.at), hour]))
  // Zones that are half an hour off UTC have their midnight between two hours.
  const first = Math.floor(Date.parse(since) / HOUR_MS) * HOUR_MS
  const count = Math.max(1, Math.min(72, Math.floor((now - first) / HOUR_MS) + 1))
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * HOUR_MS
    return known.get(at) ?? { at: new Date(at).toISOString(), machine: 0, person: 0, open: 0 }
  })
}
