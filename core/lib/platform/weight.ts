import { linksIn } from './links.ts'

/** What every link counts as, however long it is. */
const LINK = 23

/** Signs that count as one: Latin, Greek, Cyrillic, Arabic, Indic and others, and common punctuation. All others count as two. */
const ONES: readonly (readonly [first: number, last: number])[] = [
  [0, 4_351],
  [8_192, 8_205],
  [8_208, 8_223],
  [8_242, 8_247],
]

/** An emoji with all that belongs to it: flags, keys, tones, signs of joining. */
const EMOJI =
  /\p{RI}\p{RI}|[#*0-9]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?(?:[\u{e0020}-\u{e007e}]+\u{e007f})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?)*/uy

/** Counts a text by weights: a link 23, an emoji 2 whatever it is made of, signs of most scripts 1, of Chinese, Japanese, Korean and others 2. */
export function weightedLength(given: string): number {
  const text = given.normalize('NFC')
  const links = new Map(
    linksIn(text, { bare: true, path: 'latin and cyrillic' }).map(({ start, end }) => [start, end]),
  )
  let length = 0
  for (let at = 0; at < text.length; ) {
    const end = links.get(at)
    const emoji = end === undefined ? emojiAt(text, at) : ''
    const code = text.codePointAt(at) ?? 0
    length += end !== undefined ? LINK : emoji !== '' ? 2 : weightOf(code)
    at = end ?? at + (emoji.length || (code > 0xffff ? 2 : 1))
  }
  return length
}

/** Returns the emoji that begins at a place; empty for none, and for a sign that is shown as text. */
function emojiAt(text: string, at: number): string {
  EMOJI.lastIndex = at
  const [emoji = ''] = EMOJI.exec(text) ?? []
  return [...emoji].length === 1 && !/\p{Emoji_Presentation}/u.test(emoji) ? '' : emoji
}

const weightOf = (code: number): number =>
  ONES.some(([first, last]) => code >= first && code <= last) ? 1 : 2

/** Mentions of people on another server, `@name@server`: their server is not counted, unless it is longer than a domain can be. */
const MENTION = /(?<![=/\p{L}\p{N}_])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@([\p{L}\p{N}_.-]*[\p{L}\p{N}_])/giu
const MAX_DOMAIN = 253

/** Writes a text as short as it counts where a link with a scheme counts 23 and a mention only its name. */
export function withShortLinks(text: string): string {
  let short = ''
  let from = 0
  for (const { start, end } of linksIn(text, { bare: false, path: 'any script' })) {
    short += withoutServers(text.slice(from, start)) + 'x'.repeat(LINK)
    from = end
  }
  return short + withoutServers(text.slice(from))
}

const withoutServers = (text: string): string =>
  text.replace(MENTION, (whole, name: string, domain: string) =>
    domain.length > MAX_DOMAIN ? whole : `@${name}`,
  )
