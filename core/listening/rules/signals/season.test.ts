import { expect, it } from 'vitest'
import type { Sensitivity } from '../../schemas/signals.ts'
import { type Day, risesIn, standingOf, voicesOf } from './season.ts'

function mulberry(seed: number) {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const WEEKS_BEFORE = 8,
  WEEKS = 4
function project(seed: number) {
  const random = mulberry(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const rate = Math.exp(Math.log(5) + random() * Math.log(400))
  const season = Array.from({ length: 7 }, (_, d) => (d >= 5 ? 0.5 + random() * 0.4 : 0.9 + random() * 0.3))
  const over = 0.05 + random() * 0.15
  const days = (WEEKS_BEFORE + WEEKS) * 7
  const planted: number[] = []
  const next = WEEKS_BEFORE * 7 + Math.floor(random() * 7)
  for (let at = next; at < days; at += 8 + Math.floor(random() * 6)) planted.push(at)
  const series: Day[] = []
  for (let at = 0; at < days; at++) {
    const mean = rate * (season[at % 7] ?? 1)
    const sigma = Math.sqrt(mean + (over * mean) ** 2)
    const mad = 0.6745 * sigma
    const isPlanted = planted.includes(at)
    const count = Math.max(
      0,
      Math.round(isPlanted ? mean + (3 + 3 * random()) * mad : mean + sigma * normal()),
    )
    const posts = Array.from({ length: count }, (_, n) => ({
      key: `${at}-${n}`,
      author: random() < 0.1 ? null : `a${at}-${n}`,
    }))
    if (random() < 0.05) {
      const burst = Math.round((3 + 7 * random()) * mad)
      for (let n = 0; n < burst; n++) posts.push({ key: `b${at}-${n}`, author: 'one' })
    }
    for (const post of posts.slice(0, Math.floor(posts.length * 0.1))) posts.push(post)
    series.push(!isPlanted && random() < 0.04 ? null : voicesOf(posts))
  }
  return { series, planted }
}
function figures(seeds: number[], sensitivity: Sensitivity) {
  let events = 0,
    found = 0,
    wrong = 0
  for (const seed of seeds) {
    const { series, planted } = project(seed)
    const told = risesIn(series, WEEKS_BEFORE * 7, sensitivity).map(({ at }) => at)
    events += planted.length
    found += planted.filter((at) => told.includes(at)).length
    wrong += told.filter((at) => !planted.includes(at)).length
  }
  return { recall: found / events, falsePerWeek: wrong / seeds.length / WEEKS, events }
}

/** Seeds of the final figure: the thresholds were chosen on 1 to 200. */
const SEEDS = Array.from({ length: 300 }, (_, n) => 100_001 + n)

it('finds planted rises of 3 to 6 MADs, at less than one false rise for each project and week', () => {
  const { recall, falsePerWeek } = figures(SEEDS, 'normal')
  expect(recall).toBeGreaterThanOrEqual(0.95)
  expect(falsePerWeek).toBeLessThanOrEqual(1)
})

it('one author, however loud, and doubles are no rise', () => {
  const quiet = Array.from({ length: 56 }, (): Day => 20)
  const loud = Array.from({ length: 500 }, (_, n) => ({ key: `${n % 250}`, author: 'one' }))
  expect(risesIn([...quiet, 20 + voicesOf(loud)], 56, 'high')).toEqual([])
})

it('says nothing with too few days, and of a day without collection', () => {
  expect(standingOf([1, 2, 3, 400], 3)).toBeNull()
  expect(standingOf([...Array.from({ length: 56 }, (): Day => 20), null], 56)).toBeNull()
})
