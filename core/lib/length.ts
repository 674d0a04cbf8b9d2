/** How a platform counts a text. `graphemes`: what people call characters; `utf16`: as JavaScript does, an emoji as two or more. */
export type TextUnit = 'graphemes' | 'utf16'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The one place where texts are counted that somebody else counts again. zod's `.max()` counts code points, which nobody there does. */
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

/** Why a text is too long, in plain words; null when it is not. `who` takes it: an account, “A caption”. */
export function lengthProblem(text: string, { maxLength, count }: TextLimit, who: string): string | null {
  const length = textLength(text, count)
  return length <= maxLength ? null : `${who} takes ${maxLength} characters; this text has ${length}.`
}
