import { Parser } from 'htmlparser2'
import { addressOf, linked, shifted } from '../inline.ts'
import type { FileReading } from '../port.ts'
import { box, compose, type Draft, isTitle, type Reading, Tally, TITLE_MAX } from '../reading.ts'
import { Table } from '../table.ts'
import { headingLevel, isBlock, isOpener, LEFT_OUT, MEDIA, markOf } from './elements.ts'
import { type Attributes, DEPTH_MAX, type Look, lookAt, type Survey, survey } from './hidden.ts'

/**
 * Reads a page with everything open that a visitor can open. `url`: the page's address, for relative links. Refuses a page nested
 * deeper than any real one: without its structure, its scripts and hidden words could not be told from what a visitor reads.
 */
export function readHtml(html: string, url?: string): FileReading {
  const page = survey(html)
  if (page !== null) return readSurveyed(html, page, url)
  return {
    error: `The page is nested more than ${DEPTH_MAX} levels deep. Save it as text, and upload that.`,
  }
}

function readSurveyed(html: string, page: Survey, url?: string): Reading {
  const base = page.base === null ? (url ?? null) : (URL.parse(page.base, url)?.href ?? url ?? null)
  const tally = new Tally()
  const writer = new PageWriter(base)
  const open: Element[] = []
  /** Depth within an element that is left out with its content; 0 outside of one. */
  let out = 0
  let look: Look | null = null
  /** Within a drawing: the name of the element whose text comes next. Null outside, and once its words are counted. */
  let drawn: string | null = null
  const parser = new Parser({
    onopentag(name, attributes) {
      if (out > 0) {
        out++
        if (drawn !== null) drawn = name
        return
      }
      drawn = name === 'svg' ? name : null
      if (name in MEDIA && (name !== 'img' || attributes.alt !== '')) tally.add(MEDIA[name] ?? 'embedded')
      if (name === 'select') tally.add('choices')
      const isLeftOut =
        LEFT_OUT.has(name) || (name in MEDIA && name !== 'img') || attributes.role === 'navigation'
      look = isLeftOut ? null : lookAt(name, attributes, page, writer.isBelowQuestion)
      if (isLeftOut || look !== null) {
        out = 1
        return
      }
      closeBefore(name, open)
      open.push({ name, close: writer.open(name, attributes) })
    },
    ontext(text) {
      if (out === 0) writer.say(text)
      else if (look !== null && text.trim() !== '') {
        tally.add(look)
        look = null
      } else if ((drawn === 'text' || drawn === 'tspan') && text.trim() !== '') {
        tally.add('pictures')
        drawn = null
      }
    },
    onclosetag() {
      if (out > 0) {
        out--
        return
      }
      open.pop()?.close?.()
    },
  })
  parser.end(html)
  const title = page.title?.slice(0, TITLE_MAX) ?? null
  return compose(writer.end(), tally, title)
}

interface Element {
  name: string
  close: (() => void) | null
}

/** For each element, the elements that it ends even if others within them were never closed, and those that limit its reach. */
const ENDS: Readonly<Record<string, readonly [ended: readonly string[], within: readonly string[]]>> = {
  td: [
    ['td', 'th'],
    ['tr', 'table'],
  ],
  th: [
    ['td', 'th'],
    ['tr', 'table'],
  ],
  tr: [['tr'], ['table']],
  li: [['li'], ['ul', 'ol', 'menu']],
  dt: [['dt', 'dd'], ['dl']],
  dd: [['dt', 'dd'], ['dl']],
}

function closeBefore(name: string, open: Element[]): void {
  const [ended, within] = ENDS[name] ?? [[], []]
  if (ended.length === 0) return
  const at = open.findLastIndex((one) => ended.includes(one.name) || within.includes(one.name))
  const last = open[at]
  if (!last || !ended.includes(last.name)) return
  for (const one of open.slice(at).reverse()) {
    one.close?.()
    one.close = null
  }
  // Closed elements no longer limit others.
  for (const one of open.slice(at)) one.name = ''
}

