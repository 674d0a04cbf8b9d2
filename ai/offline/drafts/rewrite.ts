import type { RewriteInput, RewriteOutput } from '#core/drafts/schemas.ts'
import { textLength } from '#core/lib/platform/length.ts'
import { sentences, words } from '#core/lib/text/text.ts'

/** How much of a passage is left when it is shortened. */
const KEPT = 2 / 3
const CANNOT =
  'The offline engine can shorten a passage and break its sentences at semicolons. For the rest a model is needed.'
const NO_MORE = 'The passage gives nothing more to take away.'

/** Says a passage otherwise as far as that needs no new words: the rest is left to a model, and said so. */
export function rewrite({ text, way }: RewriteInput): RewriteOutput {
  if (way !== 'shorter' && way !== 'simpler') return { text: null, reason: CANNOT }
  const made = way === 'shorter' ? shorter(text) : simpler(text)
  return made === text.trim() || made === '' ? { text: null, reason: NO_MORE } : { text: made, reason: null }
}

const size = (text: string) => textLength(text, 'graphemes')

/** Leaves out the sentences that say least, until two thirds are left; at least one stays. */
function shorter(text: string): string {
  const lines = text.trim().split('\n')
  const said = lines.flatMap((line, at) =>
    sentences(line).map(({ start, end }) => ({ at, text: line.slice(start, end).trim() })),
  )
  const counts = new Map<string, number>()
  for (const word of said.flatMap((one) => words(one.text))) counts.set(word, (counts.get(word) ?? 0) + 1)
  // Words that come again elsewhere say less, figures say more.
  const weight = (one: string) =>
    words(one).reduce((sum, word) => sum + (word.length > 3 ? 1 / (counts.get(word) ?? 1) : 0), 0) +
    (/\d/.test(one) ? 3 : 0)
  const kept = new Set(said)
  const most = size(text.trim()) * KEPT
  const length = () => [...kept].reduce((sum, one) => sum + size(one.text) + 1, 0)
  for (const one of said.toSorted((a, b) => weight(a.text) - weight(b.text)))
    if (kept.size > 1 && length() > most) kept.delete(one)
  return lines
    .map((line, at) =>
      line.trim() === ''
        ? ''
        : said
            .filter((one) => one.at === at && kept.has(one))
            .map((one) => one.text)
            .join(' '),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const JOINT = /\s?;\s+(\p{L})/gu

/** Ends a sentence where a semicolon went on, and begins the next with a capital. */
const simpler = (text: string): string =>
  text.trim().replace(JOINT, (_, letter: string) => `. ${letter.toUpperCase()}`)
