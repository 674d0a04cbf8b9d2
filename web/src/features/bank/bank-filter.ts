import type { BankFilter } from './api.ts'

/** The search parameters of the screen's address. */
export interface BankSearch {
  q?: string | undefined
  author?: string | undefined
  topic?: string | undefined
  audience?: string | undefined
  hook?: string | undefined
  platform?: string | undefined
  source?: string | undefined
  age?: string | undefined
  min?: string | undefined
  sort?: string | undefined
  post?: string | undefined
}

export const SORTS = ['latest', 'best', 'engagement'] as const
export const SOURCES = ['import', 'published', 'listening'] as const
/** Days back, as the filter offers them. */
export const AGES = ['30', '90', '365'] as const
/** Engagement from which a post is shown, as the filter offers it. */
export const LEAST = ['10', '100', '1000'] as const

const DAY_MS = 24 * 3_600_000

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | undefined =>
  values.find((one) => one === value)

/** Reads the filter of an address; what it does not know is left out. `now` is rounded to its day, so that a list keeps its key. */
export function filterOf(search: BankSearch, now: number): BankFilter {
  const age = oneOf(AGES, search.age)
  const least = oneOf(LEAST, search.min)
  const source = oneOf(SOURCES, search.source)
  const since = age && new Date(Math.floor(now / DAY_MS) * DAY_MS - Number(age) * DAY_MS).toISOString()
  return {
    query: search.q ?? '',
    sort: oneOf(SORTS, search.sort) ?? 'latest',
    ...(search.author ? { authorId: search.author } : {}),
    ...(search.topic ? { topicId: search.topic } : {}),
    ...(search.audience ? { audienceId: search.audience } : {}),
    ...(search.hook ? { hookTypeId: search.hook } : {}),
    ...(search.platform ? { platform: search.platform } : {}),
    ...(source ? { source } : {}),
    ...(since ? { since } : {}),
    ...(least ? { minEngagement: Number(least) } : {}),
  }
}

/** Tests whether an address leaves posts out. */
export const isNarrowed = ({ sort: _, post: __, ...filters }: BankSearch): boolean =>
  Object.values(filters).some(Boolean)
