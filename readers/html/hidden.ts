import { Parser } from 'htmlparser2'

/** Facts about a whole page, needed before it is read from its beginning. */
export interface Survey {
  title: string | null
  /** The address that `<base href>` states. */
  base: string | null
  /** Ids of the parts that something on the page opens: a button, a tab, a link to it. */
  opened: ReadonlySet<string>
  /** The looks that the page's own style sheets give to a class (`.x`) or an id (`#x`). */
  styles: ReadonlyMap<string, Look>
}

/** How an element shows its words. */
export type Look = 'hidden' | 'struck'

export type Attributes = Readonly<Record<string, string>>

const OPENERS = [
  'aria-controls',
  'data-target',
  'data-bs-target',
  'commandfor',
  'popovertarget',
  'href',
  'data-tab',
]

/** The deepest nesting of elements: no page for people has as much, and the cost of each element grows with its depth. */
export const DEPTH_MAX = 2_000
const PIECE = 16_384

/** Surveys a page; null for one that is nested deeper than any real page. */
export function survey(html: string): Survey | null {
  const opened = new Set<string>()
  const styles = new Map<string, Look>()
  let title: string | null = null
  let base: string | null = null
  let drawings = 0
  let within: 'title' | 'style' | null = null
  let text = ''
  let depth = 0
  let isTooDeep = false
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > DEPTH_MAX) {
        isTooDeep = true
        parser.pause()
      }
      if (name === 'svg') drawings++
      if (name === 'base') base ??= attributes.href ?? null
      if (name === 'style' || (name === 'title' && drawings === 0 && title === null)) {
        within = name
        text = ''
      }
      for (const opener of OPENERS) {
        const value = attributes[opener]
        if (value === undefined || (opener === 'href' && !value.startsWith('#'))) continue
        for (const id of value.split(/\s+/)) opened.add(id.replace(/^#/, ''))
      }
    },
    ontext(data) {
      if (within !== null) text += data
    },
    onclosetag(name) {
      depth--
      if (name === 'svg') drawings--
      if (name !== within) return
      if (name === 'title') title = text.replace(/\s+/g, ' ').trim()
      else readStyles(text, styles)
      within = null
    },
  })
  // Written piece by piece, so that it can stop midway.
  for (let at = 0; at < html.length && !isTooDeep; at += PIECE) parser.write(html.slice(at, at + PIECE))
  if (isTooDeep) return null
  parser.end()
  return { title: title === '' ? null : title, base, opened, styles }
}

/** Reads the rules for a single class or id, outside of conditions. */
function readStyles(css: string, styles: Map<string, Look>): void {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  for (const [, selectors = '', rules = ''] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const look = lookOf(rules)
    if (look === null) continue
    for (const selector of selectors.split(',')) {
      const one = /^\s*(?:[a-z]+)?([.#][\w-]+)\s*$/i.exec(selector)?.[1]
      if (one) styles.set(one, look)
    }
  }
}

function lookOf(rules: string): Look | null {
  if (/(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i.test(rules)) return 'hidden'
  return /text-decoration(?:-line)?\s*:[^;]*line-through/i.test(rules) ? 'struck' : null
}

const STRUCK: ReadonlySet<string> = new Set(['del', 's', 'strike'])
const ICON = /(?:^|[\s_-])(?:icons?|glyph\w*|symbols?|fa[bsrl]?|bi)(?:[\s_-]|$)/i
/** Names that authors give to parts of a page that are closed until somebody opens them. */
const OPENABLE = /accordion|collaps|tab-?(?:pane|panel|content)|panel|toggle|faq|answer|expand|disclosure/i

/**
 * Returns how an element looks once everything that a visitor can open is open. An element is hidden if nothing on the page
 * opens it; closed answers and tabs are not. `isBelowQuestion`: it follows the button or question that opens it.
 */
export function lookAt(
  name: string,
  attributes: Attributes,
  { opened, styles }: Survey,
  isBelowQuestion: boolean,
): Look | null {
  if (STRUCK.has(name)) return 'struck'
  const names = [...(attributes.class ?? '').split(/\s+/).map((one) => `.${one}`), `#${attributes.id ?? ''}`]
  const looks = [lookOf(attributes.style ?? ''), ...names.map((one) => styles.get(one) ?? null)]
  if (looks.includes('struck')) return 'struck'
  const { hidden } = attributes
  const isClosed =
    (hidden !== undefined && hidden.toLowerCase() !== 'until-found') ||
    (name === 'dialog' && attributes.open === undefined) ||
    looks.includes('hidden')
  if (isClosed) {
    const isOpenable =
      isBelowQuestion ||
      opened.has(attributes.id ?? '\0') ||
      attributes.role === 'tabpanel' ||
      OPENABLE.test(attributes.class ?? '')
    return isOpenable ? null : 'hidden'
  }
  // Names of icons in a font are words that nobody sees; other words kept from screen readers are seen.
  return attributes['aria-hidden'] === 'true' && ICON.test(attributes.class ?? '') ? 'hidden' : null
}
