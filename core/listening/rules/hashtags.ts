/** What may stand in a hashtag, after “#”: letters of every script, their marks, digits and “_”, as most platforms have it. */
const HASHTAG = /(?<![\p{L}\p{M}\p{N}_&/])[#＃]([\p{L}\p{M}\p{N}_]+)/gu
const WHOLE = /^[\p{L}\p{M}\p{N}_]+$/u
const HAS_LETTER = /\p{L}/u
/** In characters. */
export const HASHTAG_MAX = 100

/**
 * Returns the one spelling of a hashtag, without “#”: in lower case, full-width letters as plain ones, accents kept. Null for what is
 * none: other characters in it, too long, or digits alone, which no platform here links.
 */
export function hashtagOf(given: string): string | null {
  const name = given
    .trim()
    .replace(/^[#＃]/u, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
  return WHOLE.test(name) && HAS_LETTER.test(name) && [...name].length <= HASHTAG_MAX ? name : null
}

/** Finds the hashtags of a text, each once, in its one spelling. “#” within a word or an address begins none. */
export function hashtagsIn(text: string): string[] {
  const found = [...text.matchAll(HASHTAG)].flatMap(([, name]) => hashtagOf(name ?? '') ?? [])
  return [...new Set(found)]
}
