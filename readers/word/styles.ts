import type { Attributes, XmlReader } from '../xml.ts'

/** The look of a run of letters; undefined where it is not stated. */
export interface Look {
  hidden?: boolean
  struck?: boolean
}

export interface ParagraphStyle extends Look {
  /** Outline level from 1, for headings. */
  level?: number
  list?: string
  listLevel?: number
}

interface Style extends ParagraphStyle {
  basedOn?: string
}

/** Tests whether a property that is on by its presence is on. */
export const isOn = ({ 'w:val': value }: Attributes): boolean => !/^(?:0|false|off|none)$/i.test(value ?? '1')

/** The styles of a Word file by their ids, each with the properties of the styles that it is based on. */
export class Styles implements XmlReader {
  readonly #styles = new Map<string, Style>()
  #id: string | null = null

  open(name: string, attributes: Attributes): void {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:style') {
      this.#id = attributes['w:styleId'] ?? ''
      this.#styles.set(this.#id, {})
      return
    }
    const style = this.#id === null ? undefined : this.#styles.get(this.#id)
    if (!style) return
    if (name === 'w:basedOn') style.basedOn = value
    else if (name === 'w:name') setLevel(style, levelOfName(value))
    else if (name === 'w:outlineLvl') setLevel(style, levelOfOutline(value))
    else if (name === 'w:vanish') style.hidden = isOn(attributes)
    else if (name === 'w:strike' || name === 'w:dstrike') style.struck = isOn(attributes)
    else if (name === 'w:numId') style.list = value
    else if (name === 'w:ilvl') style.listLevel = Number(value)
  }

  text(): void {
    // Styles hold no text.
  }

  close(name: string): void {
    if (name === 'w:style') this.#id = null
  }

  of(id: string | null): ParagraphStyle {
    const found: Style = {}
    const seen = new Set<string>()
    for (let at = id; at !== null && !seen.has(at); ) {
      seen.add(at)
      const style: Style | undefined = this.#styles.get(at)
      for (const [key, value] of Object.entries(style ?? {}))
        if (!(key in found)) Object.assign(found, { [key]: value })
      at = style?.basedOn ?? null
    }
    // In a file without its styles, the ids still name them.
    if (found.level === undefined && id !== null) setLevel(found, levelOfName(id))
    return found
  }
}

function setLevel(style: Style, level: number | null): void {
  if (level !== null) style.level = level
}

function levelOfName(name: string): number | null {
  if (/^title$/i.test(name)) return 1
  const level = /^heading ?([1-9])$/i.exec(name)?.[1]
  return level === undefined ? null : Math.min(6, Number(level))
}

/** Returns a heading level from 1, or null. Word counts outline levels from 0; 9 is body text. */
export function levelOfOutline(value: string): number | null {
  const level = Number(value)
  return Number.isInteger(level) && level >= 0 && level < 9 ? Math.min(6, level + 1) : null
}
