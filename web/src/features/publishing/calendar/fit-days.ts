import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { dayIn } from '../wall-time.ts'

/** The posts of one day that its cell has no room for. */
export interface Rest {
  day: string
  count: number
}

/** However full today is, its cell does not push the rest of the month out of sight. */
const TODAY_MOST = 24

/**
 * Which posts the cells of a month show, with room for `perDay` lines each, and what stands behind “more”. Today shows
 * everything: what goes out today must be seen without a click. Within a day the order is kept.
 */
export function fitDays(
  posts: readonly ScheduledPost[],
  { perDay, today, timeZone }: { perDay: number; today: string; timeZone: string },
): { shown: ScheduledPost[]; rests: Rest[] } {
  const days = Map.groupBy(posts, (post) => dayIn(post, timeZone))
  const shown: ScheduledPost[] = []
  const rests: Rest[] = []
  for (const [day, ofDay] of days) {
    const room = day === today ? Math.max(perDay, TODAY_MOST) : perDay
    // “1 more” takes the line that the one would have taken.
    const fits = ofDay.length <= room ? ofDay.length : room - 1
    shown.push(...ofDay.slice(0, fits))
    if (fits < ofDay.length) rests.push({ day, count: ofDay.length - fits })
  }
  return { shown, rests }
}
