import type { Language } from '#core/knowledge/schemas.ts'

/**
 * How a question differs from its answer. `plain`: words of the text, among near misses. `inflected`: other forms of
 * them. `misspelt`: one or two slips. `reordered`: other order and compounds. `synonym`: other words altogether, which
 * neither full text nor the offline vectors can know; kept so that the figure also shows the misses.
 */
export type Difficulty = 'plain' | 'inflected' | 'misspelt' | 'reordered' | 'synonym'

export interface Question {
  difficulty: Difficulty
  query: string
  /** Keys of the entries that answer it, the best first: gains 3, 2, 1. */
  answers: readonly string[]
}

/** A text of a fictional business: a document with a title, or an FAQ with its question. */
export interface Entry {
  key: string
  kind: 'document' | 'faq'
  title: string
  text: string
}

export interface RetrievalSet {
  language: Language
  entries: readonly Entry[]
  questions: readonly Question[]
}

/** Reads lines of `key | title | text`; a key that begins with `?` is an FAQ’s. */
export const entriesOf = (lines: string): Entry[] =>
  rowsOf(lines).map(([key = '', title = '', text = '']) => ({
    key,
    kind: key.startsWith('?') ? 'faq' : 'document',
    title,
    text,
  }))

/** Reads lines of `difficulty | query | keys`, the best key first. */
export const questionsOf = (lines: string): Question[] =>
  rowsOf(lines).map(([difficulty, query = '', keys = '']) => ({
    difficulty: difficulty as Difficulty,
    query,
    answers: keys.split(' '),
  }))

const rowsOf = (lines: string): string[][] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
