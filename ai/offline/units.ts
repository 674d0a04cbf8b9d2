import type { Passage } from '#core/knowledge/schemas.ts'
import { isFragment } from '#core/lib/kernel/whole.ts'
import { collapse, sentences } from '#core/lib/text/text.ts'
import { type Block, TICKED, UNTICKED } from '#readers/reading.ts'
import { readText } from '#readers/text.ts'

/**
 * A part of a passage that can be sent as it is: a sentence, an item with its lead-in, or a whole short list.
 */
export interface Unit {
  /** The text to send. */
  text: string
  /**
   * The question that it answers, or the heading or the lead-in of a list above it. Weighs almost like the text.
   */
  context: string
  /** The sentences on both sides in its paragraph. */
  neighbours: string
  passage: Passage
  /** The position in document order, over all given passages. */
  order: number
  /** The preceding sentence that it refers to (“It …”, “However, …”); null when it makes sense alone. */
  leansOn: Unit | null
  /** True when it answers a question in the text. */
  answersQuestion: boolean
  /** True when it is everything under its context: a whole answer, or the only sentence of its section. */
  isWhole: boolean
}

/** The mark at the beginning of a list item. */
const MARK = /^\S+\s/
const QUESTION_LABEL = /^(?:q(?:uestion)?|p(?:regunta)?)\s*[:.)]\s*/i
const ANSWER_LABEL = /^(?:a(?:nswer)?|r(?:éponse|espuesta)?)\s*[:.)]\s+/i
/** Text that addresses a language model, which is never quoted to a contact. */
const TO_A_MACHINE =
  /\b(?:ignor\w+|disregard|forget|oubli\w+|olvid\w+)\b.{0,40}\b(?:instructions?|prompts?|rules|consignes|instrucciones|reglas|previous|above)\b|\bsystem prompt\b|(?:^|\s)(?:system|assistant)\s*:|\byou are (?:now|an? (?:ai|assistant|language model))\b|\bas an ai\b|\b(?:reply|respond|answer)\b.{0,15}\b(?:only|always|exactly|with)\b|\bréponds\b|\bresponde siempre\b|<\/?(?:system|instructions?|passages?)\b|\bapi keys?\b.{0,30}\b(?:reveal|send|give)\b|\b(?:reveal|send|give)\b.{0,30}\bapi keys?\b/i
const LEANS =
  /^(?:it|its|they|them|their|this|these|those|that|he|she|however|but|otherwise|also|then|in that case|if so|if not|afterwards|after that|such|both|il|elle|ils|elles|cela|ce|cette|ces|celui-ci|celle-ci|toutefois|cependant|mais|sinon|dans ce cas|ensuite|aussi|ello|esto|este|estos|esta|estas|ese|eso|sin embargo|pero|además|también|en ese caso|luego|después)\b/i
const LIST_WHOLE_MAX = 420
/** The longest answer that is sent whole; of a longer one only the relevant sentences are sent. */
const FAQ_WHOLE_MAX = 1500

interface Section {
  /** The heading above. It is matched, and sent only when it is the lead. */
  heading: string
  lead: string
  isQuestion: boolean
  items: string[]
  lines: string[]
}

/**
 * Lists all parts of the passages that can be sent, best passage first, in document order within each.
 */
export function unitsOf(passages: readonly Passage[]): Unit[] {
  const units: Unit[] = []
  for (const passage of passages) {
    const question = passage.kind === 'faq' ? passage.title : ''
    // An answer that the team wrote to a question has no blocks yet.
    const { text, blocks } = passage.blocks
      ? { text: passage.content, blocks: passage.blocks }
      : readText(passage.content)
    for (const section of sectionsOf(text, blocks, question)) addSection(units, section, passage)
    if (passage.kind === 'faq') addAnswer(units, passage, text)
  }
  return units.filter(({ text }) => !TO_A_MACHINE.test(text) && !text.includes(UNTICKED) && !isFragment(text))
}

function sectionsOf(text: string, blocks: readonly Block[], question: string): Section[] {
  const sections: Section[] = []
  const none = { items: [], lines: [] }
  let current: Section = {
    heading: question,
    lead: question,
    isQuestion: question !== '',
    ...structuredClone(none),
  }
  let heading = question
  const open = (lead: string, isQuestion: boolean) => {
    if (current.items.length > 0 || current.lines.length > 0) sections.push(current)
    current = { heading, lead, isQuestion, ...structuredClone(none) }
  }
  for (const { kind, start, end, isHead } of blocks) {
    const said = text.slice(start, end)
    if (kind === 'heading') {
      heading = said.replace(QUESTION_LABEL, '')
      open(heading, heading.endsWith('?'))
    } else if (kind === 'row') {
      // Skip the header row, which states nothing by itself.
      if (isHead) continue
      if (current.lines.some((line) => line !== '')) open(heading, false)
      current.items.push(ofRow(said))
    } else if (kind === 'item') {
      const leadIn = current.lines.findLast((line) => line !== '')
      if (leadIn !== undefined && current.items.length === 0) {
        if (leadIn.endsWith(':')) {
          current.lines = current.lines.slice(0, current.lines.lastIndexOf(leadIn))
          open(leadIn.replace(/\s*:$/, ''), false)
        } else open(current.lead, false)
      }
      current.items.push(collapse(said.replace(MARK, '')))
    } else {
      if (current.items.length > 0) open(heading, heading.endsWith('?'))
      if (current.lines.length > 0) current.lines.push('')
      current.lines.push(...said.split('\n'))
    }
  }
  open('', false)
  return sections
}

