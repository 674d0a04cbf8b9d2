import type { ShownMedium } from '#core/media/schemas.ts'
import type { ScheduledPost, Series } from '#core/publishing/schemas.ts'
import type { OwnContent } from '../variants.ts'
import { wallOf } from '../wall-time.ts'
import { fromRrule, presetRule, type Repeat } from './repeat.ts'

/** The content of the composer. */
export interface Writing {
  text: string
  /** Media of the library, in order. */
  media: ShownMedium[]
  accountIds: string[]
  /** Texts and media that differ on single accounts. */
  variants: OwnContent
  /** Wall time in `timezone`. */
  at: string
  timezone: string
  /** Ids of its labels. */
  labels: string[]
  campaignId: string | null
  repeat: Repeat
  /** Local times of the rule that are left out. */
  skipped: string[]
  /** Local times added to those of the rule. */
  added: string[]
}

/** The purpose for which the composer is open. */
export type Task =
  | { kind: 'new'; start: Partial<Writing> & Pick<Writing, 'at'> }
  | { kind: 'edit'; post: ScheduledPost }

export const noRepeat = (at: string): Repeat => ({ preset: 'none', rule: presetRule('custom', at), raw: '' })

/** Returns a post as the composer's content, or the whole series with its rule if `series` is given. */
export function writingOf(post: ScheduledPost, series: Series | null): Writing {
  const { text, media, variants, localTime, timezone } = post
  const at = wallOf(localTime)
  return {
    text,
    media,
    variants,
    accountIds: series?.accountIds ?? goesTo(post),
    at,
    timezone,
    labels: post.labels.map(({ id }) => id),
    campaignId: post.campaignId,
    repeat: series ? fromRrule(series.rrule, at, timezone) : noRepeat(at),
    skipped: series?.exdate ?? [],
    added: series?.rdate ?? [],
  }
}

/** Lists the accounts of a post, without those where it was cancelled. */
export const goesTo = ({ targets }: Pick<ScheduledPost, 'targets'>): string[] =>
  targets.filter(({ status }) => status !== 'cancelled').map(({ accountId }) => accountId)
