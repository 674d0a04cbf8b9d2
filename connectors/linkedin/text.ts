/** A mention as people write it in a post: `@[Café](urn:li:organization:123)`. */
const MENTION = String.raw`@\[([^\[\]\n]{1,200})\]\((urn:li:(?:person:[\w-]+|organization:\d+))\)`
const HASHTAG = String.raw`(?<![\p{L}\p{N}_&])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)`
const PARTS = new RegExp(String.raw`${MENTION}|${HASHTAG}|[\\|{}@\[\]()<>#*_~]`, 'gu')

/** Writes a text as LinkedIn's “little text”: mentions and hashtags are links, and every other sign of its grammar stands for itself. */
export const littleText = (text: string): string =>
  text.replace(PARTS, (whole, name?: string, urn?: string, tag?: string) => {
    if (name !== undefined && urn !== undefined) return `@[${escaped(name)}](${urn})`
    return tag === undefined ? `\\${whole}` : String.raw`{hashtag|\#|${escaped(tag)}}`
  })

const escaped = (text: string): string => text.replace(/[\\|{}@[\]()<>#*_~]/g, '\\$&')

const WRITTEN = /\\(.)|\{hashtag\|\\?#\|((?:\\.|[^|{}\\])+)\}/gsu

/** Reads little text back into the text that it was written from. */
export const plainText = (commentary: string): string =>
  commentary.replace(WRITTEN, (_whole, sign?: string, tag?: string) =>
    tag === undefined ? (sign ?? '') : `#${tag.replace(/\\(.)/gs, '$1')}`,
  )

/** The page of a post. */
export const pageOf = (urn: string): string => `https://www.linkedin.com/feed/update/${urn}`
