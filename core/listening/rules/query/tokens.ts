import { FIELDS, type Field, QueryError } from './query.ts'

/** A piece of a query, with its place in it. */
export type Token = { at: number } & (
  | { kind: '(' | ')' | 'AND' | 'OR' | 'NOT' }
  | { kind: 'text' | 'hashtag' | Field; value: string }
)

/** Quotation marks that begin a phrase, with those that end it. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '«': '»' }
/** What ends a bare word: a space, a bracket, or the beginning of a phrase. */
const BARE = /[^\s()"“«]+/uy
const FIELD = new RegExp(`(${FIELDS.join('|')}):`, 'iy')

/** Splits a query. @throws QueryError */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    const sign = query[at] ?? ''
    if (/\s/u.test(sign)) {
      at++
      continue
    }
    if (sign === '(' || sign === ')') {
      tokens.push({ kind: sign, at })
      at++
      continue
    }
    // “-word” is NOT word; a lone “-” is passed over.
    if (sign === '-') {
      const next = query[at + 1] ?? ''
      if (next !== '' && !/[\s)-]/u.test(next)) tokens.push({ kind: 'NOT', at })
      at++
      continue
    }
    const [token, end] = wordAt(query, at)
    tokens.push(token)
    at = end
  }
  return tokens
}

/** Reads a word, a phrase or a field. Returns where it ends. */
function wordAt(query: string, at: number): [Token, number] {
  FIELD.lastIndex = at
  const field = FIELD.exec(query)
  if (!field) return plainAt(query, at)
  const kind = FIELDS.find((name) => name === field[1]?.toLowerCase()) ?? 'author'
  const [{ value }, end] = valueAt(query, at + field[0].length)
  const meant = kind === 'author' ? value.replace(/^@+/, '') : value
  if (meant.trim() === '')
    throw new QueryError({ at, message: `“${kind}:” needs a value, such as ${EXAMPLES[kind]}.` })
  return [{ kind, value: meant, at }, end]
}

const EXAMPLES: Readonly<Record<Field, string>> = {
  author: 'author:ada',
  lang: 'lang:en',
  platform: 'platform:reddit',
}

function plainAt(query: string, at: number): [Token, number] {
  const [{ value, quoted }, end] = valueAt(query, at)
  if (quoted) return [{ kind: 'text', value, at }, end]
  if (value === 'AND' || value === 'OR' || value === 'NOT') return [{ kind: value, at }, end]
  const hashtag = /^[#＃](.+)$/u.exec(value)?.[1]
  return [hashtag === undefined ? { kind: 'text', value, at } : { kind: 'hashtag', value: hashtag, at }, end]
}

function valueAt(query: string, at: number): [{ value: string; quoted: boolean }, number] {
  const closing = QUOTES[query[at] ?? '']
  if (closing !== undefined) {
    const end = query.indexOf(closing, at + 1)
    if (end < 0) throw new QueryError({ at, message: 'This quotation mark is never closed.' })
    return [{ value: query.slice(at + 1, end), quoted: true }, end + 1]
  }
  BARE.lastIndex = at
  const value = BARE.exec(query)?.[0] ?? ''
  return [{ value, quoted: false }, at + value.length]
}
