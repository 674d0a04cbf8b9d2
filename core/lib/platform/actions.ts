import type { ConnectedAccountRef, Intent, Outcome } from './connector.ts'
import type { TextLimit } from './length.ts'
import type { Quota } from './quota.ts'

/** A post of another account on the same platform. */
export interface PostAddress {
  /** The platform's id of the post, as the account that published it knows it. */
  id: string
  /** The public address; null if the platform told none. */
  url: string | null
}

/** Likes and comments of an account on posts of other accounts. */
export interface Actions {
  rules: {
    /** The limit of a comment. */
    text: TextLimit
    /** The limits that a call counts against. */
    quotas(act: 'like' | 'comment'): readonly Quota[]
  }
  /** Done twice under one intent, it is one like. */
  like(account: ConnectedAccountRef, post: PostAddress, intent: Intent): Promise<Outcome>
  /** Comments directly under a post. Sent twice under one intent soon after each other, it is one comment. */
  comment(account: ConnectedAccountRef, post: PostAddress, text: string, intent: Intent): Promise<Outcome>
}
