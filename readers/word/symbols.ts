import { TICKED, UNTICKED } from '../reading.ts'

/** Signs of the fonts that Word uses for boxes and bullets, by their codes. */
const SIGNS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    108: '●',
    110: '■',
    111: UNTICKED,
    167: '▪',
    168: UNTICKED,
    216: '➢',
    224: '→',
    251: '✗',
    252: '✓',
    253: TICKED,
    254: TICKED,
    40: '☎',
    42: '✉',
  },
  'wingdings 2': { 80: '✓', 82: TICKED, 83: TICKED, 84: TICKED, 163: UNTICKED, 79: '✗' },
  symbol: Object.fromEntries(
    [...'abgdezhqiklmnxoprstufcyw'].map((letter, n) => [
      letter.charCodeAt(0),
      [...'αβγδεζηθικλμνξοπρστυφχψω'][n] ?? letter,
    ]),
  ),
}
const MORE_SYMBOLS: Readonly<Record<number, string>> = {
  176: '°',
  177: '±',
  180: '×',
  183: '•',
  163: '≤',
  179: '≥',
  160: '€',
  184: '÷',
  174: '→',
  87: 'Ω',
  68: 'Δ',
  83: 'Σ',
}

/** Returns a sign of a symbol font; the replacement character for an unknown one. `code`: hexadecimal, as Word writes it. */
export function signOf(font: string, code: string): string {
  const value = Number.parseInt(code, 16)
  if (!Number.isFinite(value)) return '\ufffd'
  const signs = SIGNS[font.toLowerCase()]
  const own = value >= 0xf000 && value <= 0xf0ff ? value - 0xf000 : value
  if (signs)
    return signs[own] ?? (font.toLowerCase() === 'symbol' ? (MORE_SYMBOLS[own] ?? '\ufffd') : '\ufffd')
  return value >= 0xe000 && value <= 0xf8ff ? '\ufffd' : String.fromCodePoint(Math.min(value, 0x10ffff))
}
