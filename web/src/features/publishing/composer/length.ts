import type { Account } from '#core/accounts/schemas.ts'
import { graphemes } from '../../../lib/format.ts'

export interface Length {
  account: Account
  used: number
  max: number
}

/** Returns the length of a text on each account, as its platform counts, and the maximum. */
export function lengthsOf(text: string, accounts: readonly Account[], hasMedia: boolean): Length[] {
  return accounts.flatMap((account) => {
    const { posts } = account
    if (!posts) return []
    const max = hasMedia ? (posts.captionMaxLength ?? posts.maxLength) : posts.maxLength
    return [{ account, used: posts.count === 'utf16' ? text.length : graphemes(text), max }]
  })
}
