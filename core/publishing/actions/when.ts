import type { Ctx } from '#core/lib/kernel/context.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { parseLocalTime } from '#core/lib/kernel/local-time.ts'
import { PAST_TOLERANCE_MS } from '../rules/attempts.ts'
import { instantOf } from '../rules/recurrence.ts'
import type { When } from '../schemas.ts'

/** Returns the instant that was given, resolved with this server's own zone data. Null when no time was given. */
export function instantGiven({ publishAt, publishAtLocal }: When, timezone: string): string | null {
  if (publishAtLocal === undefined) return publishAt ?? null
  const local = parseLocalTime(publishAtLocal)
  if (local === null)
    throw invalid('The local time is none.', [
      { path: 'publishAtLocal', message: 'Write a local time without a zone, such as 2026-12-15T09:00.' },
    ])
  return instantOf(local, timezone).toISOString()
}

/** Returns when a post is to go out. @throws AppError `invalid` for a time that is none or past */
export function checkWhen(ctx: Pick<Ctx, 'now'>, when: When, timezone: string): Date {
  const given = instantGiven(when, timezone)
  if (given === null) throw new Error('The schema lets no post pass without a time.')
  return checkPublishAt(ctx, given, when.publishAtLocal === undefined ? 'publishAt' : 'publishAtLocal')
}

export function checkPublishAt(ctx: Pick<Ctx, 'now'>, publishAt: string, path = 'publishAt'): Date {
  const at = new Date(publishAt)
  if (at.getTime() < ctx.now().getTime() - PAST_TOLERANCE_MS) {
    throw invalid('The time is past.', [{ path, message: 'Choose a time that is at most 5 minutes past.' }])
  }
  return at
}
