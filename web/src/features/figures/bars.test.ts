import { describe, expect, it } from 'vitest'
import { barsOf, topOf } from './bars.ts'

describe('a chart', () => {
  it('is as tall as its largest value, and begins at 0', () => {
    expect(barsOf([1, 4], 100, 40)).toEqual([
      { x: 5, width: 40, y: 30, height: 10 },
      { x: 55, width: 40, y: 0, height: 40 },
    ])
    expect(topOf([1, 4, null])).toBe(4)
  })

  it('leaves out what was not counted, and draws nothing as nothing', () => {
    expect(barsOf([null, 0], 100, 40)).toEqual([null, { x: 55, width: 40, y: 40, height: 0 }])
    expect(barsOf([], 100, 40)).toEqual([])
  })
})
