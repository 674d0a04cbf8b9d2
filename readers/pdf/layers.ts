import type { TextItem } from './runs.ts'

/** A piece of text that a switched-off layer draws. */
export interface Hidden {
  text: string
  x: number
  y: number
}

export interface Operations {
  fnArray: readonly number[]
  argsArray: readonly unknown[]
}

type Matrix = readonly number[]
const SAME: Matrix = [1, 0, 0, 1, 0, 0]

const times = (m: Matrix, n: Matrix): Matrix => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/**
 * Finds the text that a page's switched-off layers draw, and its places. A page's text does not tell the layers: they are in the
 * list of drawing operations, which is gone through here as a printer would.
 */
export function hiddenText(
  { fnArray, argsArray }: Operations,
  ops: Readonly<Record<string, number>>,
  isVisible: (layer: unknown) => boolean,
): Hidden[] {
  const names = new Map(Object.entries(ops).map(([name, code]) => [code, name]))
  const found: Hidden[] = []
  const shown: boolean[] = []
  const saved: {
    at: Matrix
    size: number
    spacing: number
    words: number
    scale: number
    leading: number
  }[] = []
  let state = { at: SAME, size: 1, spacing: 0, words: 0, scale: 1, leading: 0 }
  let line: Matrix = SAME
  let text: Matrix = SAME
  const move = (x: number, y: number) => {
    line = times(line, [1, 0, 0, 1, x, y])
    text = line
  }
  for (const [n, code] of fnArray.entries()) {
    const args = argsOf(argsArray[n])
    const number = (at: number) => Number(args[at] ?? 0)
    switch (names.get(code)) {
      case 'save':
        saved.push(state)
        break
      case 'restore':
        state = saved.pop() ?? state
        break
      case 'transform':
        state = { ...state, at: times(state.at, args.map(Number)) }
        break
      case 'paintFormXObjectBegin':
        saved.push(state)
        if (args[0]) state = { ...state, at: times(state.at, argsOf(args[0]).map(Number)) }
        break
      case 'paintFormXObjectEnd':
        state = saved.pop() ?? state
        break
      case 'beginMarkedContentProps':
        shown.push(args[0] !== 'OC' || isVisible(args[1]))
        break
      case 'beginMarkedContent':
        shown.push(true)
        break
      case 'endMarkedContent':
        shown.pop()
        break
      case 'beginText':
        line = text = SAME
        break
      case 'setTextMatrix':
        line = text = argsOf(args[0] instanceof Object ? args[0] : args).map(Number)
        break
      case 'moveText':
        move(number(0), number(1))
        break
      case 'setLeadingMoveText':
        state = { ...state, leading: -number(1) }
        move(number(0), number(1))
        break
      case 'nextLine':
        move(0, -state.leading)
        break
      case 'setFont':
        state = { ...state, size: number(1) }
        break
      case 'setLeading':
        state = { ...state, leading: Math.abs(number(0)) }
        break
      case 'setCharSpacing':
        state = { ...state, spacing: number(0) }
        break
      case 'setWordSpacing':
        state = { ...state, words: number(0) }
        break
      case 'setHScale':
        state = { ...state, scale: number(0) }
        break
      case 'showText': {
        const [, , , , x = 0, y = 0] = times(state.at, text)
        const glyphs = argsOf(args[0])
        const drawn = glyphs.map(letterOf)
        const width = drawn.reduce(
          (sum, glyph) =>
            sum +
            (glyph.width / 1000) * state.size +
            (glyph.isLetter ? state.spacing + (glyph.text === ' ' ? state.words : 0) : 0),
          0,
        )
        if (shown.includes(false)) found.push({ text: drawn.map((glyph) => glyph.text).join(''), x, y })
        text = times(text, [1, 0, 0, 1, width * state.scale, 0])
        break
      }
      default:
    }
  }
  return found
}

const argsOf = (args: unknown): unknown[] =>
  Array.isArray(args) ? args : args instanceof Object ? Object.values(args) : []

/** Returns a glyph, or a number by which the next glyph is moved back. */
function letterOf(glyph: unknown): { text: string; width: number; isLetter: boolean } {
  if (typeof glyph === 'number') return { text: '', width: -glyph, isLetter: false }
  const { unicode = '', width = 0 } = (glyph ?? {}) as { unicode?: string; width?: number }
  return { text: unicode, width, isLetter: true }
}

const NEAR = 1

/** Returns the items that no switched-off layer draws. */
export function withoutHidden<Item extends TextItem>(
  items: readonly Item[],
  hidden: readonly Hidden[],
): Item[] {
  return items.filter(({ str, transform: [, , , , x = 0, y = 0] }) => {
    const said = letters(str)
    return !hidden.some((one) => {
      const isThere = Math.abs(one.x - x) < NEAR && Math.abs(one.y - y) < NEAR
      const drawn = isThere ? letters(one.text) : ''
      return said !== '' && drawn !== '' && (said.startsWith(drawn) || drawn.startsWith(said))
    })
  })
}

const letters = (text: string): string => text.normalize('NFKC').replace(/[\s\0]/g, '')
