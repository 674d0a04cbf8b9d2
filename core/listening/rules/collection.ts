import type { PublicPage, PublicPost } from '#core/lib/platform/listening.ts'
import type { ListeningItem } from '../schemas/posts.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Runs overlap by this much: posts appear late, and numbers of the latest ones still move. */
const OVERLAP_MS = 2 * HOUR_MS
/** A first run goes back this far. */
const BACKFILL_MS = 30 * DAY_MS
/** And no run reads more pages than this. */
export const PAGES_MAX = 20

/** A run as its row has it. `seenUntil`: the latest post of the last whole run; `newest`: that of this one. */
export interface Progress {
  seenUntil: Date | null
  newest: Date | null
  pages: number
  quiet: number
}

export type NextStep =
  | { done: false; cursor: string; newest: Date | null; pages: number }
  | { done: true; seenUntil: Date | null; quiet: number; dueAt: Date }

/**
 * Says what follows a page: another one, or the end of the run, when the page reaches back to what was seen before, or there are no more.
 * A target that brings nothing new is asked less and less often, from 15 minutes to 6 hours.
 */
export function afterPage(
  run: Progress,
  { posts, nextCursor }: Extract<PublicPage, { kind: 'page' }>,
  { created, now }: { created: number; now: Date },
): NextStep {
  const times = posts.map(({ postedAt }) => postedAt.getTime())
  const newest = latest(run.newest, times.length > 0 ? new Date(Math.max(...times)) : null)
  const pages = run.pages + 1
  const stopAt = run.seenUntil ? run.seenUntil.getTime() - OVERLAP_MS : now.getTime() - BACKFILL_MS
  const reachedBack = times.some((at) => at <= stopAt)
  if (nextCursor !== null && !reachedBack && pages < PAGES_MAX)
    return { done: false, cursor: nextCursor, newest, pages }
  const quiet = created > 0 || pages > 1 ? 0 : run.quiet + 1
  return {
    done: true,
    // What claims to be of the future would hide all that comes until then.
    seenUntil: earliest(latest(run.seenUntil, newest), now),
    quiet,
    dueAt: new Date(now.getTime() + Math.min(6 * HOUR_MS, 15 * MINUTE_MS * 2 ** Math.min(quiet, 10))),
  }
}

/** Says when a target whose run failed is due again, and what is shown of it. */
export function afterFailure(
  outcome:
    | Exclude<PublicPage, { kind: 'page' }>
    | { kind: 'unknown'; reason: string }
    | { kind: 'no_account' },
  failures: number,
  now: Date,
): { dueAt: Date; error: string } {
  const inMs = (ms: number) => new Date(now.getTime() + ms)
  switch (outcome.kind) {
    case 'limited':
      return {
        dueAt: outcome.until,
        error: 'The platform’s limit is reached; it goes on when the platform lets it.',
      }
    case 'no_account':
      return { dueAt: inMs(HOUR_MS), error: 'No account is connected there, so that nothing can be asked.' }
    case 'reauth':
      return { dueAt: inMs(HOUR_MS), error: outcome.reason }
    case 'rejected':
      return { dueAt: inMs(DAY_MS), error: outcome.reason }
    case 'retry':
    case 'unknown':
      return {
        dueAt: inMs(Math.min(6 * HOUR_MS, MINUTE_MS * 2 ** Math.min(failures, 10))),
        error: outcome.reason,
      }
  }
}

/** Makes an item of a platform's post. Posts without words are left out: there is nothing to judge. */
export function itemOf(platform: string, post: PublicPost): ListeningItem | null {
  const text = post.text.trim()
  if (text === '') return null
  const { id, author, postedAt, url, language, hashtags = [], metrics } = post
  return {
    platform,
    externalId: id,
    text,
    postedAt: postedAt.toISOString(),
    ...(author === null ? {} : { author }),
    ...(url === null ? {} : { url }),
    ...(language === undefined ? {} : { language }),
    hashtags: [...hashtags],
    metrics: { ...metrics },
  }
}

const latest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b))
const earliest = (a: Date | null, b: Date): Date | null => (a && a > b ? b : a)
