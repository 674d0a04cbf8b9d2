import { expect, it } from 'vitest'
import { barsOf, meanLines, topOf } from './chart.ts'

const day = (posts: number, positive = 0, negative = 0) => ({ posts, positive, negative })

it('a bar is as tall as its posts beside the largest day, from nought', () => {
  const [busy, quiet, none] = barsOf([day(10, 4, 1), day(5), day(0)], 300, 100)
  const tall = (bar = busy) => bar?.parts.reduce((sum, { height }) => sum + height, 0)
  expect([tall(busy), tall(quiet), tall(none)]).toEqual([100, 50, 0])
  expect(busy?.parts).toEqual([
    { kind: 'negative', y: 90, height: 10 },
    { kind: 'neutral', y: 40, height: 50 },
    { kind: 'positive', y: 0, height: 40 },
  ])
  expect(topOf([day(3), day(7)])).toBe(7)
})

it('a feeling of −1 stands at the bottom, 1 at the top, and a day without posts interrupts the line', () => {
  expect(
    meanLines(
      [
        { posts: 1, sentiment: 1 },
        { posts: 2, sentiment: -1 },
        { posts: 0, sentiment: 0 },
        { posts: 1, sentiment: 0 },
      ],
      40,
      100,
    ),
  ).toBe('M5 0h0.01L15 100M35 50h0.01')
})
