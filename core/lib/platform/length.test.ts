import { expect, it } from 'vitest'
import { lengthProblem, signsProblem, textLength } from './length.ts'

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
  expect(lengthProblem('éé!', { maxLength: 4, count: 'bytes' }, 'News')).toContain(
    'News takes 4 bytes; this text has 5.',
  )
})

it.each<[text: string, hashtags: number, mentions: number]>([
  ['#one #two@three', 2, 0],
  ['#été_2026, #ピザ and #1 are two: a number is none', 2, 0],
  ['@ana and @b.c_d wrote to mail@example.com, a#b', 0, 2],
  ['# @ ##', 0, 0],
])('of %j, %i hashtags and %i mentions are counted', (text, hashtags, mentions) => {
  expect(signsProblem(text, { hashtags, mentions }, 'News')).toBeNull()
  if (hashtags > 0)
    expect(signsProblem(text, { hashtags: hashtags - 1, mentions }, 'News')).toBe(
      `News takes ${hashtags - 1} hashtags; this text has ${hashtags}.`,
    )
  if (mentions > 0)
    expect(signsProblem(text, { hashtags, mentions: mentions - 1 }, 'News')).toBe(
      `News takes ${mentions - 1} mentions; this text has ${mentions}.`,
    )
})
