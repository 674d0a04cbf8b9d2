/** A post on one of its accounts. It is the same as another that says the same there at the same time. */
export interface OnAccount {
  text: string
  publishAt: Date
  accountId: string
}

type OnAccounts = Omit<OnAccount, 'accountId'> & { accountIds: readonly string[] }

const keyOf = ({ text, publishAt, accountId }: OnAccount): string =>
  `${accountId} ${publishAt.toISOString()} ${text}`
const keysOf = ({ accountIds, ...post }: OnAccounts): string[] =>
  accountIds.map((accountId) => keyOf({ ...post, accountId }))

/** Returns a test whether a post is among others on any of its accounts. */
export function among(others: readonly OnAccount[]): (post: OnAccounts) => boolean {
  const known = new Set(others.map(keyOf))
  return (post) => keysOf(post).some((key) => known.has(key))
}

/** Finds posts that repeat an earlier one on any of their accounts: the earlier line, by the line of each. */
export function repeatedIn(posts: readonly (OnAccounts & { line: number })[]): Map<number, number> {
  const lineOf = new Map<string, number>()
  const repeated = new Map<number, number>()
  for (const post of posts) {
    const keys = keysOf(post)
    const earlier = keys.map((key) => lineOf.get(key)).find((line) => line !== undefined)
    if (earlier !== undefined) repeated.set(post.line, earlier)
    else for (const key of keys) lineOf.set(key, post.line)
  }
  return repeated
}
