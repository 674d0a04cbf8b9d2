import { addressOf } from '../inline.ts'
import { box, type Draft, type UnreadKind } from '../reading.ts'
import type { Attributes, XmlReader } from '../xml.ts'
import { Formula } from './formula.ts'
import { isOn, levelOfOutline } from './styles.ts'
import { signOf } from './symbols.ts'
import { Tables } from './tables.ts'
import { type WordParts, WordWriter } from './writer.ts'

/** A content control: a tick box, or a place that nobody has filled in. */
interface Control {
  ticked: boolean | null
  isPlaceholder: boolean
}

/** Elements outside of the current text: deleted or moved text, deleted instructions, and phonetic readings. */
const LEFT_OUT = new Set('w:del w:moveFrom w:delText w:delInstrText w:rt'.split(' '))
const COUNTED: Readonly<Record<string, UnreadKind>> = {
  'pic:pic': 'pictures',
  'v:imagedata': 'pictures',
  'c:chart': 'charts',
  'dgm:relIds': 'diagrams',
  'o:OLEObject': 'embedded',
  'w:altChunk': 'embedded',
}

/** Reads the text of a part of a Word file, block by block as its tags come. */
export class Body implements XmlReader {
  readonly #writer: WordWriter
  readonly #tables: Tables
  readonly #path: string[] = []
  /** Depth within an element that is left out with its content; 0 outside of one. */
  #out = 0
  #formula: { formula: Formula; depth: number } | null = null
  readonly #controls: Control[] = []
  readonly #choices: { told: number; isTaken: boolean }[] = []
  /** Ids of the headers and footers that sections show. */
  readonly around: { kind: 'header' | 'footer'; id: string }[] = []

  constructor(parts: WordParts) {
    this.#writer = new WordWriter(parts)
    this.#tables = new Tables(this.#writer)
  }

  drafts(): Draft[] {
    this.#writer.endParagraph()
    return this.#writer.sink
  }

