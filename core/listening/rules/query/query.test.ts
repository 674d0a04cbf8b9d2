import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matcherOf, type Subject } from './match.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'
import type { Query } from './query.ts'

const subject = (text: string, more: Partial<Subject> = {}): Subject => ({
  text,
  hashtags: [],
  author: null,
  language: null,
  platform: 'web',
  ...more,
})
const matches = (query: string, text: string, more: Partial<Subject> = {}) =>
  matcherOf(parseQuery(query))(subject(text, more))

describe('a query', () => {
  it.each([
    ['coffee', 'Good COFFEE here', true],
    ['coffee', 'coffeehouse', false],
    ['cafe', 'Le café est bon', true],
    ['"good coffee"', 'a good, coffee', true],
    ['"good coffee"', 'coffee good', false],
    ["l'oréal", 'chez L’Oréal Paris', true],
    ['東京', '私は東京に住む', true],
    ['coffee tea', 'tea and coffee', true],
    ['coffee tea', 'coffee', false],
    ['coffee OR tea', 'tea', true],
    ['coffee -tea', 'coffee and tea', false],
    ['coffee NOT "bad coffee"', 'a bad coffee', false],
    ['a OR b c', 'a', true],
    ['(a OR b) c', 'a', false],
    ['NOT a b', 'b', true],
    ['NOT (a b)', 'b', true],
    ['or', 'this or that', true],
    ['e-mail', 'our e-mail address', true],
    ['café -', 'cafe', true],
  ])('%j on %j: %j', (query, text, expected) => {
    expect(matches(query, text)).toBe(expected)
  })

  it('asks for the author, the language, the platform and hashtags', () => {
    const post = { author: 'Ada', language: 'fr', platform: 'mastodon', hashtags: ['été'] }
    expect(matches('author:@ada', '', post)).toBe(true)
    expect(matches('author:adam', '', post)).toBe(false)
    expect(matches('lang:FR platform:mastodon', '', post)).toBe(true)
    expect(matches('lang:en', '', post)).toBe(false)
    expect(matches('#Été', '', post)).toBe(true)
    expect(matches('#ete', '', post)).toBe(false)
    expect(matches('author:ada', '', { author: null })).toBe(false)
  })
})

it.each([
  ['', 0, 'The query is empty.'],
  ['   ', 0, 'The query is empty.'],
  ['coffee AND', 10, 'Something is missing at the end.'],
  ['AND coffee', 0, 'Something is missing before “AND”.'],
  ['coffee OR OR tea', 10, 'Something is missing before “OR”.'],
  ['coffee (tea OR milk', 7, 'This bracket is never closed.'],
  ['coffee) tea', 6, 'This bracket closes nothing.'],
  ['a ()', 3, 'Something is missing before this bracket.'],
  ['say "good coffee', 4, 'This quotation mark is never closed.'],
  ['tea author:', 4, '“author:” needs a value, such as author:ada.'],
  ['tea author:"@"', 4, '“author:” needs a value, such as author:ada.'],
  ['tea #2026', 4, 'This is not a hashtag.'],
  ['tea !!!', 4, 'There is no word here.'],
  [`${'('.repeat(60)}a${')'.repeat(60)}`, 51, 'Too many brackets within brackets.'],
  [`${'NOT '.repeat(60)}a`, 204, 'Too many brackets within brackets.'],
])('the mistake in %j is at %i', (query, at, message) => {
  expect(() => parseQuery(query)).toThrow(expect.objectContaining({ at, message }))
})

const word = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    'OR',
    'and',
    'NOT',
    'author:x',
    'lang:',
    '-a',
    '#a',
    'l’été',
    '東京',
    'a (b) "c"',
  ),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"', '(', '-', '#', ':', 'é') }),
)
const leaf: fc.Arbitrary<Query> = fc.oneof(
  word.filter((text) => /[\p{L}\p{N}]/u.test(text)).map((text) => ({ kind: 'text' as const, text })),
  fc.constantFrom('a', 'été', '東京').map((name) => ({ kind: 'hashtag' as const, name })),
  fc.constantFrom('ada', 'Bo b', 'x(y)').map((value) => ({ kind: 'author' as const, value })),
  fc.constantFrom('en', 'fr').map((value) => ({ kind: 'lang' as const, value })),
  fc.constantFrom('web', 'x').map((value) => ({ kind: 'platform' as const, value })),
)
/** Joins as the parser does: parts joined by the same word stand side by side. */
const join = (kind: 'and' | 'or', parts: readonly Query[]): Query => {
  const [first, second, ...others] = parts.flatMap((part) => (part.kind === kind ? part.of : [part]))
  return first && second ? { kind, of: [first, second, ...others] } : (first as Query)
}
const { tree } = fc.letrec<{ tree: Query }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    tie('tree').map((of) => ({ kind: 'not' as const, of })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => join('and', parts)),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => join('or', parts)),
  ),
}))

it('is read as it was written', () => {
  fc.assert(
    fc.property(tree, (query) => {
      expect(parseQuery(printQuery(query))).toEqual(query)
    }),
  )
})

/** Evaluates a query over a set of plain words, by its definition. */
function oracle(query: Query, held: ReadonlySet<string>): boolean {
  switch (query.kind) {
    case 'and':
      return !query.of.some((part) => !oracle(part, held))
    case 'or':
      return query.of.filter((part) => oracle(part, held)).length > 0
    case 'not':
      return oracle(query.of, held) === false
    case 'text':
      return held.has(query.text)
    case 'hashtag':
      return held.has(`#${query.name}`)
    default:
      return held.has(`${query.kind}:${query.value}`)
  }
}
const simple: fc.Arbitrary<Query> = fc.oneof(
  fc.constantFrom('red', 'green', 'blue').map((text) => ({ kind: 'text' as const, text })),
  fc.constantFrom('tag', 'other').map((name) => ({ kind: 'hashtag' as const, name })),
  fc.constantFrom('ada', 'bob').map((value) => ({ kind: 'author' as const, value })),
  fc.constantFrom('en', 'fr').map((value) => ({ kind: 'lang' as const, value })),
)
const { small } = fc.letrec<{ small: Query }>((tie) => ({
  small: fc.oneof(
    { maxDepth: 6 },
    simple,
    tie('small').map((of) => ({ kind: 'not' as const, of })),
    fc.array(tie('small'), { minLength: 2, maxLength: 4 }).map((parts) => join('and', parts)),
    fc.array(tie('small'), { minLength: 2, maxLength: 4 }).map((parts) => join('or', parts)),
  ),
}))
const post = fc.record({
  words: fc.subarray(['red', 'green', 'blue']),
  tags: fc.subarray(['tag', 'other']),
  author: fc.constantFrom('ada', 'bob', null),
  lang: fc.constantFrom('en', 'fr', null),
})

it('finds what its definition finds, also after it was written and read', () => {
  fc.assert(
    fc.property(small, post, (query, { words, tags, author, lang }) => {
      const held = new Set([...words, ...tags.map((tag) => `#${tag}`), `author:${author}`, `lang:${lang}`])
      const found = matcherOf(parseQuery(printQuery(query)))(
        subject(words.join(', '), { hashtags: tags, author, language: lang }),
      )
      expect(found).toBe(oracle(query, held))
    }),
  )
})
