import { words as wordsOf } from '#core/lib/text/text.ts'
import type { Polarity, Sentiment, SentimentLanguage } from '../../schemas/sentiment.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { Lexicon, Lexicons } from './lexicon.ts'
import { signsIn } from './signs.ts'

const LEXICONS: Lexicons = { en, fr, es }

/** From this score on a post is positive, and below its negative negative. */
export const POLAR_FROM = 0.2
export const polarityOf = (score: number): Polarity =>
  score >= POLAR_FROM ? 'positive' : score <= -POLAR_FROM ? 'negative' : 'neutral'

/** The sum of weights at which a score is 0.71: it nears 1 as more is said. */
const HALF = 4
const NEGATION_REACH = 3
/** The opposite of “good” says more than the opposite of “bad”. */
const NEGATED_POSITIVE = -0.75
const NEGATED_NEGATIVE = -0.4
const PHRASE_MAX = 5
/** A question asks for an opinion more often than it gives one. */
const IN_QUESTION = 0.35
const BEFORE_TURN = 0.5
const AFTER_TURN = 1.25
const CAPITALS = 1.2
const REASONS_MAX = 6

/** A word, or words, that say something. */
interface Said {
  text: string
  weight: number
}

/**
 * Judges how a text feels about what it speaks of, by lists of words: from −1 to 1, with what it was judged by. In a language without a
 * list only emoji count. Irony is not seen.
 */
export function sentimentOf(text: string, language: SentimentLanguage | null): Sentiment {
  const plain = text.replace(/https?:\/\/\S+|(?<!\w)@[\w.]+/gu, ' ')
  const lexicon = language && LEXICONS[language]
  const said = [...(lexicon ? saidIn(plain, lexicon) : []), ...signsIn(plain)]
  const total = said.reduce((sum, { weight }) => sum + weight, 0) * (1 + 0.1 * exclamations(plain))
  const score = Math.round((total / Math.sqrt(total * total + HALF * HALF)) * 100) / 100
  const reasons = said
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, REASONS_MAX)
    .map(({ text, weight }) => ({ text, weight: Math.round(weight * 10) / 10 }))
  return { score: score === 0 ? 0 : score, reasons }
}

const exclamations = (text: string) => Math.min(3, text.match(/!/g)?.length ?? 0)

/** Judges a text clause by clause: a negation does not reach past a comma. */
function saidIn(text: string, lexicon: Lexicon): Said[] {
  const shouted = isShouted(text)
  return sentencesOf(text).flatMap((sentence) => {
    const factor = sentence.trimEnd().endsWith('?') ? IN_QUESTION : 1
    const clauses = clausesOf(sentence, lexicon)
    const turn = clauses.findIndex(({ turns }) => turns)
    return clauses.flatMap(({ words, raw }, n) => {
      const place = turn <= 0 ? 1 : n < turn ? BEFORE_TURN : AFTER_TURN
      return saidInClause(words, raw, lexicon, shouted).map(({ text, weight }) => ({
        text,
        weight: weight * factor * place,
      }))
    })
  })
}

const sentencesOf = (text: string) => text.match(/[^.!?…\n]+[.!?…\n]*/gu) ?? []
const isShouted = (text: string) => !/\p{Ll}/u.test(text)

interface Clause {
  words: string[]
  /** The same words as they were written. */
  raw: string[]
  /** Begins with a word such as “but”. */
  turns: boolean
}

function clausesOf(sentence: string, { turns }: Lexicon): Clause[] {
  const clauses: Clause[] = []
  for (const part of sentence.split(/[,;:()—–]|\s-\s/u)) {
    let clause: Clause = { words: [], raw: [], turns: false }
    for (const raw of part.split(/[\s'’"“”«»/#-]+/u)) {
      const [word] = wordsOf(raw)
      if (word === undefined) continue
      if (turns.includes(word)) {
        clauses.push(clause)
        clause = { words: [], raw: [], turns: true }
        continue
      }
      clause.words.push(...wordsOf(raw))
      clause.raw.push(...wordsOf(raw).map(() => raw))
    }
    clauses.push(clause)
  }
  return clauses
}

function saidInClause(words: string[], raw: string[], lexicon: Lexicon, shouted: boolean): Said[] {
  const said: Said[] = []
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(words, at, lexicon)
    const length = phrase?.length ?? 1
    const base = phrase?.weight ?? weightOf(words[at] ?? '', lexicon)
    if (base !== 0) {
      const loud = !shouted && raw.slice(at, at + length).every((word) => /^\p{Lu}{3,}/u.test(word))
      const { weight, from } = inContext(base, words, { at, length }, lexicon)
      said.push({ text: words.slice(from, at + length).join(' '), weight: weight * (loud ? CAPITALS : 1) })
    }
    at += length
  }
  return said
}

function phraseAt(words: readonly string[], at: number, { phrases }: Lexicon) {
  for (let length = Math.min(PHRASE_MAX, words.length - at); length > 1; length--) {
    const weight = phrases.get(words.slice(at, at + length).join(' '))
    if (weight !== undefined) return { weight, length }
  }
  return null
}

/** Applies degrees and negations around a word or phrase. `from`: the first word that takes part. */
function inContext(
  base: number,
  words: readonly string[],
  { at, length }: { at: number; length: number },
  { negations, negationsAfter, degrees }: Lexicon,
): { weight: number; from: number } {
  const degree = degrees.get(words[at - 1] ?? '')
  let weight = base * (degree ?? 1)
  let from = degree === undefined ? at : at - 1
  const before = words.slice(Math.max(0, at - NEGATION_REACH), at)
  const negation = before.findLastIndex((word) => negations.includes(word))
  if (negation >= 0 || negationsAfter.includes(words[at + length] ?? '')) {
    weight *= base > 0 ? NEGATED_POSITIVE : NEGATED_NEGATIVE
    if (negation >= 0) from = at - before.length + negation
  }
  return { weight, from }
}

/** Finds the weight of a word: itself, without drawn-out letters (“sooo”), or by its beginning. */
function weightOf(word: string, { words }: Lexicon): number {
  for (const form of [word, word.replace(/(.)\1{2,}/gu, '$1$1'), word.replace(/(.)\1{2,}/gu, '$1')]) {
    const weight = words.get(form) ?? byBeginning(form, words)
    if (weight !== undefined) return weight
  }
  return 0
}

const SHORTEST_STEM = 3
function byBeginning(word: string, words: Lexicon['words']): number | undefined {
  for (let length = word.length; length >= SHORTEST_STEM; length--) {
    const weight = words.get(`${word.slice(0, length)}*`)
    if (weight !== undefined) return weight
  }
  return undefined
}
