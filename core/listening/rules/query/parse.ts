import { words } from '#core/lib/text/text.ts'
import { hashtagOf } from '../hashtags.ts'
import { type Query, QueryError } from './query.ts'
import { type Token, tokensOf } from './tokens.ts'

/** The most brackets within brackets. */
const DEPTH_MAX = 50

/**
 * Reads a query: `word`, `"a phrase"`, `#hashtag`, `author:`, `lang:`, `platform:`, joined by AND (which may be left out), OR and NOT
 * (also `-word`), with brackets. NOT binds most, then AND, then OR. @throws QueryError with the place of the mistake
 */
export function parseQuery(text: string): Query {
  const tokens = tokensOf(text)
  if (tokens.length === 0) throw new QueryError({ at: 0, message: 'The query is empty.' })
  const reading = { tokens, next: 0, end: text.length }
  const query = either(reading, 0)
  const rest = tokens[reading.next]
  if (rest) throw new QueryError({ at: rest.at, message: 'This bracket closes nothing.' })
  return query
}

interface Reading {
  tokens: readonly Token[]
  next: number
  /** The place after the last character. */
  end: number
}

const peek = ({ tokens, next }: Reading) => tokens[next]

function either(reading: Reading, depth: number): Query {
  const parts = [all(reading, depth)]
  while (peek(reading)?.kind === 'OR') {
    reading.next++
    parts.push(all(reading, depth))
  }
  return joined('or', parts)
}

function all(reading: Reading, depth: number): Query {
  const parts = [one(reading, depth)]
  for (let token = peek(reading); token && token.kind !== 'OR' && token.kind !== ')'; token = peek(reading)) {
    if (token.kind === 'AND') reading.next++
    parts.push(one(reading, depth))
  }
  return joined('and', parts)
}

/** Joins parts; those that are joined by the same word are laid side by side. */
function joined(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const [first, second, ...others] = parts.flatMap((part) => (part.kind === kind ? part.of : [part]))
  if (!first) throw new Error('Nothing to join.')
  return second ? { kind, of: [first, second, ...others] } : first
}

function one(reading: Reading, depth: number): Query {
  const token = peek(reading)
  if (depth > DEPTH_MAX)
    throw new QueryError({ at: token?.at ?? reading.end, message: 'Too many brackets within brackets.' })
  if (!token) throw new QueryError({ at: reading.end, message: 'Something is missing at the end.' })
  reading.next++
  switch (token.kind) {
    case 'NOT':
      return { kind: 'not', of: one(reading, depth + 1) }
    case '(': {
      const inner = either(reading, depth + 1)
      if (peek(reading)?.kind !== ')')
        throw new QueryError({ at: token.at, message: 'This bracket is never closed.' })
      reading.next++
      return inner
    }
    case ')':
      throw new QueryError({ at: token.at, message: 'Something is missing before this bracket.' })
    case 'AND':
    case 'OR':
      throw new QueryError({ at: token.at, message: `Something is missing before “${token.kind}”.` })
    case 'text':
      if (words(token.value).length === 0)
        throw new QueryError({ at: token.at, message: 'There is no word here.' })
      return { kind: 'text', text: token.value }
    case 'hashtag': {
      const name = hashtagOf(token.value)
      if (name === null) throw new QueryError({ at: token.at, message: 'This is not a hashtag.' })
      return { kind: 'hashtag', name }
    }
    default:
      return { kind: token.kind, value: token.value }
  }
}
