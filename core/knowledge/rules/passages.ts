import { isFragment, unmetIn } from '#core/lib/kernel/whole.ts'
import { isGreeting } from '#core/lib/platform/intent.ts'
import { PHRASES } from '#core/lib/text/phrases.ts'
import { stem } from '#core/lib/text/stem.ts'
import { isStopword } from '#core/lib/text/stopwords.ts'
import {
  collapse,
  fold,
  graphemeBoundary,
  type Span,
  sentences,
  tokenQuarters,
  words,
} from '#core/lib/text/text.ts'
import type { Block, Reading } from '#readers/reading.ts'
import { withoutMarks } from '#readers/text.ts'

// --- chunks -----------------------------------------------------------------------------------

export interface Chunk {
  index: number
  /** `text.slice(start, end)`, exactly. */
  content: string
  start: number
  end: number
  /** As estimated by `estimateTokens`. */
  tokenCount: number
  /** The headings above it, outermost first (`Guide > Delivery`), or null. */
  heading: string | null
  /** The parts of the document in it, by their places in the content; anything cut off at its ends is left out. */
  blocks: Block[]
}

export interface ChunkOptions {
  /** Tokens after which a chunk ends with its paragraph. */
  target?: number
  /** Tokens that no chunk exceeds. */
  max?: number
}

interface Sentence extends Span {
  tokens: number
  startsParagraph: boolean
  /** Level 1–6 of a heading. */
  level: number | null
}

/**
 * Splits a document into passages of whole sentences. A heading begins a new chunk and stays with the text after it; within
 * a section a chunk begins with the last sentence of the one before, if that is short, so that a thought across the border
 * is found from both sides. A sentence is cut (at white space, else between graphemes) only if it is longer than `max`.
 */
export function chunk(
  { text, blocks }: Pick<Reading, 'text' | 'blocks'>,
  { target = 220, max = 320 }: ChunkOptions = {},
): Chunk[] {
  const chunks: Chunk[] = []
  const path: { level: number; title: string }[] = []
  let open: Sentence[] = []
  const tokensOpen = () => (open[0] ? tokensBetween(text, open[0].start, open.at(-1)?.end ?? 0) : 0)
  const close = () => {
    const [first] = open
    const last = open.at(-1)
    if (!first || !last) return
    const { start } = first
    const { end } = last
    const heading = path.length > 0 ? path.map(({ title }) => title).join(' > ') : null
    chunks.push({
      index: chunks.length,
      content: text.slice(start, end),
      start,
      end,
      tokenCount: tokensOpen(),
      heading,
      blocks: blocksWithin(blocks, start, end),
    })
    open = []
  }
  for (const sentence of sentencesWithin(text, blocks, max)) {
    if (sentence.level !== null) {
      // A heading directly below a heading shares its chunk, which then carries the path of both.
      if (open.some(({ level }) => level === null)) close()
      const { level } = sentence
      while ((path.at(-1)?.level ?? 0) >= level) path.pop()
      path.push({
        level,
        title: collapse(text.slice(sentence.start, sentence.end)),
      })
    }
    const start = open[0]?.start ?? sentence.start
    const isFull = sentence.startsParagraph && tokensOpen() >= target
    if (open.length > 0 && (isFull || tokensBetween(text, start, sentence.end) > max)) {
      const last = open.at(-1)
      const isLone = open.length === 1
      close()
      const repeats = last && !isLone && last.level === null && last.tokens <= target / 4
      if (repeats && tokensBetween(text, last.start, sentence.end) <= max) open.push(last)
    }
    open.push(sentence)
  }
  close()
  return chunks
}

/** Splits blocks into sentences: a heading, an item and a row are one each; a paragraph is split. */
function sentencesWithin(text: string, blocks: readonly Block[], max: number): Sentence[] {
  return blocks.flatMap(({ kind, start, end, level }, n) => {
    const isHeading = kind === 'heading'
    const goesOn = (kind === 'item' || kind === 'row') && blocks[n - 1]?.kind === kind
    const spans =
      kind === 'text'
        ? sentences(text.slice(start, end)).map((span) => ({
            start: start + span.start,
            end: start + span.end,
          }))
        : [{ start, end }]
    return spans.flatMap((span, place) =>
      cut(text, span, max).map((piece, index) => ({
        ...piece,
        tokens: tokensBetween(text, piece.start, piece.end),
        startsParagraph: !goesOn && place === 0 && index === 0,
        level: isHeading && index === 0 ? (level ?? 1) : null,
      })),
    )
  })
}

