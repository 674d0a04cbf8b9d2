import type { Warning } from '../schemas.ts'

/** Removes differences that readers do not notice: case, spaces, composed letters. */
export const likeness = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** A post that is on an account already, or will be. */
export interface Neighbour {
  code: 'same_text' | 'same_hour'
  account_id: string
  account_name: string
  post_id: string | null
  at: string | null
}

/** Returns the warning of an account whose posts nobody but its owner sees. */
export const ownerOnly = (accountId: string, name: string): Warning => ({
  code: 'owner_only',
  accountId,
  postId: null,
  message: `Nobody but its owner sees what ${name} posts.`,
})

/** Returns one warning per account, post and code, in the order of the neighbours. */
export function warningsFor(neighbours: readonly Neighbour[]): Warning[] {
  const seen = new Set<string>()
  return neighbours.flatMap(({ code, account_id: accountId, account_name: name, post_id: postId, at }) => {
    const key = `${code} ${accountId} ${postId}`
    if (seen.has(key)) return []
    seen.add(key)
    const when = at === null ? '' : ` (${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC)`
    const message =
      code === 'same_text'
        ? `The same words are on ${name} already, or will be${when}.`
        : `Another post goes to ${name} within half an hour${when}.`
    return [{ code, accountId, postId, message }]
  })
}
