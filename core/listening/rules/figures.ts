const DAY_MS = 86_400_000

/** Lists the last days up to now, in UTC, as `2026-03-01`; the oldest first. */
export const daysUpTo = (now: Date, count: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    new Date(now.getTime() - (count - 1 - n) * DAY_MS).toISOString().slice(0, 10),
  )

/** Returns a mean to two places; 0 of nothing. */
export const meanOf = (sum: number, count: number): number =>
  count === 0 ? 0 : Math.round((sum / count) * 100) / 100

/** Returns a part of a whole, 0–1 to four places; 0 of nothing. */
export const shareOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000