  open(name: string, attributes: Attributes): void {
    if (this.#out > 0) this.#out++
    else if (this.#formula) {
      this.#formula.depth++
      this.#formula.formula.open(name, attributes)
    } else if (this.#isLeftOut(name, attributes)) this.#out = 1
    else {
      this.#path.push(name)
      this.#enter(name, attributes)
    }
  }

  text(text: string): void {
    if (this.#out > 0) return
    const at = this.#path.at(-1)
    if (this.#formula) this.#formula.formula.text(text)
    else if (at === 'w:t') this.#writer.say(text)
    else if (at === 'w:instrText') this.#writer.instruct(text)
  }

  close(name: string): void {
    if (this.#out > 0) {
      this.#out--
      return
    }
    if (this.#formula) {
      if (this.#formula.depth-- > 0) {
        this.#formula.formula.close()
        return
      }
      const { formula } = this.#formula
      const said = String(formula)
      if (formula.isCut) this.#writer.parts.tally.add('formulas')
      this.#formula = null
      if (said !== '') this.#writer.say(said)
    }
    this.#path.pop()
    this.#leave(name)
  }

  #isLeftOut(name: string, attributes: Attributes): boolean {
    const [within, of] = [this.#path.at(-1), this.#path.at(-2)]
    if (LEFT_OUT.has(name) || name.endsWith('Change')) {
      // These deletions concern no words, but the end of a paragraph or a whole row.
      const { paragraph } = this.#writer
      if (name === 'w:del' && within === 'w:rPr' && of === 'w:pPr' && paragraph) paragraph.runsOn = true
      else if (name === 'w:del' && within === 'w:trPr') this.#tables.takeOutRow()
      return true
    }
    if (name === 'w:sdtContent' && within === 'w:sdt') return this.#isControl()
    if (name === 'mc:Choice' || name === 'mc:Fallback') return this.#choices.at(-1)?.isTaken ?? false
    const counted = COUNTED[name]
    if (counted) {
      this.#writer.parts.tally.add(counted)
      this.#writer.told++
    }
    return attributes['w:type'] === 'separator' || attributes['w:type'] === 'continuationSeparator'
  }

  /** Writes the box of a tick box. Returns true when the control's content is to be left out: a tick box, or a placeholder. */
  #isControl(): boolean {
    const control = this.#controls.at(-1)
    if (!control || control.isPlaceholder) return control !== undefined
    if (control.ticked === null || !this.#writer.paragraph) return false
    this.#writer.say(box(control.ticked))
    return true
  }

  #enter(name: string, attributes: Attributes): void {
    const enter = ENTER[name]
    if (enter) enter(this.#writer, attributes)
    else if (name === 'm:oMath') this.#formula = { formula: new Formula(), depth: 0 }
    else if (name === 'w:sdt') this.#controls.push({ ticked: null, isPlaceholder: false })
    else if (name === 'mc:AlternateContent') this.#choices.push({ told: 0, isTaken: false })
    else if (name === 'mc:Choice')
      this.#choose((choice) => Object.assign(choice, { told: this.#writer.told }))
    else if (name === 'w:headerReference' || name === 'w:footerReference')
      this.around.push({
        kind: name === 'w:headerReference' ? 'header' : 'footer',
        id: attributes['r:id'] ?? '',
      })
    else {
      this.#writer.form?.open(name, attributes)
      this.#tables.open(name, attributes)
      this.#property(name, attributes)
    }
  }

  #leave(name: string): void {
    const leave = LEAVE[name]
    if (leave) leave(this.#writer)
    else if (name === 'w:sdt') this.#controls.pop()
    else if (name === 'mc:AlternateContent') this.#choices.pop()
    else if (name === 'mc:Choice')
      this.#choose((choice) => Object.assign(choice, { isTaken: this.#writer.told > choice.told }))
    else this.#tables.close(name)
  }

  #choose(change: (choice: { told: number; isTaken: boolean }) => void): void {
    const choice = this.#choices.at(-1)
    if (choice) change(choice)
  }

  #property(name: string, attributes: Attributes): void {
    const [within, of] = [this.#path.at(-2), this.#path.at(-3)]
    const { 'w:val': value = '' } = attributes
    const { paragraph, run } = this.#writer
    if (within === 'w:pPr' && paragraph) {
      if (name === 'w:pStyle') paragraph.style = value
      else if (name === 'w:outlineLvl') paragraph.level = levelOfOutline(value) ?? 0
    } else if (within === 'w:numPr' && paragraph) {
      if (name === 'w:numId') paragraph.list = value
      else if (name === 'w:ilvl') paragraph.listLevel = Number(value)
    } else if (within === 'w:rPr' && of === 'w:r' && run) {
      if (name === 'w:rStyle') run.style = value
      else if (name === 'w:vanish') run.hidden = isOn(attributes)
      else if (name === 'w:strike' || name === 'w:dstrike') run.struck = run.struck || isOn(attributes)
      else if (name === 'w:b') run.isBold = isOn(attributes)
      else if (name === 'w:vertAlign') run.shift = SHIFTS[value] ?? null
    } else if (this.#path.includes('w:sdtPr')) this.#ofControl(name, attributes)
  }

  #ofControl(name: string, attributes: Attributes): void {
    const control = this.#controls.at(-1)
    if (!control) return
    if (name === 'w14:checkbox') control.ticked ??= false
    else if (name === 'w14:checked') control.ticked = isOn({ 'w:val': attributes['w14:val'] ?? '1' })
    else if (name === 'w:showingPlcHdr') control.isPlaceholder = isOn(attributes)
  }
}

const SHIFTS: Readonly<Record<string, 'up' | 'down'>> = { superscript: 'up', subscript: 'down' }

const space = (writer: WordWriter) => {
  // The tab stops of a paragraph have the same name.
  if (writer.run) writer.say(' ')
}
const ENTER: Readonly<Record<string, (writer: WordWriter, attributes: Attributes) => void>> = {
  'w:p': (writer) => writer.beginParagraph(),
  'w:r': (writer) => writer.beginRun(),
  'w:br': (writer) => writer.say('\n'),
  'w:cr': (writer) => writer.say('\n'),
  'w:tab': space,
  'w:ptab': space,
  'w:noBreakHyphen': (writer) => writer.say('-'),
  'w:sym': (writer, { 'w:font': font = '', 'w:char': code = '' }) => writer.say(signOf(font, code)),
  'w:fldChar': (writer, { 'w:fldCharType': type }) => {
    if (type === 'begin') writer.beginField()
    else if (type === 'separate') writer.beginResult()
    else if (type === 'end') writer.endField()
  },
  'w:fldSimple': (writer, { 'w:instr': instruction = '' }) => writer.beginField(instruction, true),
  'w:ffData': (writer) => writer.beginForm(),
  'w:hyperlink': (writer, { 'r:id': id = '' }) =>
    writer.beginLink(addressOf(writer.parts.links.get(id) ?? '', null)),
  'w:txbxContent': (writer) => writer.beginBox(),
  'w:footnoteReference': (writer, { 'w:id': id }) => writer.note(`foot ${id}`),
  'w:endnoteReference': (writer, { 'w:id': id }) => writer.note(`end ${id}`),
}
const LEAVE: Readonly<Record<string, (writer: WordWriter) => void>> = {
  'w:p': (writer) => {
    if (!writer.paragraph?.runsOn) writer.endParagraph()
  },
  'w:r': (writer) => {
    writer.run = null
  },
  'w:fldSimple': (writer) => writer.endField(),
  'w:hyperlink': (writer) => writer.endLink(),
  'w:txbxContent': (writer) => writer.endBox(),
}
