import type { Compared, Figure, Figures, Metric } from '../schemas.ts'

/** How often something was counted, by its slot. */
export interface Cell {
  metric: Metric
  slot: number
  times: number
}

type Rule =
  | { kind: 'count'; of: Metric }
  | { kind: 'share'; of: Metric; among: Metric }
  | { kind: 'median'; of: Metric }

/** What each figure is made of. */
export const FIGURES: Readonly<Record<Figure, Rule>> = {
  received: { kind: 'count', of: 'received' },
  sentByMachine: { kind: 'count', of: 'sent_by_machine' },
  sentByPeople: { kind: 'count', of: 'sent_by_people' },
  turns: { kind: 'count', of: 'turns' },
  firstResponse: { kind: 'median', of: 'first_response' },
  autoReplyRate: { kind: 'share', of: 'answered_by_machine', among: 'turns' },
  ignored: { kind: 'count', of: 'ignored' },
  escalations: { kind: 'count', of: 'escalations' },
  resolution: { kind: 'median', of: 'resolution' },
  judgedRight: { kind: 'count', of: 'judged_right' },
  judgedWrong: { kind: 'count', of: 'judged_wrong' },
  comments: { kind: 'count', of: 'comments' },
  posts: { kind: 'count', of: 'posts' },
}
export const ALL = Object.keys(FIGURES) as Figure[]

/** Names the metrics that a figure is made of. */
export function metricsOf(figure: Figure): Metric[] {
  const rule = FIGURES[figure]
  return rule.kind === 'share' ? [rule.of, rule.among] : [rule.of]
}

/** Each step of the scale of durations is this much longer than the one before it, as in `chorus_facts`. */
const STEP = 1.1

/** Returns a duration in the middle of a slot, in whole seconds: at most a twentieth from any that lies in it. */
export const secondsOf = (slot: number): number => Math.round(STEP ** (slot + 0.5) - 1)

/** Computes a figure; null for a share or a median of nothing. */
export function figureOf(figure: Figure, cells: readonly Cell[]): number | null {
  const rule = FIGURES[figure]
  const sum = (metric: Metric) =>
    cells.reduce((total, cell) => (cell.metric === metric ? total + cell.times : total), 0)
  if (rule.kind === 'count') return sum(rule.of)
  if (rule.kind === 'share') {
    const among = sum(rule.among)
    return among === 0 ? null : Math.round((sum(rule.of) / among) * 1_000) / 1_000
  }
  return medianOf(cells.filter(({ metric }) => metric === rule.of))
}

function medianOf(cells: readonly Cell[]): number | null {
  const half = cells.reduce((total, { times }) => total + times, 0) / 2
  let passed = 0
  for (const { slot, times } of cells.toSorted((a, b) => a.slot - b.slot)) {
    passed += times
    if (passed >= half && passed > 0) return secondsOf(slot)
  }
  return null
}

/** Computes all figures of a period beside those of the period before. */
export const comparedOf = (now: readonly Cell[], before: readonly Cell[]): Figures =>
  Object.fromEntries(
    ALL.map((figure): [Figure, Compared] => [
      figure,
      { value: figureOf(figure, now), before: figureOf(figure, before) },
    ]),
  ) as Figures
