import { linked, shifted } from '../inline.ts'
import { type Draft, isTitle, type Tally } from '../reading.ts'
import { type Field, FormField, isOfPages, linkOf } from './fields.ts'
import type { Lists } from './lists.ts'
import type { Look, Styles } from './styles.ts'

export interface WordParts {
  styles: Styles
  lists: Lists
  /** Targets of links by their ids, in this part. */
  links: ReadonlyMap<string, string>
  /** Notes by kind and id (`foot 2`). */
  notes: ReadonlyMap<string, Draft[]>
  tally: Tally
}

interface Paragraph {
  text: string
  style: string | null
  list: string | null
  listLevel: number | null
  level: number | null
  /** The number of bold letters. */
  bold: number
  /** Floating content and notes, which are written after the paragraph. */
  after: Draft[]
  /** The end of the paragraph was deleted: the next one continues it. */
  runsOn: boolean
  hadHidden: boolean
}

interface Run extends Look {
  shift: 'up' | 'down' | null
  style: string | null
  isBold: boolean
  /** It was counted as hidden or struck. */
  isTold: boolean
}

/** Writes the paragraphs of a Word file as its letters come. */
export class WordWriter {
  readonly parts: WordParts
  sink: Draft[] = []
  paragraph: Paragraph | null = null
  run: Run | null = null
  /** Counts letters and pictures so far, to tell whether an alternative form has produced anything. */
  told = 0
  readonly #outer: { paragraph: Paragraph | null; sink: Draft[] }[] = []
  readonly #fields: Field[] = []
  readonly #links: { url: string | null; since: number }[] = []
  #section = 0
  #notes = 0

  constructor(parts: WordParts) {
    this.parts = parts
  }

  beginParagraph(): void {
    // The end of the paragraph before was deleted: this one continues it.
    if (this.paragraph?.runsOn) {
      this.paragraph.runsOn = false
      return
    }
    this.endParagraph()
    const none = { style: null, list: null, listLevel: null, level: null }
    this.paragraph = { ...none, text: '', bold: 0, after: [], runsOn: false, hadHidden: false }
  }

  endParagraph(): void {
    const { paragraph, parts } = this
    this.paragraph = null
    if (!paragraph) return
    const text = paragraph.text.trim()
    const style = parts.styles.of(paragraph.style)
    const list = paragraph.list ?? style.list ?? '0'
    const isCounted = list !== '0' && (text !== '' || !paragraph.hadHidden)
    const at = paragraph.listLevel ?? style.listLevel ?? 0
    const mark = isCounted ? parts.lists.mark(list, at) : null
    const level = paragraph.level ?? style.level ?? 0
    if (text !== '') this.sink.push(this.#draft(text, { level, mark, at, bold: paragraph.bold }))
    this.sink.push(...paragraph.after)
  }

  #draft(text: string, shape: { level: number; mark: string | null; at: number; bold: number }): Draft {
    const { level, mark, at, bold } = shape
    if (level > 0) {
      this.#section = level
      return { kind: 'heading', level, text: mark === null || mark === '-' ? text : `${mark} ${text}` }
    }
    if (mark !== null) return { kind: 'item', level: at + 1, mark, text }
    if (bold >= text.replace(/\s+/g, '').length && isTitle(text))
      return { kind: 'heading', level: Math.min(6, this.#section + 1), text }
    return { kind: 'text', text }
  }

  beginRun(): void {
    this.run = { shift: null, style: null, isBold: false, isTold: false }
  }

  say(text: string): void {
    const { paragraph, run } = this
    if (!paragraph || this.#fields.some(({ isResult, instruction }) => !isResult || isOfPages(instruction)))
      return
    const look = this.#lookOf(paragraph)
    if (look !== null) {
      if (look === 'hidden') paragraph.hadHidden = true
      if (text.trim() !== '' && !run?.isTold) this.parts.tally.add(look)
      if (run) run.isTold = true
      return
    }
    const letters = text.replace(/\s+/g, '').length
    this.told += letters
    if (run?.isBold) paragraph.bold += letters
    paragraph.text += run?.shift ? shifted(paragraph.text, text, run.shift) : text
  }

  #lookOf({ style }: Paragraph): 'hidden' | 'struck' | null {
    const { styles } = this.parts
    const looks: (Look | null)[] = [this.run, styles.of(this.run?.style ?? null), styles.of(style)]
    const isIt = (key: 'hidden' | 'struck') => looks.find((look) => look?.[key] !== undefined)?.[key] ?? false
    return isIt('hidden') ? 'hidden' : isIt('struck') ? 'struck' : null
  }

  // --- fields and links ---

  beginField(instruction = '', isResult = false): void {
    this.#fields.push({ instruction, isResult, since: this.paragraph?.text.length ?? 0, form: null })
  }

  /** Adds to the instruction of the open field. */
  instruct(text: string): void {
    const field = this.#fields.at(-1)
    if (field && !field.isResult) field.instruction += text
  }

  beginResult(): void {
    const field = this.#fields.at(-1)
    if (!field) return
    field.isResult = true
    field.since = this.paragraph?.text.length ?? 0
  }

  endField(): void {
    const field = this.#fields.pop()
    if (field?.isResult) this.#link(field.since, linkOf(field.instruction))
    // Only the form tells the choice.
    if (field?.form) this.say(String(field.form))
  }

  beginForm(): void {
    const field = this.#fields.at(-1)
    if (field) field.form = new FormField()
  }

  get form(): FormField | null {
    return this.#fields.at(-1)?.form ?? null
  }

  beginLink(url: string | null): void {
    this.#links.push({ url, since: this.paragraph?.text.length ?? 0 })
  }

  endLink(): void {
    const link = this.#links.pop()
    if (link) this.#link(link.since, link.url)
  }

  #link(since: number, url: string | null): void {
    const { paragraph } = this
    if (!paragraph || url === null || since >= paragraph.text.length) return
    paragraph.text = paragraph.text.slice(0, since) + linked(paragraph.text.slice(since), url)
  }

  // --- what stands beside the text ---

  /** Adds a note, which is written after the paragraph that refers to it. */
  note(key: string): void {
    const [first, ...rest] = this.parts.notes.get(key) ?? []
    if (!first || !this.paragraph) return
    const sign = shifted('', String(++this.#notes), 'up')
    this.say(sign)
    const signed = first.kind === 'row' ? first : { ...first, text: `${sign} ${first.text}` }
    this.paragraph.after.push(signed, ...rest)
  }

  /** Begins a box within a paragraph, with paragraphs of its own. */
  beginBox(): void {
    this.#outer.push({ paragraph: this.paragraph, sink: this.sink })
    this.paragraph = null
    this.sink = []
  }

  endBox(): void {
    this.endParagraph()
    const boxed = this.sink
    const outer = this.#outer.pop()
    this.paragraph = outer?.paragraph ?? null
    this.sink = outer?.sink ?? []
    if (this.paragraph) this.paragraph.after.push(...boxed)
    else this.sink.push(...boxed)
  }
}