function blocksWithin(blocks: readonly Block[], start: number, end: number): Block[] {
  return blocks
    .filter((block) => block.end > start && block.start < end)
    .map((block) => ({
      ...block,
      start: Math.max(0, block.start - start),
      end: Math.min(end, block.end) - start,
    }))
}

function cut(text: string, span: Span, max: number): Span[] {
  const pieces: Span[] = []
  let { start } = span
  for (;;) {
    let limit = start
    for (let quarters = 0; limit < span.end; limit++) {
      quarters += tokenQuarters(text.charCodeAt(limit))
      if (quarters > max * 4) break
    }
    if (limit === span.end) return [...pieces, { start, end: limit }]
    const space = text.slice(start, limit).search(/\s\S*$/)
    const end = space > (limit - start) / 2 ? start + space : graphemeBoundary(text, start, limit)
    pieces.push({ start, end: start + text.slice(start, end).trimEnd().length })
    start = end + (/^\s*/.exec(text.slice(end, end + max * 4))?.[0].length ?? 0)
  }
}

function tokensBetween(text: string, start: number, end: number): number {
  let quarters = 0
  for (let i = start; i < end; i++) quarters += tokenQuarters(text.charCodeAt(i))
  return Math.ceil(quarters / 4)
}

// --- groundedness -----------------------------------------------------------------------------

/** Share of a sentence’s words that one passage must hold, without regard to inflection. */
const SUPPORT_MIN = 0.8
const NEEDS_NO_SOURCE = new Set(
  Object.values(PHRASES)
    .flatMap(({ hello, offer }) => [hello, offer])
    .map((phrase) => words(phrase).join(' ')),
)

/**
 * Tests whether every sentence of a reply is whole and supported by a passage: it stands there (signs and case apart), or
 * nearly all its words and every number and address in it stand in one passage. Greetings and offers of help state nothing
 * and pass. Both sides are compared as people read them, without marks of Markdown. `asked`: questions for which a
 * telephone number, an address, a price or a time of day must be in the reply; one without its answer is unsupported too.
 */
export function groundedness(
  reply: string,
  passages: readonly { title: string; content: string }[],
  asked: readonly string[] = [],
): { grounded: boolean; unsupported: string[] } {
  const sources = passages.map(({ title, content }) => {
    const said = words(asRead(`${title}\n${content}`))
    return {
      plain: ` ${said.join(' ')} `,
      stems: new Set(said.map(stem)),
      exact: exactIn(`${title}\n${content}`),
    }
  })
  const unsupported = sentences(reply)
    .map(({ start, end }) => reply.slice(start, end))
    .filter((sentence) => {
      if (isFragment(withoutMarks(sentence))) return true
      const said = words(asRead(sentence))
      const plain = said.join(' ')
      if (said.length === 0 || NEEDS_NO_SOURCE.has(plain) || isGreeting(sentence)) return false
      const content = said.filter((word) => !isStopword(word))
      const exact = exactIn(sentence)
      return !sources.some((source) => {
        if (source.plain.includes(` ${plain} `)) return true
        if (content.length === 0 || ![...exact].every((one) => source.exact.has(one))) return false
        return content.filter((word) => source.stems.has(stem(word))).length / content.length >= SUPPORT_MIN
      })
    })
  unsupported.push(...unmetIn(reply, asked))
  return { grounded: unsupported.length === 0, unsupported }
}

/**
 * Returns the parts that must stand in the source exactly: figures (`1,234.50` and `18:30` each one, so that digits cannot
 * be taken from different ones), and addresses (`example.com`, `me@example.com`, `@name`), each of which leads somewhere.
 */
function exactIn(text: string): Set<string> {
  const folded = fold(asRead(text))
  return new Set([
    ...(folded.match(/\d+(?:[.,:]\d+)*/g) ?? []),
    ...(folded.match(/[\w+-]*@[\w-]+(?:\.[\w-]+)*|\b[a-z][\w-]*(?:\.[a-z][\w-]*)+/g) ?? []),
  ])
}

/** Normalises text that can be written in several ways: marks of Markdown, hyphens, times, thousands, decimal commas. */
const asRead = (text: string): string =>
  text
    .split('\n')
    .map(withoutMarks)
    .join('\n')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[\u2010-\u2012]/g, '-')
    .replace(/(\d)\s?[hH]\s?(\d\d)(?!\d)/g, '$1:$2')
    .replace(/(?<=(?<![\d.,])\d{1,3}(?:[\s.,’]\d{3})*)[\s.,’](?=\d{3}(?!\d))/g, '')
    .replace(/(\d),(\d{1,2})(?![\d,])/g, '$1.$2')
