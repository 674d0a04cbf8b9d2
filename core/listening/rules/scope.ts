import { invalid } from '#core/lib/kernel/errors.ts'
import { fold } from '#core/lib/text/text.ts'
import type { Creator, ScopeInput, ScopeType } from '../schemas/projects.ts'
import { hashtagOf } from './hashtags.ts'
import { matcherOf, type Subject } from './query/match.ts'
import { parseQuery } from './query/parse.ts'
import { QueryError } from './query/query.ts'

/** What a project listens to. `hashtags` are in their one spelling. */
export interface Scope {
  platforms: readonly string[]
  hashtags: readonly string[]
  creators: readonly Creator[]
  query: string | null
}

/** Reads a scope as people give it. @throws invalid for what is no hashtag, a mistake in the query, or a scope of nothing */
export function readScope(platforms: readonly string[], given: ScopeInput): Scope {
  const hashtags = (given.hashtags ?? []).map((name, n) => {
    const tag = hashtagOf(name)
    if (tag === null)
      throw invalid(`“${name}” is no hashtag.`, [
        {
          path: `scope.hashtags.${n}`,
          message: 'Letters, digits and “_” make a hashtag, with a letter among them.',
        },
      ])
    return tag
  })
  const creators = (given.creators ?? []).flatMap((one, n): Creator[] => {
    if (typeof one === 'string') return platforms.map((platform) => ({ platform, username: bare(one) }))
    if (!platforms.includes(one.platform))
      throw invalid(`The project does not listen to ${one.platform}.`, [
        {
          path: `scope.creators.${n}.platform`,
          message: 'Add the platform to the project, or leave the creator out.',
        },
      ])
    return [{ platform: one.platform, username: bare(one.username) }]
  })
  const query = given.query ?? null
  if (query !== null) checkQuery(query)
  if (hashtags.length === 0 && creators.length === 0 && query === null)
    throw invalid('A project listens to hashtags, creators or a query.', [
      { path: 'scope', message: 'Name at least one of them.' },
    ])
  return {
    platforms: [...new Set(platforms)],
    hashtags: [...new Set(hashtags)],
    creators: [...new Map(creators.map((one) => [keyOf(one), one])).values()],
    query,
  }
}

/** Returns a username without “@”. */
export const bare = (username: string) => username.replace(/^@+/, '')
export const keyOf = ({ platform, username }: Creator) => `${platform} ${fold(username)}`

function checkQuery(query: string): void {
  try {
    parseQuery(query)
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw invalid(error.message, [
      { path: 'scope.query', message: error.message, code: 'query', limit: error.at },
    ])
  }
}

export const scopeTypeOf = ({ hashtags, creators }: Pick<Scope, 'hashtags' | 'creators'>): ScopeType => {
  if (hashtags.length > 0) return creators.length > 0 ? 'both' : 'hashtags'
  return creators.length > 0 ? 'creators' : 'query'
}

/**
 * Prepares a scope: returns whether a post fits. It is of one of the platforms; it has one of the hashtags or is by one of the creators,
 * where any are named; and it fits the query, where there is one.
 */
export function scopeMatcher({ platforms, hashtags, creators, query }: Scope): (subject: Subject) => boolean {
  const matchesQuery = query === null ? () => true : matcherOf(parseQuery(query))
  const tags = new Set(hashtags)
  const authors = new Set(creators.map(keyOf))
  const isNamed = ({ platform, author, hashtags: held }: Subject) =>
    held.some((tag) => tags.has(tag)) ||
    (author !== null && authors.has(keyOf({ platform, username: author })))
  return (subject) =>
    platforms.includes(subject.platform) &&
    ((tags.size === 0 && authors.size === 0) || isNamed(subject)) &&
    matchesQuery(subject)
}
