import type { Attributes } from './hidden.ts'

/** Elements beside the text of a page: navigation, and those for browsers alone. */
export const LEFT_OUT: ReadonlySet<string> = new Set(
  'title nav noscript template svg script style head select textarea datalist'.split(' '),
)
/** Elements whose content comes from elsewhere. */
export const MEDIA: Readonly<Record<string, 'pictures' | 'embedded'>> = {
  img: 'pictures',
  iframe: 'embedded',
  object: 'embedded',
  embed: 'embedded',
  video: 'embedded',
  audio: 'embedded',
  canvas: 'embedded',
}

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/** Tests whether an element is a block; custom elements are blocks too. */
export const isBlock = (name: string): boolean => BLOCKS.has(name) || name.includes('-')

export const headingLevel = (name: string, attributes: Attributes): number | null => {
  const level = /^h([1-6])$/.exec(name)?.[1]
  if (level !== undefined) return Number(level)
  if (attributes.role !== 'heading') return null
  return Math.min(6, Math.max(1, Math.trunc(Number(attributes['aria-level'] ?? 2)) || 2))
}

const OPENS = [
  'aria-expanded',
  'aria-controls',
  'data-toggle',
  'data-bs-toggle',
  'commandfor',
  'popovertarget',
]
const OPENER = /accordion|collaps|toggle|faq|question|expand|disclosure/i

/** Tests whether an element opens more of the page when pressed, so that it names that part; not one that sends, buys or closes. */
export const isOpener = (name: string, attributes: Attributes): boolean => {
  if (name === 'summary') return true
  const isButton = name === 'button' || attributes.role === 'button'
  if (attributes.role === 'tab') return true
  if (!isButton || attributes.type === 'submit' || attributes.type === 'reset') return false
  return OPENS.some((one) => attributes[one] !== undefined) || OPENER.test(attributes.class ?? '')
}

/** Returns the mark of the `n`th item of a list. */
export function markOf(type: string | undefined, n: number): string {
  if (type === 'a' || type === 'A') return `${lettered(n, type)}.`
  if (type === 'i' || type === 'I') return `${type === 'i' ? roman(n).toLowerCase() : roman(n)}.`
  return `${n}.`
}

export function lettered(n: number, first: 'a' | 'A'): string {
  const at = Math.max(1, n) - 1
  // As in Word: a…z, aa, bb…
  return String.fromCharCode(first.charCodeAt(0) + (at % 26)).repeat(Math.min(20, Math.floor(at / 26) + 1))
}

const ROMAN: readonly (readonly [number, string])[] = [
  ...([
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
  ] as const),
  ...([
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const),
]

export function roman(n: number): string {
  let left = Math.min(4999, Math.max(1, n))
  let text = ''
  for (const [value, letters] of ROMAN) for (; left >= value; left -= value) text += letters
  return text
}