interface List {
  type: string | undefined
  next: number
  step: number
  isOrdered: boolean
}

/** Writes a page's text as it comes, block by block. */
class PageWriter {
  readonly #base: string | null
  #sink: Draft[] = []
  #line = ''
  #bold = { since: null as number | null, letters: 0 }
  #heading: number | null = null
  /** The level of the latest section heading; a part that can be opened is one level below it. */
  #section = 0
  #lists: List[] = []
  #mark: string | null = null
  #term: string | null = null
  #isTerm = false
  #isPre = false
  #isLink = false
  #isShifted = false
  #tables: Table[] = []
  /** True directly after a button or question that opens a part of the page. */
  isBelowQuestion = false

  constructor(base: string | null) {
    this.#base = base
  }

  say(text: string): void {
    const said = this.#isPre ? text : text.replace(/\s+/g, ' ')
    if (this.#line === '' && said.trim() === '') return
    this.#line += said
    if (said.trim() !== '' && this.#heading === null) this.isBelowQuestion = false
  }

  /** Opens an element. Returns the function to call when it closes. */
  open(name: string, attributes: Attributes): (() => void) | null {
    if (name === 'br') this.#line += '\n'
    else if (name === 'q') return this.#around('“', '”')
    else if (name === 'input') this.#input(attributes)
    else if (name === 'a') return this.#link(attributes)
    else if (name === 'sup' || name === 'sub') return this.#shift(name === 'sup' ? 'up' : 'down')
    else if (name === 'b' || name === 'strong') return this.#strong()
    const level = headingLevel(name, attributes)
    if (level === null && !isBlock(name) && !isOpener(name, attributes)) return null
    return this.#block(name, attributes, level)
  }

  end(): Draft[] {
    this.#flush()
    return this.#sink
  }

  #block(name: string, attributes: Attributes, level: number | null): (() => void) | null {
    // A button in a heading belongs to the heading.
    if (this.#heading !== null && level === null && name !== 'table') return this.#inHeading(name)
    this.#flush()
    if (level !== null) return this.#headed(level, true)
    if (isOpener(name, attributes)) return this.#headed(Math.min(6, this.#section + 1), false)
    if (name === 'button') return this.#button()
    if (name === 'ul' || name === 'ol' || name === 'menu') return this.#list(name, attributes)
    if (name === 'li') return this.#item(attributes)
    if (name === 'dt') return this.#termed()
    if (name === 'table') return this.#table()
    if (name === 'tr') return this.#row()
    if (name === 'td' || name === 'th') return this.#cell(name, attributes)
    if (name === 'pre') {
      this.#isPre = true
      return () => {
        this.#flush()
        this.#isPre = false
      }
    }
    return () => this.#flush()
  }

  #inHeading(name: string): (() => void) | null {
    if (name === 'button') return null
    this.#line += ' '
    return () => {
      this.#line += ' '
    }
  }

  #headed(level: number, isSection: boolean): () => void {
    this.#heading = level
    return () => {
      const isQuestion = !isSection || /\?\s*$/.test(this.#line)
      this.#flush()
      this.#heading = null
      if (isSection) this.#section = level
      this.isBelowQuestion = isQuestion
    }
  }

  /** Keeps a button that opens no known part only if it asks a question. */
  #button(): () => void {
    return () => {
      const said = this.#line.trim()
      this.#line = ''
      if (!said.endsWith('?')) return
      this.#sink.push({ kind: 'heading', level: Math.min(6, this.#section + 1), text: said })
      this.isBelowQuestion = true
    }
  }

