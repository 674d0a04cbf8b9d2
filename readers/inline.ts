/** Writes the parts of a line that a file sets apart by their appearance. */

const RAISED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-−=()ni'].map((sign, n) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ'][n] ?? sign]),
)
const LOWERED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-−=()'].map((sign, n) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'][n] ?? sign]),
)

/**
 * Writes a raised or lowered piece after the text before it: `m²`, `CO₂`, `1er`, `x^(a+1)`; cents that are raised after a
 * price become its decimals.
 */
export function shifted(before: string, piece: string, way: 'up' | 'down'): string {
  const said = piece.trim()
  if (way === 'up' && /^\d\d$/.test(said) && /(?:[€$£]\s?\d+|\d+\s?[€$£])$/.test(before))
    return before.endsWith('€') ? said : `.${said}`
  const signs = way === 'up' ? RAISED : LOWERED
  if ([...said].every((sign) => sign in signs)) return [...said].map((sign) => signs[sign]).join('')
  const isWord = /^[\p{L}.°ªº*†‡§[\]\d,\s]*$/u.test(said) && !/^\p{L}*\d/u.test(said)
  if (isWord) return piece
  return way === 'up' ? `^(${said})` : `_(${said})`
}

/** Returns a link as its label, followed by its address if the label does not name it. */
export function linked(label: string, url: string | null): string {
  if (url === null || label.trim() === '') return label
  const address = url.replace(/^(?:mailto|tel):/i, '').replace(/\?.*$/, (query) => (isMail(url) ? '' : query))
  const shown = bare(label)
  if (shown === bare(address)) return label
  if (isMail(url) && shown.includes(bare(address))) return label
  if (/^tel:/i.test(url) && digits(label).endsWith(digits(address).slice(-8))) return label
  return `${label.trimEnd()} (${address})${/\s$/.test(label) ? ' ' : ''}`
}

const isMail = (url: string) => /^mailto:/i.test(url)
const digits = (text: string) => text.replace(/\D/g, '')
const bare = (address: string) =>
  address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|^www\./, '')
    .replace(/\/$/, '')

/** Returns the address of a link in a form that works elsewhere; null for places within the page, scripts and unknown schemes. */
export function addressOf(href: string, base: string | null): string | null {
  const said = href.trim()
  if (said === '' || said.startsWith('#')) return null
  if (/^(?:mailto|tel):/i.test(said)) return decoded(said)
  const url = URL.parse(said, base ?? undefined)
  return url && /^https?:$/.test(url.protocol) ? url.href : null
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch (error) {
    // The percent sign escapes nothing.
    if (error instanceof URIError) return address
    throw error
  }
}
