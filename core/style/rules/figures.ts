import { isStopword, languageOfWords } from '#core/lib/text/stopwords.ts'
import { sentences, words } from '#core/lib/text/text.ts'
import { FIGURES, type FigureName, type Figures, type Measured } from '../schemas.ts'

const FIRST = new Set([
  'i',
  'me',
  'my',
  'mine',
  'myself',
  'je',
  'j',
  'moi',
  'mon',
  'ma',
  'mes',
  'yo',
  'mi',
  'mis',
])
const WE = new Set(['we', 'us', 'our', 'ours', 'nous', 'notre', 'nos', 'nosotros', 'nuestro', 'nuestra'])
const YOU = new Set('you your yours vous votre vos tu te toi ton ta tes usted ustedes tus su sus'.split(' '))
const EMOJI = /\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic})*/gu
/** Distinct words are counted in so many words from the beginning: a longer text repeats more. */
const VARIETY_WORDS = 100

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

/** Counts a text. Shares are per cent, rates per 100 words; 0 where there is nothing to count. */
export function figuresOf(text: string): Figures {
  const all = words(text)
  const said = sentences(text).map(({ start, end }) => text.slice(start, end))
  const lines = linesOf(text)
  const first = all.slice(0, VARIETY_WORDS)
  const rate = (n: number) => (100 * n) / Math.max(1, all.length)
  const share = (n: number) => (100 * n) / Math.max(1, said.length)
  const per = (n: number, of: number) => n / Math.max(1, of)
  const ending = (mark: RegExp) => said.filter((sentence) => mark.test(sentence)).length
  const of = (set: ReadonlySet<string>) => all.filter((word) => set.has(word)).length
  return {
    words: all.length,
    wordsPerSentence: per(all.length, said.length),
    charactersPerLine: per(
      lines.reduce((sum, line) => sum + line.trim().length, 0),
      lines.length,
    ),
    lettersPerWord: per(
      all.reduce((sum, word) => sum + word.length, 0),
      all.length,
    ),
    variety: 100 * per(new Set(first).size, first.length),
    lineBreaks: rate(lines.length - 1),
    commas: rate(count(text, /[,;]/g)),
    dashes: rate(count(text, /[–—]|\s-\s/g)),
    emoji: rate(count(text, EMOJI)),
    hashtags: rate(count(text, /#[\p{L}\p{N}_]+/gu)),
    questions: share(ending(/\?["”»)\s]*$/)),
    exclamations: share(ending(/!["”»)\s]*$/)),
    firstPerson: rate(of(FIRST)),
    we: rate(of(WE)),
    you: rate(of(YOU)),
  }
}

const OFTEN_MAX = 8

/** Lists what at least two posts have in common, the most frequent first. */
function often(perPost: readonly (readonly string[])[], min = 2) {
  const posts = new Map<string, number>()
  for (const found of perPost) for (const text of new Set(found)) posts.set(text, (posts.get(text) ?? 0) + 1)
  return [...posts]
    .filter(([text, n]) => n >= min && text !== '')
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, OFTEN_MAX)
    .map(([text, n]) => ({ text, posts: n }))
}

const round = (value: number) => Math.round(value * 100) / 100

/** Measures how an author writes, from their posts. */
export function measure(texts: readonly string[]): Measured {
  const each = texts.map(figuresOf)
  const spreadOf = (name: FigureName) => {
    const mean = each.reduce((sum, figures) => sum + figures[name], 0) / Math.max(1, each.length)
    const variance =
      each.reduce((sum, figures) => sum + (figures[name] - mean) ** 2, 0) / Math.max(1, each.length)
    return { mean: round(mean), spread: round(Math.sqrt(variance)) }
  }
  return {
    posts: texts.length,
    language: languageOfWords(texts.flatMap(words)),
    figures: Object.fromEntries(FIGURES.map((name) => [name, spreadOf(name)])) as Measured['figures'],
    openings: often(texts.map((text) => [text.trim().split(/\s+/).slice(0, 2).join(' ')])),
    closings: often(texts.map((text) => [linesOf(text).at(-1)?.trim() ?? ''])),
    emoji: often(texts.map((text) => text.match(EMOJI) ?? [])),
    vocabulary: often(
      texts.map((text) => words(text).filter((word) => word.length > 3 && !isStopword(word))),
      Math.max(2, Math.ceil(texts.length / 8)),
    ),
  }
}
