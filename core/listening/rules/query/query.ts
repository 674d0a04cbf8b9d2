/** A query as a tree. Words and values are as they were written; `match.ts` folds them. */
export type Query =
  | { kind: 'and' | 'or'; of: readonly [Query, Query, ...Query[]] }
  | { kind: 'not'; of: Query }
  /** Words that stand one after the other. */
  | { kind: 'text'; text: string }
  | { kind: 'hashtag'; name: string }
  | { kind: Field; value: string }

export const FIELDS = ['author', 'lang', 'platform'] as const
export type Field = (typeof FIELDS)[number]

/** A mistake in a query, with its place in characters (UTF-16 units) from 0. */
export interface Mistake {
  at: number
  message: string
}

export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly at: number
  constructor({ at, message }: Mistake) {
    super(message)
    this.at = at
  }
}
