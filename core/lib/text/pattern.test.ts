import { afterEach, describe, expect, it, vi } from 'vitest'
import { PROGRAM_MAX, patternProblem, patternTest } from './pattern.ts'

describe('a pattern that cannot be read', () => {
  it.each([
    ['refund(s', 7, 'A ( is never closed.'],
    ['(a)(b', 4, 'A ( is never closed.'],
    ['[a', 1, 'A [ is never closed.'],
    ['ab)c', 3, 'A ) closes nothing.'],
    ['x\\**y**', 7, 'Two signs of repetition follow each other.'],
    ['*a', 1, 'A sign of repetition has nothing before it to repeat.'],
    ['a|+', 3, 'A sign of repetition has nothing before it to repeat.'],
    ['x{1001}', 7, 'Something is repeated more often than 1,000 times.'],
    ['a(?=b)', 3, 'Conditions on what stands before or after are not possible here.'],
    ['(a)\\1', 5, 'This escape is not known.'],
    ['[z-a]', 4, 'These characters form no group or range.'],
    ['order\\', 6, 'A backslash at the end stands for nothing.'],
  ])('%s is refused at character %d: %s', (pattern, at, sentence) => {
    expect(patternProblem(pattern)).toBe(
      `${sentence} See character ${at}: “${pattern.slice(at - 1, at + 19)}”.`,
    )
  })

  it('is also one that is too large to be quick', () => {
    expect(patternProblem('(a{30}){30}')).toMatch(/too large/)
    expect(patternProblem('.{0,1000}x')).toMatch(/too large/)
    expect(patternProblem('\\b(?:order|invoice)\\W{0,5}#?\\d{4,8}\\b')).toBeNull()
  })
})

describe('a pattern', () => {
  it.each([
    ['refund|rembours', 'REMBOURSEZ-moi', true],
    ['^order \\d+$', 'order 12', true],
    ['^order \\d+$', 'my order 12', false],
    ['a b', 'a\u00a0b', true],
    ['a$', 'b\r\na', true],
    ['(?m)^b$', 'a\r\nb\r\nc', true],
    ['é', 'É', true],
  ])('%s on %j: %s', (pattern, text, found) => {
    expect(patternTest(pattern)(text)).toBe(found)
  })
})

describe('patterns that stop a backtracking engine', () => {
  afterEach(() => void vi.restoreAllMocks())

  /** Counts how often the engine looks at a character of a text. */
  function looksAt(pattern: string, text: string): number {
    const test = patternTest(pattern)
    let looks = 0
    for (const name of ['codePointAt', 'charCodeAt'] as const) {
      const original = String.prototype[name]
      vi.spyOn(String.prototype, name).mockImplementation(function (this: string, at: number) {
        looks++
        return original.call(this, at) as number
      })
    }
    test(text)
    vi.restoreAllMocks()
    return looks
  }

  it.each([
    '(a+)+$',
    '(a|aa)+$',
    '(a|a)*b',
    '(a*)*b',
    '([a-z]+)*x',
    '(.*)(.*)(.*)=',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(x+x+)+y',
  ])('%s looks at twice as long a text at most twice as often', (pattern) => {
    expect(patternProblem(pattern)).toBeNull()
    const text = (length: number) => `${'a'.repeat(length)}!`
    const [once, twice] = [looksAt(pattern, text(2_000)), looksAt(pattern, text(4_000))]
    expect(once).toBeGreaterThan(0)
    expect(twice).toBeLessThan(2.2 * once)
    expect(twice).toBeLessThan(4_000 * PROGRAM_MAX)
  })
})
