const MENTION = /@\[((?:\\.|[^\]\\])*)\]\(urn:li:[a-z]+:[\w-]+\)/su
const TEMPLATE = /\{hashtag\|\\?#\|((?:\\.|[^|{}\\])+)\}/su
const PART = new RegExp(`${MENTION.source}|${TEMPLATE.source}|\\\\(.)|[\\s\\S]`, 'gsu')

/** Returns a commentary as LinkedIn stores it: a bracket that nothing escapes cuts off the rest, without a word. */
export function stored(commentary: string): string {
  for (const { 0: part, index } of commentary.matchAll(PART))
    if (part === '(' || part === ')') return commentary.slice(0, index)
  return commentary
}

/** Returns what readers see of a commentary. */
export const seen = (commentary: string): string =>
  commentary.replace(PART, (part, name?: string, tag?: string, sign?: string) => {
    if (name !== undefined) return unescaped(name)
    if (tag !== undefined) return `#${unescaped(tag)}`
    return sign ?? part
  })

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1')
