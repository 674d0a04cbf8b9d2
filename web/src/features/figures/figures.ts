import type { BreakdownBy, Figure, Metric } from '#core/figures/schemas.ts'
import { duration, percent } from '../../lib/format.ts'

interface Shown {
  /** What its list holds. */
  metric: Metric
  kind: 'count' | 'share' | 'duration'
}

/** The figures in the order in which they are shown. */
export const SHOWN: Readonly<Record<Figure, Shown>> = {
  received: { metric: 'received', kind: 'count' },
  turns: { metric: 'turns', kind: 'count' },
  firstResponse: { metric: 'first_response', kind: 'duration' },
  autoReplyRate: { metric: 'answered_by_machine', kind: 'share' },
  sentByMachine: { metric: 'sent_by_machine', kind: 'count' },
  sentByPeople: { metric: 'sent_by_people', kind: 'count' },
  ignored: { metric: 'ignored', kind: 'count' },
  escalations: { metric: 'escalations', kind: 'count' },
  resolution: { metric: 'resolution', kind: 'duration' },
  judgedRight: { metric: 'judged_right', kind: 'count' },
  judgedWrong: { metric: 'judged_wrong', kind: 'count' },
  comments: { metric: 'comments', kind: 'count' },
  posts: { metric: 'posts', kind: 'count' },
}
export const FIGURES = Object.keys(SHOWN) as Figure[]

/** Figures of each breakdown: no message has an author of ours, and no comment a label. */
export const COLUMNS: Readonly<Record<BreakdownBy, readonly Figure[]>> = {
  account: FIGURES,
  platform: FIGURES,
  person: ['turns', 'firstResponse', 'sentByPeople', 'escalations', 'resolution', 'posts'],
  label: FIGURES.filter((figure) => figure !== 'comments'),
  author: ['posts'],
  hookType: ['posts'],
  topic: ['posts'],
  campaign: ['posts'],
  character: FIGURES,
  rule: ['posts'],
  hour: ['posts'],
}
export const BREAKDOWNS = Object.keys(COLUMNS) as BreakdownBy[]

export const RANGES = [7, 30, 90, 365] as const

/** The search parameters of the screen's address. */
export interface FiguresSearch {
  tab?: string | undefined
  days?: string | undefined
  /** The figure that the chart shows. */
  show?: string | undefined
  by?: string | undefined
  metric?: string | undefined
  of?: string | undefined
  name?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export const daysOf = ({ days }: FiguresSearch): number => RANGES.find((one) => String(one) === days) ?? 30
export const shownOf = ({ show }: FiguresSearch): Figure => FIGURES.find((one) => one === show) ?? 'turns'
export const byOf = ({ by }: FiguresSearch): BreakdownBy => BREAKDOWNS.find((one) => one === by) ?? 'account'
export const metricOf = ({ metric }: FiguresSearch): Metric =>
  FIGURES.map((figure) => SHOWN[figure].metric).find((one) => one === metric) ?? 'turns'
export const bucketOf = (days: number) => (days > 180 ? 'month' : days > 60 ? 'week' : 'day')

/** Returns the first of so many days of which this is the last, all as `2026-03-29`. */
export const firstOf = (last: string, days: number): string =>
  new Date(Date.parse(last) - (days - 1) * 86_400_000).toISOString().slice(0, 10)

/** Writes a value as people read it; a dash where there is none. */
export function written(figure: Figure, value: number | null, locale: string): string {
  if (value === null) return '–'
  const { kind } = SHOWN[figure]
  if (kind === 'share') return percent(value, locale)
  return kind === 'duration' ? duration(value * 1_000, locale) : value.toLocaleString(locale)
}

/** Returns how much a value has changed, as a part of what it was; null where that says nothing. */
export const changeOf = (value: number | null, before: number | null): number | null =>
  value === null || before === null || before === 0 ? null : (value - before) / before
