import { expect, it } from 'vitest'
import { cost, duration } from './figures.ts'

it('a duration is written in the unit in which it is read at a glance', () => {
  expect([0, 240, 1_000, 1_240, 59_400, 60_000, 185_000].map((ms) => duration(ms, 'en-GB'))).toEqual([
    '0ms',
    '240ms',
    '1s',
    '1.2s',
    '59s',
    '1m',
    '3m 5s',
  ])
})

it('a cost below a cent does not look like nothing', () => {
  expect(cost(12, 'en-US')).toBe('$0.000012')
  expect(cost(0, 'en-US')).toBe('$0.00')
  expect(cost(1_234_567, 'en-US')).toBe('$1.23')
})

it('a figure is written as its reader writes it', () => {
  expect(duration(1_240, 'fr')).toMatch(/^1,2\s?s$/)
  expect(cost(250_000, 'fr')).toMatch(/^0,25\s\$US$/)
})
