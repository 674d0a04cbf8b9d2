import type { ShownMedium } from '#core/media/schemas.ts'
import type { ScheduledPost, Series } from '#core/publishing/schemas.ts'
import { wallOf } from '../wall-time.ts'
import { fromRrule, presetRule, type Repeat } from './repeat.ts'

/** What stands in the composer. */
export interface Writing {
  text: string
  /** What it shows, of the library, in order. */
  media: ShownMedium[]
  accountIds: string[]
  /** Wall time in `timezone`. */
  at: string
  timezone: string
  repeat: Repeat
  /** Local times of the series that are left out. */
  skipped: string[]
  /** Local times that are added to what the rule gives. */
  added: string[]
}

/** What the composer was opened for. */
export type Task =
  | { kind: 'new'; start: Partial<Writing> & Pick<Writing, 'at'> }
  | { kind: 'edit'; post: ScheduledPost }

export const noRepeat = (at: string): Repeat => ({ preset: 'none', rule: presetRule('custom', at), raw: '' })

/** A post as it stands; of a series that is one as a whole, with its rule. */
export function writingOf(post: ScheduledPost, series: Series | null): Writing {
  const { text, media, localTime, timezone } = post
  const at = wallOf(localTime)
  return {
    text,
    media,
    accountIds: series?.accountIds ?? goesTo(post),
    at,
    timezone,
    repeat: series ? fromRrule(series.rrule, at, timezone) : noRepeat(at),
    skipped: series?.exdate ?? [],
    added: series?.rdate ?? [],
  }
}

/** The accounts of a post, but for those where it has been cancelled. */
export const goesTo = ({ targets }: Pick<ScheduledPost, 'targets'>): string[] =>
  targets.filter(({ status }) => status !== 'cancelled').map(({ accountId }) => accountId)
