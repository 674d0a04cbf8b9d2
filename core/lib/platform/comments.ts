import type { ConnectedAccountRef, FoundPosts, Intent, Outcome } from './connector.ts'
import type { TextLimit } from './length.ts'
import type { Quota } from './quota.ts'

type Refused = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** A comment as the platform shows it. */
export interface PlatformComment {
  id: string
  /** The comment that it answers; null for one that stands directly under the post. */
  parentId: string | null
  /** `id` equals the account's external id for the account's own comments. */
  author: { id: string; name: string; handle: string | null; avatarUrl: string | null }
  /** Empty for a comment without words. */
  text: string
  /** The number of likes; null where the platform does not tell. */
  likes: number | null
  url: string | null
  createdAt: Date
  /** What the connector needs to answer the comment, in its own form; null where the id is enough. */
  handle: string | null
}

/** A page of the comments under a post. `nextCursor` is null on the last page. */
export type CommentPage =
  | { kind: 'page'; comments: readonly PlatformComment[]; nextCursor: string | null }
  | Refused

/** The comment that something is done to. */
export interface CommentAddress {
  /** The platform's id of the post. */
  postId: string
  id: string
  handle: string | null
}

/** The acts on a comment. `reply` is there wherever comments are. */
export type CommentAct = 'reply' | 'like' | 'hide' | 'unhide' | 'private_reply'

/** Comments under the posts of an account. An optional part is present if the platform supports it. */
export interface Comments {
  rules: {
    text: TextLimit
    /** The limits that a call counts against. */
    quotas(call: 'list' | CommentAct): readonly Quota[]
    /** How long a new reply may be invisible to `find`; without it, the longest delay of any platform applies. */
    visibilityDelayMs?: number
  }
  /** Lists comments under a post with all answers to them, in any order. `cursor` is null for the first page. */
  list(account: ConnectedAccountRef, postId: string, cursor: string | null): Promise<CommentPage>
  reply(account: ConnectedAccountRef, to: CommentAddress, text: string, intent: Intent): Promise<Outcome>
  /**
   * Looks for the reply of an intent, to find out whether an unanswered call succeeded. Returns the account's own replies to the comment
   * made since a time, or, where the reply has a key made of the intent, that reply alone. Without `find`, a person has to look.
   */
  find?(account: ConnectedAccountRef, to: CommentAddress, since: Date, intent: Intent): Promise<FoundPosts>
  /** Done twice, it is one like: a like of unknown outcome is simply sent again. */
  like?(account: ConnectedAccountRef, to: CommentAddress, intent: Intent): Promise<Outcome>
  /** Hides a comment from everybody but its author, or shows it again. Can be done twice. */
  hide?(account: ConnectedAccountRef, to: CommentAddress, hidden: boolean, intent: Intent): Promise<Outcome>
  /** Answers a comment by a message to its author: once for each comment, within `withinMs` of it. */
  privateReply?: {
    withinMs: number
    text: TextLimit
    send(account: ConnectedAccountRef, to: CommentAddress, text: string, intent: Intent): Promise<Outcome>
  }
}
