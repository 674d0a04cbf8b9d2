import { htmlToMarkdown } from '@mdream/js'
import { collapse } from '#core/lib/text.ts'
import { DOCUMENT_TITLE_MAX } from '../schemas.ts'

/** What stands on a page beside its text: navigation, pictures, and what only a browser uses. */
const EXCLUDED = [
  ...['title', 'nav', 'noscript', 'template', 'svg', 'img', 'picture', 'video', 'audio', 'canvas'],
  ...['iframe', 'object', 'embed', 'button', 'input', 'select', 'textarea'],
]

/** HTML as Markdown, and its title; links are made absolute where it is known where the page lies. */
export function htmlText(html: string, url?: string): { text: string; title: string | null } {
  // The whole page is kept, not what looks like its main part: a footer may hold the only opening hours.
  const text = htmlToMarkdown(html, {
    ...(url === undefined ? {} : { origin: new URL(url).origin }),
    clean: { fragments: true, emptyLinks: true, emptyLinkText: true, selfLinkHeadings: true },
    plugins: { filter: { exclude: EXCLUDED } },
  })
  return { text, title: titleIn(html) }
}

/** Further down than this no page has its title. */
const HEAD_MAX = 256 * 1024

function titleIn(html: string): string | null {
  const titles: string[] = []
  // What is filtered is not extracted: the title is asked for on its own.
  htmlToMarkdown(html.slice(0, HEAD_MAX), {
    plugins: { extraction: { title: ({ textContent }) => void titles.push(textContent) } },
  })
  // A drawing may have a title too; the page’s own comes first.
  return collapse(titles[0] ?? '').slice(0, DOCUMENT_TITLE_MAX) || null
}

/** The encoding that HTML states of itself within its first 1024 bytes, in ASCII; null where it states none. */
export function statedEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  return charsetIn(/<meta[^>]*charset[^>]*>/i.exec(head)?.[0] ?? '')
}

/** The encoding named in a content type or a `meta` tag. */
export const charsetIn = (stated: string): string | null =>
  /charset\s*=\s*["']?([^\s"';/>]+)/i.exec(stated)?.[1] ?? null

/** The encoding that a byte order mark states. */
export function markedEncoding([a, b]: Uint8Array): string | null {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** The text of bytes; null where they are not of that encoding, or there is none of that name. */
export function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch (error) {
    // RangeError: no such encoding. TypeError: other bytes than it has.
    if (error instanceof RangeError || error instanceof TypeError) return null
    throw error
  }
}
