import { isTopLevelDomain } from './top-level-domains.ts'

/** A link in a text. `start` and `end` in UTF-16 units, `end` exclusive. */
export interface Link {
  start: number
  end: number
}

/** The links that a platform makes of a text. `bare`: also of names without a scheme, such as example.com. `path`: the signs of a path. */
export interface LinkRules {
  bare: boolean
  path: 'latin and cyrillic' | 'any script'
}

const LATIN = String.raw`\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff`
/** Signs that no name of a domain holds. */
const NOT_IN_NAMES = String.raw`\s\x85\u180e!'#%&()*+,\\\-./:;<=>?@[\]^_{|}~$\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069\ufffe\ufeff\uffff`
const LABEL = `[^${NOT_IN_NAMES}](?:[-_]*[^${NOT_IN_NAMES}])*`
const HEAD = String.raw`(?<![A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff])(https?:\/\/)?(${LABEL}(?:\.${LABEL})+)`

const PATHS: Readonly<Record<LinkRules['path'], { inside: string; last: string; query: string }>> = {
  'latin and cyrillic': {
    inside: String.raw`[a-z\u0400-\u04ff0-9!*';:=+,.$/%#[\]\-\u2013_~@|&${LATIN}]`,
    last: String.raw`[+\-a-z\u0400-\u04ff0-9=_#/${LATIN}]`,
    query: String.raw`[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/]`,
  },
  'any script': {
    inside: String.raw`[^\s<>()?]`,
    last: String.raw`[^\s()?!*"'「」<>;:=,.$%[\]~&|@]`,
    query: String.raw`[^\s()]*[\p{L}\p{N}\-_&=#/]`,
  },
}

/** The longest link that is one, with its scheme. */
const MAX_LENGTH = 4_096
/** The longest label of a domain in its ASCII form. */
const MAX_LABEL = 63

/** The longest slug of a link of the shortener t.co. */
const MAX_SLUG = 40

const tails = new Map<LinkRules['path'], RegExp>()

/** Builds the expression of what follows a domain: a port, a path with brackets that close, a query. */
function tailOf(path: LinkRules['path']): RegExp {
  const known = tails.get(path)
  if (known) return known
  const { inside, last, query } = PATHS[path]
  const brackets = String.raw`\((?:${inside}+|${inside}*\(${inside}+\)${inside}*)\)`
  const segment = `(?:${inside}*(?:${brackets}${inside}*)*(?:${last}|${brackets})|@${inside}+/)`
  const built = new RegExp(String.raw`(?::[0-9]+)?(\/${segment}*)?(\?${query})?`, 'iuy')
  tails.set(path, built)
  return built
}

/** Finds the links of a text, in order. */
export function linksIn(text: string, { bare, path }: LinkRules): Link[] {
  const found: Link[] = []
  if (!text.includes(bare ? '.' : '://')) return found
  const tail = tailOf(path)
  const head = new RegExp(HEAD, 'gi')
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const [whole, scheme = '', names = ''] = match
    const start = match.index
    const first = start + scheme.length
    const domain = withinTopLevel(names, text[start + whole.length] ?? '')
    // Look again after the first label: what follows another script may be a name by itself.
    head.lastIndex = first + Math.max(1, names.search(/[.]/))
    if (domain === '' || (scheme === '' && (!bare || /[-_./]/.test(text[start - 1] ?? '')))) continue
    tail.lastIndex = first + domain.length
    const end = tail.lastIndex + (tail.exec(text)?.[0].length ?? 0)
    if (!isDomain(domain) || (scheme || 'https://').length + end - start > MAX_LENGTH) {
      head.lastIndex = start + whole.length
      continue
    }
    head.lastIndex = Math.max(end, start + 1)
    if (scheme !== '') found.push(...shortened(text, { start, end }))
    else found.push(...asciiNames(domain, first, end))
  }
  return found
}

/**
 * Cuts labels off until the last is a top-level domain, before which there is a name without underscores; empty where there is none. `next` is
 * the sign after the names: a top-level domain that goes on there is none.
 */
function withinTopLevel(names: string, next = ''): string {
  const labels = names.split('.')
  for (let goesOn = /[0-9a-z@+-]/i.test(next); labels.length > 1; labels.pop(), goesOn = false) {
    const label = labels.at(-1) ?? ''
    const [, latin = ''] = /^([a-z]+)(?![0-9a-z@+-])/i.exec(label) ?? []
    const end = [...(goesOn ? [] : [label]), ...(latin.length < label.length ? [latin] : [])].find(
      isTopLevelDomain,
    )
    if (end !== undefined) return labels.at(-2)?.includes('_') ? '' : [...labels.slice(0, -1), end].join('.')
  }
  return ''
}

/** Tests whether a domain can be written in ASCII. */
function isDomain(domain: string): boolean {
  const url = URL.parse(`http://${domain}`)
  return url?.hostname.split('.').every((label) => label.length <= MAX_LABEL) ?? false
}

/** Lists the names without a scheme: only those in Latin script are links. The path belongs to the last. */
function asciiNames(domain: string, offset: number, end: number): Link[] {
  const names = [...domain.matchAll(new RegExp(`(?:[-a-z0-9${LATIN}]+\\.)+[a-z]+(?![0-9a-z@+-])`, 'gi'))]
    .map(({ 0: name, index }) => ({ start: offset + index, name: withinTopLevel(name) }))
    .filter(({ name }) => name !== '')
  return names.map(({ start, name }, index) => ({
    start,
    end: index === names.length - 1 && domain.endsWith(name) ? end : start + name.length,
  }))
}

/** Ends a link of the shortener t.co after its slug, since no path follows there; with a slug that is too long it is none. */
function shortened(text: string, { start, end }: Link): Link[] {
  const [whole = '', slug = ''] =
    /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/i.exec(
      text.slice(start, end),
    ) ?? []
  if (slug.length > MAX_SLUG) return []
  return [{ start, end: whole === '' ? end : start + whole.length }]
}
