import type { Account } from '#core/accounts/schemas.ts'
import { textBytes, textLength } from '../../../../../core/lib/platform/length.ts'
import { contentOn } from '../variants.ts'
import type { Writing } from './writing.ts'

export interface Length {
  account: Account
  used: number
  max: number
  unit: 'characters' | 'bytes'
}

/** Returns the length of a post's text on each account, as its platform counts, and the maximum. */
export function lengthsOf(
  post: Pick<Writing, 'text' | 'media' | 'variants'>,
  accounts: readonly Account[],
): Length[] {
  return accounts.flatMap((account) => {
    const { posts } = account
    if (!posts) return []
    const { text, media } = contentOn(post, account.id)
    const max = media.length > 0 ? (posts.captionMaxLength ?? posts.maxLength) : posts.maxLength
    const { count, maxBytes } = posts
    const used = textLength(text, count)
    const bytes = maxBytes === null ? 0 : textBytes(text)
    // Bytes are told only where they are what is too much: people count characters.
    return [
      maxBytes !== null && bytes > maxBytes && used <= max
        ? { account, used: bytes, max: maxBytes, unit: 'bytes' }
        : { account, used, max, unit: 'characters' },
    ]
  })
}
