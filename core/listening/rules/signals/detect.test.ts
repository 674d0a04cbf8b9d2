import { describe, expect, it } from 'vitest'
import { detect, type Heard } from './detect.ts'

const DAYS = 60
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
const quiet = (at: Record<number, Partial<Heard['days'][number]>> = {}): Heard => ({
  days: Array.from({ length: DAYS }, (_, n) => ({
    day: day(n),
    voices: 20 + (n % 3),
    posts: 20,
    sentimentSum: n % 2 === 0 ? 2 : 3,
    ...at[n],
  })),
  hashtags: [],
  posts: [],
  creators: [],
})
const told = (heard: Heard, sensitivity: 'low' | 'normal' | 'high' = 'normal') =>
  detect(heard, 30, sensitivity).map(({ kind, day, subject }) => [kind, day, subject])

describe('a signal', () => {
  it('is none on quiet days', () => {
    expect(told(quiet(), 'high')).toEqual([])
  })

  it('says that more people talk than usual, with the numbers and the days behind them', () => {
    const found = detect(quiet({ 55: { voices: 60 } }), 30, 'normal')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ kind: 'volume', day: day(55), numbers: { observed: 60, days: 55 } })
    expect(found[0]?.numbers.usual).toBeCloseTo(21, 0)
    expect(found[0]?.series.at(-1)).toBe(60)
  })

  it('of a hashtag, of a feeling either way, of a post and of a new creator each name what they are about', () => {
    const posts = Array.from({ length: DAYS }, (_, n) => (n >= 50 && n < 56 ? 1 : 0))
    const heard: Heard = {
      ...quiet({ 52: { sentimentSum: -12 } }),
      hashtags: [{ id: 'h', name: 'a', voices: Array.from({ length: DAYS }, (_, n) => (n === 54 ? 40 : 5)) }],
      posts: [{ id: 'p', text: 'Everybody saw this', day: day(53), score: 99, engagement: 4000 }],
      creators: [{ author: 'ada', firstDay: day(50), posts }],
    }
    expect(told(heard)).toEqual([
      ['hashtag', day(54), 'h'],
      ['sentiment', day(52), ''],
      ['post', day(53), 'p'],
      ['creator', day(54), 'ada'],
    ])
  })

  it('is told of once while it lasts, and not of the days before it is looked for', () => {
    expect(told(quiet({ 20: { voices: 90 }, 55: { voices: 60 }, 56: { voices: 60 } }))).toEqual([
      ['volume', day(55), ''],
    ])
  })

  it('needs more to stand out when it is to be told of less', () => {
    const heard = quiet({ 55: { voices: 31 } })
    expect([told(heard, 'low'), told(heard, 'high')].map(({ length }) => length)).toEqual([0, 1])
  })

  it('is none of posts of few people, nor of means of few posts', () => {
    expect(told(quiet({ 55: { posts: 3, sentimentSum: -3 } }), 'high')).toEqual([])
    const small: Heard = {
      ...quiet(),
      posts: [{ id: 'p', text: '', day: day(53), score: 100, engagement: 3 }],
    }
    expect(told(small, 'high')).toEqual([])
  })
})
