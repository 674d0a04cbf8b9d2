import { describe, expect, it } from 'vitest'
import { Paced, SlidingWindow } from './limits.ts'

describe('SlidingWindow', () => {
  it('admits the limit in any window and says how long to wait', () => {
    const limit = new SlidingWindow(2, 1000)
    for (const at of [0, 400]) {
      expect(limit.wait('a', at)).toBe(0)
      limit.count('a', at)
    }
    expect(limit.wait('a', 600)).toBe(400)
    expect(limit.wait('b', 600)).toBe(0)
    expect(limit.wait('a', 1000)).toBe(0)
  })

  it('does not count asking', () => {
    const limit = new SlidingWindow(1, 1000)
    expect([limit.wait('a', 0), limit.wait('a', 0)]).toEqual([0, 0])
  })
})

describe('Paced', () => {
  it('lends a burst and takes it back before admitting more', () => {
    const limit = new Paced(6000, 3)
    for (let use = 0; use < 3; use++) {
      expect(limit.wait('pair', 0)).toBe(0)
      limit.count('pair', 0)
    }
    expect(limit.wait('pair', 0)).toBe(6000)
    expect(limit.wait('pair', 5999)).toBe(1)
    expect(limit.wait('pair', 6000)).toBe(0)
  })
})
