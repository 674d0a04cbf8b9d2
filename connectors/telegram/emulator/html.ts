/** Telegram's HTML, parsed into entities counted in UTF-16 code units, with Telegram's error messages. */

export interface Entity {
  type: string
  offset: number
  length: number
  url?: string
  language?: string
}

export type Parsed = { text: string; entities: Entity[] } | { error: string }

interface OpenTag {
  name: string
  entity: Omit<Entity, 'length'>
}

const TYPES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  span: 'spoiler',
}
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const TOKEN = /<(\/?)([^\s<>]*)([^>]*)>|<|&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot));/gi

export function parseHtml(html: string): Parsed {
  let text = ''
  let rest = 0
  const open: OpenTag[] = []
  const entities: Entity[] = []
  for (const match of html.matchAll(TOKEN)) {
    text += html.slice(rest, match.index)
    rest = match.index + match[0].length
    const [token, slash, rawName = '', attributes = '', decimal, hex, named] = match
    const byte = Buffer.byteLength(html.slice(0, match.index))
    if (token.startsWith('&')) {
      text += named ? (NAMED[named.toLowerCase()] ?? '') : character(decimal, hex)
      continue
    }
    const name = rawName.toLowerCase()
    if (token === '<') return { error: `Unclosed start tag at byte offset ${byte}` }
    if (slash) {
      const tag = open.pop()
      if (!tag) return { error: `Unexpected end tag at byte offset ${byte}` }
      if (name !== '' && tag.name !== name) {
        return {
          error: `Unmatched end tag at byte offset ${byte}, expected "</${tag.name}>", found "</${name}>"`,
        }
      }
      if (text.length > tag.entity.offset)
        entities.push({ ...tag.entity, length: text.length - tag.entity.offset })
      continue
    }
    const type = TYPES[name]
    if (!type) return { error: `Unsupported start tag "${name}" at byte offset ${byte}` }
    if (name === 'span' && !/class\s*=\s*["']?tg-spoiler/i.test(attributes)) {
      return { error: `Tag "span" must have class "tg-spoiler" at byte offset ${byte}` }
    }
    open.push({ name, entity: { type, offset: text.length, ...extras(name, attributes) } })
  }
  const unclosed = open.at(-1)
  if (unclosed) return { error: `Can't find end tag corresponding to start tag "${unclosed.name}"` }
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length)
  return { text: text + html.slice(rest), entities }
}

function extras(name: string, attributes: string): { url?: string; language?: string } {
  const value = (attribute: string) => {
    const found = new RegExp(`${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|(\\S+))`, 'i').exec(attributes)
    return found?.[1] ?? found?.[2] ?? found?.[3]
  }
  const url = name === 'a' ? value('href') : undefined
  const language = name === 'code' ? value('class')?.replace(/^language-/, '') : undefined
  return { ...(url ? { url } : {}), ...(language ? { language } : {}) }
}

function character(decimal: string | undefined, hex: string | undefined): string {
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '0', 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
