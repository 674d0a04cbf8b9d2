import { fold, words } from '#core/lib/text/text.ts'
import type { Query } from './query.ts'

/** What a query is held against. `hashtags` are in their one spelling. */
export interface Subject {
  text: string
  hashtags: readonly string[]
  author: string | null
  language: string | null
  platform: string
}

/** Prepares a query: returns whether a post matches it. Words match whole, in any case and with or without accents. */
export function matcherOf(query: Query): (subject: Subject) => boolean {
  const matches = prepared(query)
  return (subject) => matches({ ...subject, line: lineOf(subject.text) })
}

type Prepared = (subject: Subject & { line: string }) => boolean

/** Returns the words of a text with a space around each, so that words are found whole. */
const lineOf = (text: string) => ` ${words(text).join(' ')} `

function prepared(query: Query): Prepared {
  switch (query.kind) {
    case 'and': {
      const parts = query.of.map(prepared)
      return (subject) => parts.every((matches) => matches(subject))
    }
    case 'or': {
      const parts = query.of.map(prepared)
      return (subject) => parts.some((matches) => matches(subject))
    }
    case 'not': {
      const inner = prepared(query.of)
      return (subject) => !inner(subject)
    }
    case 'text': {
      const sought = lineOf(query.text)
      return ({ line }) => line.includes(sought)
    }
    case 'hashtag':
      return ({ hashtags }) => hashtags.includes(query.name)
    case 'author': {
      const sought = fold(query.value)
      return ({ author }) => author !== null && fold(author) === sought
    }
    case 'lang':
      return ({ language }) => language?.toLowerCase() === query.value.toLowerCase()
    case 'platform':
      return ({ platform }) => platform === query.value.toLowerCase()
  }
}
