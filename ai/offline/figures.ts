import { isStopword } from '#core/lib/text/stopwords.ts'
import { fold } from '#core/lib/text/text.ts'
import { termOf } from './vocabulary.ts'

/** A number with its unit: `8 people`, `15 minutes`, `24 December`, `€60`, `size XL`. */
interface Figure {
  value: number
  /** A measure, or the term of the counted thing; empty when none is named (`a table for 8`). */
  dimension: string
}

/** A range of numbers in a sentence: `up to 10`, `2 to 4 days`, `children under 12`. */
interface Reach {
  from: number
  to: number
  dimension: string
}

/** Measures that match no other dimension: a table for 8 is not held for 8 minutes. */
const MEASURES: ReadonlySet<string> = new Set(
  'money percent clock date duration years length weight volume size'.split(' '),
)

const UNITS: readonly (readonly [dimension: string, factor: number, pattern: RegExp])[] = [
  ['money', 1, /^(?:[€$£]|eur(?:os?)?|usd|gbp|chf|dollars?|pounds?|francs?|pesos?)$/],
  ['percent', 1, /^(?:%|percent|pourcent)$/],
  ['duration', 1 / 60, /^(?:min|mins|minutes?|minutos?)$/],
  ['duration', 1, /^(?:hours?|hrs?|heures?|horas?)$/],
  ['duration', 24, /^(?:days?|jours?|dias?|nights?|nuits?|noches?)$/],
  ['duration', 168, /^(?:weeks?|semaines?|semanas?)$/],
  ['duration', 730, /^(?:months?|mois|mes|meses)$/],
  ['years', 1, /^(?:years?|yrs?|ans?|annees?|anos?)$/],
  ['length', 0.1, /^mm$/],
  ['length', 1, /^cm$/],
  ['length', 100, /^(?:m|metres?|meters?|metros?)$/],
  ['length', 100_000, /^(?:km|kilomet(?:re|er)s?|kilometros?)$/],
  ['weight', 1, /^(?:g|grams?|grammes?|gramos?)$/],
  ['weight', 1000, /^(?:kg|kilos?|kilograms?|kilogrammes?|kilogramos?)$/],
  ['volume', 1, /^ml$/],
  ['volume', 10, /^cl$/],
  ['volume', 1000, /^(?:l|lit(?:re|er)s?|litros?)$/],
]
const PEOPLE = /^(?:people|persons?|personnes?|personas?|guests?|adults?|adultes?|adultos?|pax|couverts?)$/

/** Number words without another meaning in the three languages (not `tres`, also “very”, nor `once`, also “one time”). */
const NUMBERS: Record<string, number> = {
  ...{
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
  },
  ...{ fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, hundred: 100 },
  ...{ deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, dix: 10, onze: 11, douze: 12, quinze: 15 },
  ...{ vingt: 20, trente: 30, quarante: 40, cinquante: 50 },
  ...{
    dos: 2,
    cuatro: 4,
    cinco: 5,
    seis: 6,
    siete: 7,
    ocho: 8,
    nueve: 9,
    diez: 10,
    doce: 12,
    veinte: 20,
    treinta: 30,
  },
}
const SIZES = ['xxs', 'xs', 's', 'm', 'l', 'xl', '2xl', '3xl', '4xl', '5xl']
const LONG_SIZES: Record<string, string> = { xxl: '2xl', xxxl: '3xl' }
const MONTHS: readonly RegExp[] = [
  /^(?:jan|january|janvier|enero)$/,
  /^(?:feb|february|fevrier|febrero)$/,
  /^(?:march|mars|marzo)$/,
  /^(?:apr|april|avril|abril)$/,
  /^(?:may|mai|mayo)$/,
  /^(?:june|juin|junio)$/,
  /^(?:july|juillet|julio)$/,
  /^(?:aug|august|aout|agosto)$/,
  /^(?:sept?|september|septembre|septiembre)$/,
  /^(?:oct|october|octobre|octubre)$/,
  /^(?:nov|november|novembre|noviembre)$/,
  /^(?:dec|december|decembre|diciembre)$/,
]
/** Telephone numbers, which state no quantity. */
const PHONE = /\+?\d[\d\s().-]{6,}\d/g

const ABOVE =
  /(?:more than|over|above|from|starting (?:at|from)|at least|minimum(?: of)?|(?:a|to) partir (?:de|du)|plus (?:de|d)|des|depuis|au moins|minimum de|mas de|desde|al menos|minimo(?: de)?|mayores de)$/
