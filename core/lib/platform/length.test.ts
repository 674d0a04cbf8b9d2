import { expect, it } from 'vitest'
import { lengthProblem, textLength } from './length.ts'

it.each<[what: string, text: string, utf16: number, graphemes: number]>([
  ['nothing', '', 0, 0],
  ['ASCII', 'abc', 3, 3],
  ['an accent in one piece', '\u00e9', 1, 1],
  ['an accent in two pieces', 'e\u0301', 2, 1],
  ['an emoji', '😀', 2, 1],
  ['a family', '👨‍👩‍👧', 8, 1],
  ['a skin tone', '👍🏽', 4, 1],
  ['a flag', '🇫🇷', 4, 1],
  ['a keycap', '1️⃣', 3, 1],
  ['a character beyond the first plane', '𝒳', 2, 1],
  ['a line break of two characters', '\r\n', 2, 1],
  ['Hangul in pieces', '\u1112\u1161\u11ab', 3, 1],
  ['Devanagari', 'नमस्ते', 6, 3],
])('%s is counted in each unit', (_what, text, utf16, graphemes) => {
  expect([textLength(text, 'utf16'), textLength(text, 'graphemes')]).toEqual([utf16, graphemes])
})

it('what is too long is said with both numbers, and what fits is not remarked upon', () => {
  const limit = { maxLength: 4, count: 'utf16' } as const
  expect(lengthProblem('😀😀', limit, 'News')).toBeNull()
  expect(lengthProblem('😀😀!', limit, 'News')).toBe('News takes 4 characters; this text has 5.')
})
