import type { Account } from '#core/accounts/schemas.ts'
import { graphemes } from '../../../lib/format.ts'

export interface Length {
  account: Account
  used: number
  max: number
}

/** How long a text is on each account, as its platform counts, and how long it may be. */
export function lengthsOf(text: string, accounts: readonly Account[], hasMedia: boolean): Length[] {
  return accounts.flatMap((account) => {
    const { posts } = account
    if (!posts) return []
    const max = hasMedia ? (posts.captionMaxLength ?? posts.maxLength) : posts.maxLength
    return [{ account, used: posts.count === 'utf16' ? text.length : graphemes(text), max }]
  })
}
