/**
 * The unit in which a platform counts a text. `graphemes`: characters as people count them; `utf16`: as JavaScript, an emoji
 * as two or more.
 */
export type TextUnit = 'graphemes' | 'utf16'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Counts a text as platforms do. For their limits use only this: zod's `.max()` counts code points, as no platform does. */
export function textLength(text: string, unit: TextUnit): number {
  if (unit === 'utf16') return text.length
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

export interface TextLimit {
  maxLength: number
  count: TextUnit
}

/** Returns why a text is too long, in plain words; null if it is not. `who` is the subject: an account, “A caption”. */
export function lengthProblem(text: string, { maxLength, count }: TextLimit, who: string): string | null {
  const length = textLength(text, count)
  return length <= maxLength ? null : `${who} takes ${maxLength} characters; this text has ${length}.`
}
