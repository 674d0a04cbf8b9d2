import { describe, expect, it } from 'vitest'
import { fromMatch, matches, partsOf } from './search.ts'

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

describe('what was sought in a text', () => {
  const marked = (text: string, sought: string) =>
    partsOf(text, sought)
      .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
      .join('')
  it.each([
    ['Zoé Lefèvre', 'zoe', '[Zoé] Lefèvre'],
    ['Zoe\u0301 Lefèvre', 'zoe', '[Zoe\u0301] Lefèvre'],
    ['Carrot cake, carrots', 'CARROT', '[Carrot] cake, [carrot]s'],
    ['Returns are free', 'free ret', '[Ret]urns are [free]'],
    ['Where is bus-stop 12?', 'bus 12', 'Where is [bus]-stop [12]?'],
    ['𝒜 ça va', 'ca', '𝒜 [ça] va'],
    ['FAC-2026-1234', '2026-1234', 'FAC-[2026]-[1234]'],
    ['nothing of it', 'thing', 'nothing of it'],
    ['a (b) [c] .*', '.* (', 'a (b) [c] .*'],
    ['stopped at the stop', 'stop stopped', '[stopped] at the [stop]'],
  ])('in “%s”, “%s” is marked', (text, sought, expected) => {
    expect(marked(text, sought)).toBe(expected)
    expect(
      partsOf(text, sought)
        .map(({ text: part }) => part)
        .join(''),
    ).toBe(text)
  })

  it('is in sight, however far into the text it stands', () => {
    const long = `${'Something else. '.repeat(20)}Where is the violet umbrella?`
    expect(fromMatch(long, 'umbrella')).toMatch(/^… .{10,60}umbrella\?$/)
    expect(fromMatch('Where is\nthe umbrella?', 'umbrella')).toBe('Where is the umbrella?')
    expect(fromMatch(long, 'nowhere')).toBe(long)
  })
})
