import { fold, words } from '#core/lib/text/text.ts'
import type { FoundSignal } from '../../schemas/signals.ts'
import { hashtagsIn } from '../hashtags.ts'
import { matcherOf } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/query.ts'
import type { Scope } from '../scope.ts'

type Told = Pick<FoundSignal, 'kind' | 'label'>

/**
 * Prepares what a signal is about: returns what in a text of our own is about the same, nothing for one that is not. A hashtag counts
 * with and without “#”, a creator by “@” and name, the query as a whole; who wrote a text, and where, is not asked.
 */
export function relatedTo(scope: Scope, signal: Told): (text: string) => string[] {
  const hashtags = hashtagsOf(scope, signal)
  const creators = signal.kind === 'hashtag' ? [] : scope.creators
  const query = signal.kind === 'hashtag' || scope.query === null ? null : scope.query
  const matches = query === null ? () => false : matcherOf(parseQuery(query))
  return (text) => {
    const tags = hashtagsIn(text)
    const said = new Set([...tags, ...words(text)].map(fold))
    const line = fold(text)
    return [
      ...hashtags.filter((name) => said.has(fold(name))).map((name) => `#${name}`),
      ...creators
        .filter(({ username }) => line.includes(`@${fold(username)}`))
        .map(({ username }) => `@${username}`),
      ...(query !== null &&
      scope.platforms.some((platform) =>
        matches({ text, hashtags: tags, author: null, language: null, platform }),
      )
        ? [query]
        : []),
    ]
  }
}

const WORDS_MAX = 3

/** Returns words by which conversations about the same are found. */
export function wordsOf(scope: Scope, signal: Told): string[] {
  const asked = scope.query === null || signal.kind === 'hashtag' ? [] : textsOf(parseQuery(scope.query))
  return [...new Set([...hashtagsOf(scope, signal), ...asked])].slice(0, WORDS_MAX)
}

const hashtagsOf = (scope: Scope, { kind, label }: Told) =>
  kind === 'hashtag' ? [label.replace(/^#/, '')] : scope.hashtags

/** Lists the words and hashtags that a query looks for; those that it excludes are left out. */
function textsOf(query: Query): string[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.of.flatMap(textsOf)
    case 'text':
      return [query.text]
    case 'hashtag':
      return [query.name]
    default:
      return []
  }
}