const BELOW =
  /(?:up to|at most|maximum(?: of)?|max|under|below|less than|fewer than|within|no more than|until|jusqu a|moins (?:de|d)|au plus|sous|hasta|menos de|maximo(?: de)?|menores de)$/
const STRICT =
  /(?:more than|over|above|plus (?:de|d)|mas de|under|below|less than|fewer than|moins (?:de|d)|menos de)$/
const OR_MORE = /^(?:or|and|ou|et|o|y) (?:more|over|older|above|plus|mas)\b|^\+/
const OR_LESS =
  /^(?:(?:or|ou|o) (?:less|fewer|under|moins|menos)|maximum|max|maximo|au maximum|como maximo)\b/
const JOINS = /^(?:to|till|until|through|a|au|al|hasta|jusqu au?|ou|or|o|-|–|—)$/
const BETWEEN = /(?:between|entre(?: le| el)?)$/
const AND = /^(?:and|et(?: le)?|y(?: el)?)$/
const AT = /(?:\bat|\buntil|\btill|\ba las?|\bhasta las?|\bjusqu a|\bvers)$/

const EPSILON = 1e-6
const PIECE =
  /(?<![\p{L}\d.,])(?:[2-5]xl\b|\d+(?:[.,]\d{3})*(?:[.,]\d+)?)|(?<=\d[h:])\d{2}|[\p{L}]+|[€$£%+–—-]/gu

interface Token extends Figure {
  /** The number as written, before its conversion to the measure's base unit. */
  raw: number
  /** Folded words before and after, up to the next figure. */
  before: string
  after: string
}

/** Tests whether a text states every number of a question, or a range that contains it. */
export function coversFigures(question: string, text: string): boolean {
  const asked = tokensOf(question)
  if (asked.length === 0) return true
  const tokens = tokensOf(text)
  const reaches = reachesOf(tokens)
  return asked.every(
    (figure) =>
      // A question for any hour is answered by opening hours.
      (figure.dimension === 'clock' && tokens.some(({ dimension }) => dimension === 'clock')) ||
      tokens.some((token) => alike(figure, token) && token.value === figure.value) ||
      reaches.some((reach) => alike(figure, reach) && within(figure.value, reach)),
  )
}

export const statesFigure = (question: string): boolean => tokensOf(question).length > 0

const within = (value: number, { from, to }: Reach) =>
  // A season may span the turn of the year.
  from <= to ? value >= from && value <= to : value >= from || value <= to

function alike({ dimension: a }: Figure, { dimension: b }: { dimension: string }): boolean {
  if (a === b) return true
  if (a !== '' && b !== '') return false
  const named = a || b
  // “My son is 10”, “children under 12”: ages are often without a unit.
  return named === 'years' || named === 'size' || !MEASURES.has(named)
}

function reachesOf(tokens: readonly Token[]): Reach[] {
  return tokens.flatMap((token, n): Reach[] => {
    const { value, before, after } = token
    const next = tokens[n + 1]
    const { dimension } = token
    const isJoined = JOINS.test(after) || (BETWEEN.test(before) && AND.test(after))
    if (next && isJoined && (dimension === '' || dimension === next.dimension)) {
      // In “2 to 4 days” the first number has the unit of the second.
      const factor = dimension === '' ? next.value / (next.raw || 1) : 1
      return [{ from: value * factor, to: next.value, dimension: next.dimension }]
    }
    const shift = STRICT.test(before) ? EPSILON : 0
    if (ABOVE.test(before) || OR_MORE.test(after))
      return [{ from: value + shift, to: Number.POSITIVE_INFINITY, dimension }]
    if (BELOW.test(before) || OR_LESS.test(after)) return [{ from: 0, to: value - shift, dimension }]
    return []
  })
}

interface Read {
  figure: Figure & { raw: number }
  /** The number of pieces, before and after the number, that belong to its unit. */
  before: number
  after: number
}

function tokensOf(text: string): Token[] {
  const pieces =
    fold(
      text
        .replace(PHONE, ' ')
        .replace(/(\d):(\d\d)/g, '$1h$2')
        .replace(SINGLE_SIZE, ' size-$1 '),
    ).match(PIECE) ?? []
  const found: { at: number; end: number; figure: Read['figure'] }[] = []
  for (let at = 0; at < pieces.length; at++) {
    const read = readAt(pieces, at)
    if (!read) continue
    found.push({ at: at - read.before, end: at + 1 + read.after, figure: read.figure })
    at += read.after
  }
  return found.map(({ at, end, figure }, n) => ({
    ...figure,
    before: pieces.slice(Math.max(found[n - 1]?.end ?? 0, at - 4), at).join(' '),
    after: pieces.slice(end, found[n + 1]?.at ?? end + 3).join(' '),
  }))
}

