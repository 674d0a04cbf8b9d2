import type { SentimentLanguage } from '../../schemas/sentiment.ts'

/** What words say, in one language. Keys are folded words (`core/lib/text/text.ts`); weights lie between −5 and 5. */
export interface Lexicon {
  /** The weight of a word; a key that ends in “*” stands for all words that begin so. */
  words: ReadonlyMap<string, number>
  /** The weight of several words in a row, which counts instead of theirs. */
  phrases: ReadonlyMap<string, number>
  /** Words that turn what follows them, up to three words on, into its opposite. */
  negations: readonly string[]
  /** Words that do so to the word before them, as French does: “j’aime pas”. */
  negationsAfter: readonly string[]
  /** Factors of words that strengthen or weaken what follows. */
  degrees: ReadonlyMap<string, number>
  /** Words after which the opinion counts that follows: “nice, but slow”. */
  turns: readonly string[]
}

export type Lexicons = Readonly<Record<SentimentLanguage, Lexicon>>

/** Gives each of some words, separated by spaces, the same weight. */
export const weigh = (weights: readonly (readonly [weight: number, words: string])[]): [string, number][] =>
  weights.flatMap(([weight, words]) => words.split(' ').map((word): [string, number] => [word, weight]))

/** Does the same for phrases, separated by commas. */
export const weighPhrases = (
  weights: readonly (readonly [weight: number, phrases: string])[],
): [string, number][] =>
  weights.flatMap(([weight, phrases]) =>
    phrases.split(',').map((phrase): [string, number] => [phrase, weight]),
  )
