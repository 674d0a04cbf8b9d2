import { words } from '#core/lib/text/text.ts'
import type { DraftWarning } from '../schemas.ts'
import { copiedPassage } from './overlap.ts'

interface Written {
  text: string
  /** Posts of other people that it was written after, or from. */
  models: readonly { postId: string; text: string }[]
  /** What it may take its facts from; null where nothing is known. */
  facts: string | null
  wordsToAvoid: readonly string[]
}

/** Returns what a person should look at before they vouch for a text. None of it refuses the text. */
export function warningsOf({ text, models, facts, wordsToAvoid }: Written): DraftWarning[] {
  const warnings: DraftWarning[] = []
  for (const { postId, text: model } of models) {
    const copied = copiedPassage(text, model)
    if (copied)
      warnings.push({
        code: 'copied',
        postId,
        passage: copied.passage,
        message: `${copied.words} words in a row are those of another post.`,
      })
  }
  for (const word of avoidedWords(text, wordsToAvoid))
    warnings.push({
      code: 'avoided_word',
      postId: null,
      passage: word,
      message: `The audience does not want to read “${word}”.`,
    })
  if (facts !== null)
    for (const figure of strayFigures(text, facts))
      warnings.push({
        code: 'stray_figure',
        postId: null,
        passage: figure,
        message: `The source does not say “${figure}”.`,
      })
  return warnings
}

const spaced = (text: string) => ` ${words(text).join(' ')} `

/** Lists the words or phrases to avoid that a text has. */
export function avoidedWords(text: string, wordsToAvoid: readonly string[]): string[] {
  const said = spaced(text)
  return wordsToAvoid.filter((word) => words(word).length > 0 && said.includes(spaced(word)))
}

const FIGURE = /\d+(?:[.,\u00a0\u202f ]\d+)*/g
const digits = (figure: string) => figure.replace(/\D/g, '')

/** Lists figures of a text that its source does not have. Numbers of one digit number the points of lists. */
function strayFigures(text: string, facts: string): string[] {
  const known = new Set([...facts.matchAll(FIGURE)].map(([figure]) => digits(figure)))
  const found = [...text.matchAll(FIGURE)].map(([figure]) => figure)
  return [...new Set(found)].filter((figure) => digits(figure).length > 1 && !known.has(digits(figure)))
}
