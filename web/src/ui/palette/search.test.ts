import { describe, expect, it } from 'vitest'
import { matches } from './search.ts'

describe('a command', () => {
  it('is found by the beginnings of its words, in any order, whatever their case and accents', () => {
    for (const typed of ['', 'machines', 'Réti', 'pau mach', 'mach pau', 'RETI'])
      expect([typed, matches('Pause machines (rétive)', typed)]).toEqual([typed, true])
  })
  it('is not found by the middle of a word, nor by half of what was typed', () => {
    expect(matches('Pause machines', 'chines')).toBe(false)
    expect(matches('Pause machines', 'pause posts')).toBe(false)
  })
})