/** A single letter that is a size: a capital without an elision, “M”, not “m’appelle”. */
const SINGLE_SIZE = /(?<![\p{L}\p{N}’'])([SML])(?![\p{L}\p{N}’'.])/gu

function readAt(pieces: readonly string[], at: number): Read | null {
  const piece = pieces[at] ?? ''
  const previous = pieces[at - 1] ?? ''
  const next = pieces[at + 1] ?? ''
  const figure = (value: number, dimension: string, taken = { before: 0, after: 0 }, raw = value): Read => ({
    figure: { value, dimension, raw },
    ...taken,
  })
  if (piece === 'size' && next === '-') {
    const order = SIZES.indexOf(pieces[at + 2] ?? '')
    return order < 0 ? null : figure(order, 'size', { before: 0, after: 2 })
  }
  const size = LONG_SIZES[piece] ?? piece
  if (size.length > 1 && SIZES.includes(size)) return figure(SIZES.indexOf(size), 'size')
  const value = NUMBERS[piece] ?? numberOf(piece)
  if (value === null) return null
  const month = MONTHS.findIndex((pattern) =>
    pattern.test(
      next === 'de' || next === 'of'
        ? (pieces[at + 2] ?? '')
        : next.replace(/^(?:st|nd|rd|th)$/, pieces[at + 2] ?? ''),
    ),
  )
  if (month >= 0 && value <= 31) return figure(month * 100 + value, 'date', { before: 0, after: 1 })
  const monthBefore = MONTHS.findIndex((pattern) => pattern.test(previous))
  if (monthBefore >= 0 && value <= 31)
    return figure(monthBefore * 100 + value, 'date', { before: 1, after: 0 })
  const clock = clockAt(pieces, at, value)
  if (clock) return figure(clock.value, 'clock', { before: 0, after: clock.after })
  if (/^[€$£]$/.test(previous)) return figure(value, 'money', { before: 1, after: 0 })
  const skip = next === '-' ? 1 : 0
  const unit = pieces[at + 1 + skip] ?? ''
  const measure = UNITS.find(([, , pattern]) => pattern.test(unit))
  if (measure) return figure(value * measure[1], measure[0], { before: 0, after: 1 + skip }, value)
  if (PEOPLE.test(unit)) return figure(value, 'people', { before: 0, after: 1 + skip })
  const isNoun = /^\p{L}{3,}$/u.test(unit) && !isStopword(unit) && !NUMBERS[unit]
  return isNoun && !OR_MORE.test(unit) && !OR_LESS.test(unit)
    ? figure(value, termOf(unit), { before: 0, after: 1 + skip })
    : figure(value, '')
}

/** Reads a time of day in hours: `18:30`, `18h30`, `6 pm`, `20 h`, or a bare number after a word such as “at”. */
function clockAt(
  pieces: readonly string[],
  at: number,
  value: number,
): { value: number; after: number } | null {
  if (value > 24 || !Number.isInteger(value)) return null
  const next = pieces[at + 1] ?? ''
  const minutes = Number(pieces[at + 2] ?? '')
  if (next === 'h') {
    const hasMinutes = /^\d{2}$/.test(pieces[at + 2] ?? '')
    return { value: value + (hasMinutes ? minutes / 60 : 0), after: hasMinutes ? 2 : 1 }
  }
  if (next === 'am') return { value: value % 12, after: 1 }
  if (next === 'pm') return { value: (value % 12) + 12, after: 1 }
  const isTimed = AT.test(pieces.slice(Math.max(0, at - 3), at).join(' '))
  if (/^(?:o|oclock|heures?|horas?)$/.test(next) && isTimed) return { value, after: 1 }
  const isCounted = UNITS.some(([, , pattern]) => pattern.test(next)) || PEOPLE.test(next)
  return isTimed && !isCounted ? { value, after: 0 } : null
}

function numberOf(piece: string): number | null {
  if (!/^\d/.test(piece)) return null
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(piece)
  return Number(isGrouped ? piece.replace(/[.,]/g, '') : piece.replace(',', '.'))
}
