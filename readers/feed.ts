import { parseFeed } from '@rowanmanning/feed-parser'
import { decode as entities } from 'html-entities'
import { charsetIn, decode, markedEncoding } from './encoding.ts'

/** An entry as its feed gives it. `id`: the feed's own, or the address; entries without either are left out. */
export interface FeedEntry {
  id: string
  /** Plain text: the title, then what the entry says. */
  text: string
  author: string | null
  url: string | null
  /** Null where the feed says no date that can be read. */
  at: Date | null
  tags: string[]
}

const ENTRIES_MAX = 200
const TEXT_MAX = 5_000
const BREAKS = /<\/(p|div|li|h[1-6]|blockquote|tr)>|<br\s*\/?>/gi
const UNSHOWN = /<!--[\s\S]*?-->|<(script|style|template)\b[\s\S]*?<\/\1\s*>/gi

/** Reads an RSS or Atom feed, the entries in its order. Null where it is none. `url` is where it came from, by which links are resolved. */
export function readFeed(bytes: Uint8Array, contentType: string, url: string): FeedEntry[] | null {
  const feed = parsed(textOf(bytes, contentType))
  if (feed === null) return null
  const base = URL.parse(feed.url ?? '', url)?.href ?? url
  const of = feed.title
  return feed.items.slice(0, ENTRIES_MAX).flatMap((item): FeedEntry[] => {
    const link = item.url === null ? null : webAddress(item.url, base)
    const id = idOf(item.id, link, url)
    const title = shown(item.title ?? '')
    const said = shown(item.content ?? item.description ?? '')
    const text = [title, said === title ? '' : said]
      .filter(Boolean)
      .join('\n\n')
      .slice(0, TEXT_MAX)
      .toWellFormed()
    if (id === null || text === '') return []
    const author = item.authors.map(({ name }) => name).find(Boolean) ?? of
    return [
      {
        id,
        text,
        author: author === null || author === undefined ? null : shown(author).slice(0, 255) || null,
        url: link,
        at: item.published ?? item.updated,
        tags: item.categories.flatMap(({ label, term }) => label ?? term ?? []),
      },
    ]
  })
}

/** Where an entry is named by an address or a URN it is the same in every feed; other ids count within their own feed. */
function idOf(id: string | null, link: string | null, feed: string): string | null {
  const own = id?.trim() || null
  if (own !== null && /^(https?:|urn:|tag:)/i.test(own)) return bounded(own)
  if (own !== null) return bounded(`${feed}#${own}`)
  return link === null ? null : bounded(link)
}

const ID_MAX = 300
const bounded = (id: string) => (id.length <= ID_MAX ? id : id.slice(0, ID_MAX / 2) + id.slice(-ID_MAX / 2))

function webAddress(address: string, base: string): string | null {
  const url = URL.parse(address.trim(), base)
  return url && /^https?:$/.test(url.protocol) && url.href.length <= 2_000 ? url.href : null
}

function parsed(text: string) {
  try {
    return parseFeed(text)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'INVALID_FEED') return null
    throw error
  }
}

/** Decodes by the byte order mark, the content type, or the declaration; what cannot be read so as UTF-8 with signs of replacement. */
function textOf(bytes: Uint8Array, contentType: string): string {
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([^"']+)/i.exec(head)?.[1]
  for (const encoding of [markedEncoding(bytes), charsetIn(contentType), declared, 'utf-8']) {
    const text = encoding ? decode(bytes, encoding) : null
    if (text !== null) return text
  }
  return new TextDecoder().decode(bytes)
}

/** Makes plain text of HTML: lines where it has blocks, no tags, no code. */
const shown = (html: string): string =>
  entities(
    html
      .replace(UNSHOWN, ' ')
      .replace(BREAKS, '\n')
      .replace(/<\/?[a-z][^<>]*>/gi, ' '),
  )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
