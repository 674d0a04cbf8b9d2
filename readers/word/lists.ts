import { lettered, roman } from '../html/elements.ts'
import type { Attributes, XmlReader } from '../xml.ts'

interface Level {
  start: number
  format: string
  /** Such as `%1.%2)`. */
  text: string
}
const PLAIN: Level = { start: 1, format: 'decimal', text: '%1.' }

/** The lists of a Word file: their numbering, and the current number of each. */
export class Lists implements XmlReader {
  readonly #kinds = new Map<string, Map<number, Level>>()
  readonly #lists = new Map<string, { kind: string; overrides: Map<number, Partial<Level>> }>()
  readonly #counts = new Map<string, number[]>()
  readonly #begun = new Set<string>()
  #kind: Map<number, Level> | null = null
  #list: { kind: string; overrides: Map<number, Partial<Level>> } | null = null
  #level: Partial<Level> | null = null

  open(name: string, attributes: Attributes): void {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:abstractNum') {
      this.#kind = new Map()
      this.#kinds.set(attributes['w:abstractNumId'] ?? '', this.#kind)
    } else if (name === 'w:num') {
      this.#list = { kind: '', overrides: new Map() }
      this.#lists.set(attributes['w:numId'] ?? '', this.#list)
    } else if (name === 'w:abstractNumId' && this.#list) this.#list.kind = value
    else if (name === 'w:lvlOverride' && this.#list) {
      this.#level = {}
      this.#list.overrides.set(Number(attributes['w:ilvl']), this.#level)
    } else if (name === 'w:lvl' && this.#kind && !this.#list) {
      const level = { ...PLAIN }
      this.#kind.set(Number(attributes['w:ilvl']), level)
      this.#level = level
    } else if (this.#level) {
      if (name === 'w:start' || name === 'w:startOverride') this.#level.start = Number(value)
      else if (name === 'w:numFmt') this.#level.format = value
      else if (name === 'w:lvlText') this.#level.text = value
    }
  }

  text(): void {
    // Lists stand in attributes alone.
  }

  close(name: string): void {
    if (name === 'w:abstractNum') this.#kind = null
    else if (name === 'w:num') this.#list = null
    if (name === 'w:lvl' || name === 'w:lvlOverride') this.#level = null
  }

  /** Returns the mark of the next item. Lists of one kind share their count, whatever stands between them. */
  mark(id: string, at: number): string {
    const list = this.#lists.get(id)
    const kind = list?.kind ?? `list ${id}`
    const level = this.#levelOf(id, at)
    const counts = this.#counts.get(kind) ?? []
    this.#counts.set(kind, counts)
    const restart = list?.overrides.get(at)?.start
    if (restart !== undefined && !this.#begun.has(`${id} ${at}`)) counts[at] = restart - 1
    this.#begun.add(`${id} ${at}`)
    counts[at] = (counts[at] ?? level.start - 1) + 1
    counts.length = at + 1
    if (level.format === 'bullet' || level.format === 'none') return '-'
    const mark = level.text
      .replace(/%([1-9])/g, (_, n) => {
        const one = this.#levelOf(id, Number(n) - 1)
        return counted(counts[Number(n) - 1] ?? one.start, one.format)
      })
      .trim()
    return mark === '' ? '-' : mark.replace(/\s+/g, ' ')
  }

  #levelOf(id: string, at: number): Level {
    const list = this.#lists.get(id)
    return { ...PLAIN, ...this.#kinds.get(list?.kind ?? '')?.get(at), ...list?.overrides.get(at) }
  }
}

function counted(n: number, format: string): string {
  if (format === 'lowerLetter') return lettered(n, 'a')
  if (format === 'upperLetter') return lettered(n, 'A')
  if (format === 'lowerRoman') return roman(n).toLowerCase()
  if (format === 'upperRoman') return roman(n)
  if (format === 'decimalZero') return String(n).padStart(2, '0')
  return format === 'none' ? '' : String(n)
}
