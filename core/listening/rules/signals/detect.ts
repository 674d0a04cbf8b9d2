import type { FoundSignal, Sensitivity } from '../../schemas/signals.ts'
import { medianOf, risesIn, SENSITIVITY, type Standing } from './season.ts'

/** A day of a project. `voices` counts each author once, and each post without one. */
export interface HeardDay {
  day: string
  voices: number
  posts: number
  sentimentSum: number
}

/** What a project heard. All series have one place for each of `days`, the oldest first; the last is a whole day. */
export interface Heard {
  days: readonly HeardDay[]
  hashtags: readonly { id: string; name: string; voices: readonly number[] }[]
  posts: readonly { id: string; text: string; day: string; score: number; engagement: number }[]
  creators: readonly { author: string; firstDay: string; posts: readonly number[] }[]
}

const SERIES_DAYS = 56
/** A mean of fewer posts says nothing. */
const POSTS_MIN = 8
const MEANS_MIN = 14
/** A feeling that moves by less than this is no swing, however calm the days before were. */
const LEAST_SWING_SPREAD = 0.08
export const BREAKOUT_SCORE = { low: 97, normal: 93, high: 88 } as const satisfies Record<Sensitivity, number>
const BREAKOUT_ENGAGEMENT_MIN = 20
const CREATOR_DAYS = 7
const CREATOR_POSTS = { low: 8, normal: 5, high: 3 } as const satisfies Record<Sensitivity, number>
const LABEL_MAX = 120

/** Finds what stood out since a day (its place in `days`). What goes on is told of once, and again only when it has grown. */
export function detect(heard: Heard, from: number, sensitivity: Sensitivity): FoundSignal[] {
  return [
    ...rises(heard, {
      kind: 'volume',
      subject: '',
      label: '',
      counts: heard.days.map(({ voices }) => voices),
    }),
    ...heard.hashtags.flatMap(({ id, name, voices }) =>
      rises(heard, { kind: 'hashtag', subject: id, label: `#${name}`, counts: voices }),
    ),
    ...swings(heard.days, from, sensitivity),
    ...breakouts(heard, from, sensitivity),
    ...newCreators(heard, from, sensitivity),
  ]

  function rises(
    { days }: Heard,
    of: { kind: 'volume' | 'hashtag'; subject: string; label: string; counts: readonly number[] },
  ): FoundSignal[] {
    return risesIn(of.counts, from, sensitivity).map(({ at, standing }) => ({
      kind: of.kind,
      subject: of.subject,
      label: of.label,
      day: days[at]?.day ?? '',
      numbers: rounded(standing),
      series: seriesUpTo(of.counts, at),
    }))
  }
}

const seriesUpTo = (values: readonly (number | null)[], at: number) =>
  values.slice(Math.max(0, at + 1 - SERIES_DAYS), at + 1)

/** Finds days whose mean feeling stands off from the median of the days before. */
function swings(days: readonly HeardDay[], from: number, sensitivity: Sensitivity): FoundSignal[] {
  const means = days.map(({ posts, sentimentSum }) => (posts < POSTS_MIN ? null : sentimentSum / posts))
  let goesOn = false
  return means.flatMap((observed, at) => {
    if (at < from || observed === null) return []
    const before = means.slice(Math.max(0, at - SERIES_DAYS), at).filter((mean) => mean !== null)
    if (before.length < MEANS_MIN) return []
    const usual = medianOf(before)
    const spread = Math.max(LEAST_SWING_SPREAD, medianOf(before.map((mean) => Math.abs(mean - usual))))
    const excess = (observed - usual) / spread
    const stands = Math.abs(excess) >= SENSITIVITY[sensitivity]
    const told = stands && !goesOn
    goesOn = stands
    if (!told) return []
    const numbers = rounded({ observed, usual, spread, excess, days: before.length })
    return [
      {
        kind: 'sentiment',
        subject: '',
        label: '',
        day: days[at]?.day ?? '',
        numbers,
        series: seriesUpTo(means, at).map((mean) => (mean === null ? null : two(mean))),
      },
    ]
  })
}

/** Finds posts whose score is far above the 50 of a usual one: 93 is thirteen times the expected engagement (docs/bank.md). */
function breakouts({ days, posts }: Heard, from: number, sensitivity: Sensitivity): FoundSignal[] {
  const first = days[from]?.day ?? '9'
  return posts.flatMap(({ id, text, day, score, engagement }) =>
    day >= first && score >= BREAKOUT_SCORE[sensitivity] && engagement >= BREAKOUT_ENGAGEMENT_MIN
      ? [
          {
            kind: 'post' as const,
            subject: id,
            label: text.slice(0, LABEL_MAX),
            day,
            numbers: { observed: score, usual: 50, spread: 10, excess: two((score - 50) / 10), days: 0 },
            series: [],
          },
        ]
      : [],
  )
}

/** Finds authors who were not heard in the weeks before, and who wrote enough within a week of their first post. Told of on the day they reach it. */
function newCreators({ days, creators }: Heard, from: number, sensitivity: Sensitivity): FoundSignal[] {
  const least = CREATOR_POSTS[sensitivity]
  return creators.flatMap(({ author, firstDay, posts }) => {
    const first = days.findIndex(({ day }) => day === firstDay)
    // Whoever was there on the first days of the project is not new.
    if (first < CREATOR_DAYS) return []
    let sum = 0
    for (let at = first; at < Math.min(days.length, first + CREATOR_DAYS); at++) {
      sum += posts[at] ?? 0
      if (sum < least) continue
      if (at < from) return []
      return [
        {
          kind: 'creator' as const,
          subject: author,
          label: author,
          day: days[at]?.day ?? '',
          numbers: { observed: sum, usual: 0, spread: 1, excess: sum, days: at - first + 1 },
          series: seriesUpTo(posts, at),
        },
      ]
    }
    return []
  })
}

const two = (value: number) => Math.round(value * 100) / 100
const rounded = ({ observed, usual, spread, excess, days }: Standing): FoundSignal['numbers'] => ({
  observed: two(observed),
  usual: two(usual),
  spread: two(spread),
  excess: two(excess),
  days,
})
