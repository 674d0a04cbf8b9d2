import type { Segment } from './segments.ts'

/** The text above and below the pages. */
export interface Margins {
  /** Each page without its running heads and feet. */
  pages: Segment[][]
  above: string[]
  below: string[]
}

/** The share of a page's height, at its top and bottom, that holds running heads and page numbers. */
const MARGIN = 0.1
/** Running text stands on at least this share of the pages, and on two. */
const SHARE = 0.3

export interface SizedPage {
  segments: Segment[]
  bottom: number
  height: number
}

/** Removes running heads and feet, so that sentences continue across pages; returns each once, but no page numbers. */
export function withoutMargins(pages: readonly SizedPage[]): Margins {
  const seen = new Map<string, number>()
  const keyed = pages.map(({ segments, bottom, height }, n) =>
    segments.map((segment) => {
      const place = (segment.y - bottom) / height
      const side = place > 1 - MARGIN ? 'above' : place < MARGIN ? 'below' : null
      const said = segment.text.replace(pageNumber(n + 1), '').replace(/[\s|·,–—-]+$/, '')
      return { segment, side, said, key: side && `${side} ${Math.round(segment.y / 4)} ${said}` }
    }),
  )
  for (const page of keyed)
    for (const key of new Set(page.flatMap(({ key }) => key ?? []))) seen.set(key, (seen.get(key) ?? 0) + 1)
  const needed = Math.max(2, pages.length * SHARE)
  const margins: Margins = { pages: [], above: [], below: [] }
  for (const page of keyed) {
    const isRunning = ({ key }: (typeof page)[number]) => key !== null && (seen.get(key) ?? 0) >= needed
    margins.pages.push(page.filter((one) => !isRunning(one)).map(({ segment }) => segment))
    for (const { side, said } of page.filter(isRunning)) {
      const told = side === 'above' ? margins.above : margins.below
      if (/\p{L}/u.test(said) && !told.includes(said)) told.push(said)
    }
  }
  return margins
}

/** Returns a pattern for the number of a page, with the words around it: `Page 3 of 12`. */
const pageNumber = (page: number) =>
  new RegExp(
    `(?:page|p\\.|seite|página|pág\\.)?\\s*(?<![\\d.,])${page}(?![\\d.,]\\d|\\d)(?:\\s*(?:/|of|sur|de|von)\\s*\\d+)?`,
    'iu',
  )
