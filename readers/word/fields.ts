import { addressOf } from '../inline.ts'
import { box } from '../reading.ts'
import type { Attributes } from '../xml.ts'
import { isOn } from './styles.ts'

/** A field: an instruction, and Word's result of it, which is what people read. */
export interface Field {
  instruction: string
  isResult: boolean
  /** The place in its paragraph where the result begins. */
  since: number
  form: FormField | null
}

/** Fields about the layout of pages, which a text does not have: their words stand elsewhere, or change from page to page. */
const OF_PAGES = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC|INDEX)\b/i

export const isOfPages = (instruction: string): boolean => OF_PAGES.test(instruction)

/** Returns the target of a field; null unless it is a link out of the document. */
export function linkOf(instruction: string): string | null {
  const target = /^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\]+))/i.exec(instruction)
  return target ? addressOf(target[1] ?? target[2] ?? '', null) : null
}

/** A tick box or a drop-down list, as older forms of Word have them. */
export class FormField {
  #isBox = false
  #isTicked: boolean | null = null
  #byDefault = false
  #chosen = 0
  readonly #entries: string[] = []

  open(name: string, attributes: Attributes): void {
    if (name === 'w:checkBox') this.#isBox = true
    else if (name === 'w:checked') this.#isTicked = isOn(attributes)
    else if (name === 'w:default' && this.#isBox) this.#byDefault = isOn(attributes)
    else if (name === 'w:result') this.#chosen = Number(attributes['w:val'])
    else if (name === 'w:listEntry') this.#entries.push(attributes['w:val'] ?? '')
  }

  toString(): string {
    if (this.#isBox) return `${box(this.#isTicked ?? this.#byDefault)} `
    return this.#entries[this.#chosen] ?? ''
  }
}
