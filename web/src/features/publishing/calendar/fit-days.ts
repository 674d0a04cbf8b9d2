import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { dayIn } from '../wall-time.ts'

/** The posts of a day that do not fit into its cell. */
export interface Rest {
  day: string
  count: number
}

/** Lines that today's cell shows at most, so that the rest of the month stays in sight. */
const TODAY_MOST = 24

/**
 * Chooses the posts that the cells of a month show, with room for `perDay` lines each, and counts the rest for “more”. Today
 * shows up to 24: what goes out today must be seen without a click. The order within a day is kept.
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
    // “1 more” takes a line, which one post can use instead.
    const fits = ofDay.length <= room ? ofDay.length : room - 1
    shown.push(...ofDay.slice(0, fits))
    if (fits < ofDay.length) rests.push({ day, count: ofDay.length - fits })
  }
  return { shown, rests }
}
