/**
 * The unit in which a platform counts a text. `graphemes`: characters as people count them; `utf16`: as JavaScript, an emoji
 * as two or more.
 */
export type TextUnit = 'graphemes' | 'utf16'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const utf8 = new TextEncoder()

/** How each unit counts. A platform that counts in another way, such as by weights, adds its unit here. */
const COUNTS: Readonly<Record<TextUnit, (text: string) => number>> = {
  utf16: (text) => text.length,
  graphemes(text) {
    let count = 0
    for (const _ of segmenter.segment(text)) count++
    return count
  },
}

/**
 * Counts a text as platforms do; the dashboard, the API's checks and the connectors use this and nothing else. zod's `.max()`
 * counts code points, as no platform does.
 */
export const textLength = (text: string, unit: TextUnit): number => COUNTS[unit](text)

/** Counts the bytes of a text in UTF-8. */
export const textBytes = (text: string): number => utf8.encode(text).byteLength

export interface TextLimit {
  maxLength: number
  count: TextUnit
  /** The most bytes in UTF-8, where the platform limits them as well: emoji of many parts reach this limit first. */
  maxBytes?: number | undefined
}

/** Returns why a text is too long, in plain words; null if it is not. `who` is the subject: an account, “A caption”. */
export function lengthProblem(
  text: string,
  { maxLength, count, maxBytes }: TextLimit,
  who: string,
): string | null {
  const length = textLength(text, count)
  if (length > maxLength) return tooLongWords(who, maxLength, length)
  const bytes = maxBytes === undefined ? 0 : textBytes(text)
  return maxBytes !== undefined && bytes > maxBytes
    ? `${who} takes ${maxBytes} bytes; this text has ${bytes}. Emoji count for many.`
    : null
}

export const tooLongWords = (who: string, maxLength: number, length: number): string =>
  `${who} takes ${maxLength} characters; this text has ${length}.`

const HASHTAG = /(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu
const MENTION = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9_.]+/gu

/** Returns why a text has too many hashtags or mentions, in plain words; null if it has not. `who` is the subject. */
export function signsProblem(
  text: string,
  { hashtags, mentions }: { hashtags: number; mentions: number },
  who: string,
): string | null {
  const [tags, people] = [HASHTAG, MENTION].map((sign) => text.match(sign)?.length ?? 0) as [number, number]
  if (tags > hashtags) return `${who} takes ${hashtags} hashtags; this text has ${tags}.`
  return people > mentions ? `${who} takes ${mentions} mentions; this text has ${people}.` : null
}
