import { weightedLength, withShortLinks } from './weight.ts'

/**
 * The unit in which a platform counts a text. `graphemes`: characters as people count them; `utf16`: as JavaScript, an emoji as two or more;
 * `short_links`: graphemes, but a link with a scheme as 23 and of a mention `@name@server` only the name; `weighted`: a link as 23, an emoji
 * and a sign of Chinese, Japanese or Korean as 2; `emoji_bytes`: graphemes, but an emoji as its bytes in UTF-8; `bytes`: bytes in UTF-8.
 */
export const TEXT_UNITS = ['graphemes', 'utf16', 'short_links', 'weighted', 'emoji_bytes', 'bytes'] as const
export type TextUnit = (typeof TEXT_UNITS)[number]

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const utf8 = new TextEncoder()

function graphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

const EMOJI = /\p{RI}\p{RI}|\p{Emoji_Presentation}|\p{Extended_Pictographic}|[#*0-9]\ufe0f?\u20e3/u

/** How each unit counts. A platform that counts in another way adds its unit here. */
const COUNTS: Readonly<Record<TextUnit, (text: string) => number>> = {
  utf16: (text) => text.length,
  graphemes,
  short_links: (text) => graphemes(withShortLinks(text)),
  weighted: weightedLength,
  emoji_bytes(text) {
    let count = 0
    for (const { segment } of segmenter.segment(text)) count += EMOJI.test(segment) ? textBytes(segment) : 1
    return count
  },
  bytes: (text) => textBytes(text),
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
  if (length > maxLength)
    return count === 'bytes' ? tooManyBytes(who, maxLength, length) : tooLongWords(who, maxLength, length)
  const bytes = maxBytes === undefined ? 0 : textBytes(text)
  return maxBytes !== undefined && bytes > maxBytes ? tooManyBytes(who, maxBytes, bytes) : null
}

const tooManyBytes = (who: string, max: number, bytes: number): string =>
  `${who} takes ${max} bytes; this text has ${bytes}. Emoji count for many.`

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