  #list(name: string, { start, type, reversed }: Attributes): () => void {
    const step = reversed === undefined ? 1 : -1
    this.#lists.push({ type, next: Number.parseInt(start ?? '1', 10) || 1, step, isOrdered: name === 'ol' })
    return () => {
      this.#flush()
      this.#lists.pop()
    }
  }

  #item({ value }: Attributes): () => void {
    const list = this.#lists.at(-1)
    if (list && value !== undefined) list.next = Number.parseInt(value, 10) || list.next
    this.#mark = list?.isOrdered ? markOf(list.type, list.next) : '-'
    if (list) list.next += list.step
    return () => {
      this.#flush()
      this.#mark = null
    }
  }

  #termed(): () => void {
    this.#isTerm = true
    return () => {
      this.#flush()
      this.#isTerm = false
    }
  }

  #table(): () => void {
    this.#tables.push(new Table())
    return () => {
      this.#flush()
      const table = this.#tables.pop()
      if (table) this.#sink.push(...table.drafts())
    }
  }

  #row(): () => void {
    return () => {
      this.#flush()
      this.#tables.at(-1)?.endRow(false)
    }
  }

  #cell(name: string, { colspan, rowspan }: Attributes): () => void {
    const outer = { sink: this.#sink, lists: this.#lists }
    this.#sink = []
    this.#lists = []
    this.#mark = null
    return () => {
      this.#flush()
      const drafts = this.#sink
      this.#sink = outer.sink
      this.#lists = outer.lists
      const spans = (said: string | undefined) => (said === undefined ? 1 : Number.parseInt(said, 10))
      const table = this.#tables.at(-1)
      // A span of 0 rows reaches to the end of the table.
      const rows = spans(rowspan) || Number.MAX_SAFE_INTEGER
      if (table) table.addCell({ drafts, columns: spans(colspan) || 1, rows, isHead: name === 'th' })
      else this.#sink.push(...drafts)
    }
  }

  #input({ type = 'text', checked }: Attributes): void {
    if (!/^(?:checkbox|radio)$/i.test(type)) return
    this.#line += `${this.#line === '' || /\s$/.test(this.#line) ? '' : ' '}${box(checked !== undefined)} `
  }

  #link({ href = '' }: Attributes): (() => void) | null {
    // Ignore a link within a link.
    if (this.#isLink) return null
    this.#isLink = true
    const since = this.#line.length
    return () => {
      this.#isLink = false
      const label = this.#line.slice(since)
      const isMark = href.startsWith('#') && !/[\p{L}\p{N}]/u.test(label)
      const url = this.#heading === null ? addressOf(href, this.#base) : null
      this.#line = this.#line.slice(0, since) + (isMark ? '' : linked(label, url))
    }
  }

  #shift(way: 'up' | 'down'): (() => void) | null {
    if (this.#isShifted) return null
    this.#isShifted = true
    const since = this.#line.length
    return () => {
      this.#isShifted = false
      const before = this.#line.slice(0, since)
      this.#line = before + shifted(before, this.#line.slice(since), way)
    }
  }

  #around(left: string, right: string): () => void {
    this.#line += left
    return () => {
      this.#line += right
    }
  }

  #strong(): (() => void) | null {
    if (this.#bold.since !== null) return null
    this.#bold.since = this.#line.length
    return () => {
      this.#bold.letters += this.#line.slice(this.#bold.since ?? 0).trim().length
      this.#bold.since = null
    }
  }

  #flush(): void {
    const text = this.#line.trim()
    const isBold = this.#bold.letters > 0 && this.#bold.letters >= text.length
    this.#line = ''
    this.#bold = { since: this.#bold.since === null ? null : 0, letters: 0 }
    if (text === '') return
    if (this.#heading !== null) this.#sink.push({ kind: 'heading', level: this.#heading, text })
    else if (this.#isTerm && !text.endsWith('?')) this.#term = text
    else this.#push(text, isBold)
  }

  #push(said: string, isBold: boolean): void {
    const text = this.#term === null ? said : `${this.#term}: ${said}`
    this.#term = null
    const level = Math.min(6, this.#section + 1)
    if (this.#isTerm || (isBold && isTitle(text) && this.#mark === null && this.#tables.length === 0))
      this.#sink.push({ kind: 'heading', level, text })
    else if (this.#mark === null) this.#sink.push({ kind: 'text', text })
    else this.#sink.push({ kind: 'item', level: this.#lists.length, mark: this.#mark, text })
    this.#mark = null
  }
}