/** Writes a row as a sentence: the last cell after a colon, as the value of the others. */
function ofRow(row: string): string {
  const cells = row.split(' | ').filter((cell) => cell.trim() !== '')
  return cells.length < 2 ? cells.join('') : `${cells.slice(0, -1).join(', ')}: ${cells.at(-1)}`
}

/** Adds the team's own answer as a whole, to be sent unchanged when its question is asked. */
function addAnswer(units: Unit[], passage: Passage, text: string): void {
  if (text.length > FAQ_WHOLE_MAX || units.some((unit) => unit.passage === passage && unit.text === text))
    return
  units.push({
    text,
    context: passage.title,
    neighbours: '',
    passage,
    order: units.length,
    leansOn: null,
    answersQuestion: true,
    isWhole: true,
  })
}

function addSection(units: Unit[], block: Section, passage: Passage): void {
  const make = (text: string, context: string, extra: Partial<Unit> = {}): Unit => ({
    text: ended(text.replaceAll(`${TICKED} `, '')),
    context,
    neighbours: '',
    passage,
    order: units.length,
    leansOn: null,
    answersQuestion: block.isQuestion,
    isWhole: false,
    ...extra,
  })
  // French has a space before the colon.
  const colon = block.items.some((item) => /\s:\s/.test(item)) ? ' : ' : ': '
  const isBare = block.lead === '' || block.isQuestion
  const asLead = (item: string) => (isBare || isSentence(item) ? item : block.lead + colon + item)
  const context = block.lead === block.heading ? block.lead : `${block.heading} ${block.lead}`
  for (const item of block.items)
    units.push(make(asLead(item), context, { neighbours: block.items.join(' ') }))
  const whole = block.items.join(block.items.some(isSentence) ? ' ' : '; ')
  if (block.items.length > 1 && whole.length <= LIST_WHOLE_MAX)
    units.push(
      make(isBare || block.items.every(isSentence) ? whole : block.lead + colon + whole, context, {
        isWhole: true,
      }),
    )
  if (block.lines.length > 0) addProse(units, block, passage, make)
}

function addProse(
  units: Unit[],
  block: Section,
  passage: Passage,
  make: (text: string, context: string, extra?: Partial<Unit>) => Unit,
): void {
  let question = block.isQuestion ? block.lead : ''
  let before: Unit | null = null
  const answer: Unit[] = []
  const closeAnswer = () => {
    if (question !== '' && answer.length > 1 && answer.length <= 3) {
      units.push(
        make(answer.map((unit) => unit.text).join(' '), question, { answersQuestion: true, isWhole: true }),
      )
    }
    answer.length = 0
  }
  for (const paragraph of block.lines.join('\n').split(/\n{2,}/)) {
    const spans = sentences(paragraph).map(({ start, end }) => collapse(paragraph.slice(start, end)))
    for (const [index, raw] of spans.entries()) {
      const text = raw.replace(QUESTION_LABEL, '').replace(ANSWER_LABEL, '')
      if (text.endsWith('?')) {
        closeAnswer()
        question = text
        before = null
        continue
      }
      if (
        index === 0 &&
        units.every((unit) => unit.passage !== passage) &&
        /^\p{Ll}/u.test(text) &&
        passage.start > 0 &&
        block.lead === ''
      )
        continue
      if (!isSentence(text) && block.lead === '' && question === '' && text.split(' ').length < 3) continue
      const sendable =
        isSentence(text) || block.lead === '' || question !== '' ? text : `${block.lead}: ${text}`
      const unit = make(sendable, question || block.lead, {
        neighbours: [spans[index - 1] ?? '', spans[index + 1] ?? ''].join(' '),
        leansOn: LEANS.test(text) ? before : null,
        answersQuestion: question !== '',
      })
      units.push(unit)
      answer.push(unit)
      before = unit
    }
  }
  closeAnswer()
}

/** Tests whether a text reads as a sentence, with or without a full stop. */
function isSentence(text: string): boolean {
  return (
    text.split(/\s+/).length >= 5 && !/^[\p{L}\s-]{2,24}:\s/u.test(text) && /^[\p{Lu}\p{N}¿¡"“«(]/u.test(text)
  )
}

function ended(text: string): string {
  const bare = text.replace(/[\s;,:]+$/, '')
  return /[.!?…。！？)]["”»]?$/.test(bare) || /https?:\S+$|@\S+$/.test(bare) ? bare : `${bare}.`
}
