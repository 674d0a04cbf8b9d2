import { expect, it } from 'vitest'
import { lineOf } from './line.ts'

it('goes from the earliest to the latest, however the points come, and stays within the drawing', () => {
  const points = [
    { at: 20, value: 10 },
    { at: 0, value: 0 },
    { at: 10, value: 5 },
  ]
  expect(lineOf(points, 106, 56)).toBe('M3.0 53.0L53.0 28.0L103.0 3.0')
})

it('of zeros is flat, and of fewer than two moments is none', () => {
  const zeros = [
    { at: 0, value: 0 },
    { at: 1, value: 0 },
  ]
  expect(lineOf(zeros, 106, 56)).toBe('M3.0 53.0L103.0 53.0')
  expect(lineOf([], 100, 50)).toBeNull()
  expect(lineOf([{ at: 1, value: 4 }], 100, 50)).toBeNull()
})
