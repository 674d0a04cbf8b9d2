import type { ListenedPostsFilter } from '#core/listening/schemas/posts.ts'

/** The search parameters of a project's address. */
export interface ProjectSearch {
  tab?: string | undefined
  days?: string | undefined
  polarity?: string | undefined
  platform?: string | undefined
  author?: string | undefined
  /** The id of a hashtag. */
  hashtag?: string | undefined
  /** A day in UTC: `2026-03-01`. */
  day?: string | undefined
}

export const TABS = ['overview', 'signals', 'posts', 'leftOut'] as const
export const RANGES = [7, 30, 90] as const
export const POLARITIES = ['positive', 'neutral', 'negative'] as const

export const tabOf = ({ tab }: ProjectSearch) => TABS.find((one) => one === tab) ?? 'overview'
export const daysOf = ({ days }: Pick<ProjectSearch, 'days'>): number =>
  RANGES.find((one) => String(one) === days) ?? 30

const DAY_MS = 24 * 3_600_000

/** Reads the filter of posts of an address; what it does not know is left out. */
export function filterOf({ polarity, platform, author, hashtag, day }: ProjectSearch): ListenedPostsFilter {
  const known = POLARITIES.find((one) => one === polarity)
  const from = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  return {
    ...(known ? { polarity: known } : {}),
    ...(platform ? { platform } : {}),
    ...(author ? { author } : {}),
    ...(hashtag ? { hashtagId: hashtag } : {}),
    ...(Number.isNaN(from)
      ? {}
      : { since: new Date(from).toISOString(), until: new Date(from + DAY_MS).toISOString() }),
  }
}

/** Splits names that are typed in one field: by commas, spaces or lines. */
export const namesIn = (typed: string): string[] => [...new Set(typed.split(/[\s,;]+/).filter(Boolean))]
