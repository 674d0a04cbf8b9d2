import type { ConnectedAccountRef, Outcome } from './connector.ts'
import type { Quota } from './quota.ts'

/** What a platform is asked for: the public posts with a hashtag (without “#”), or those of a creator (without “@”). */
export interface Sought {
  kind: 'hashtag' | 'creator'
  name: string
}

/** A public post as the platform shows it. `id` is the platform's own and never changes. */
export interface PublicPost {
  id: string
  /** Null where the platform does not say. */
  author: string | null
  text: string
  postedAt: Date
  url: string | null
  /** BCP 47, where the platform says it. */
  language?: string
  /** Besides those in the text. */
  hashtags?: readonly string[]
  metrics: { likes?: number; comments?: number; shares?: number; views?: number }
}

/** A page of posts, the latest first; the next one is asked for by `nextCursor`. */
export type PublicPage =
  | { kind: 'page'; posts: readonly PublicPost[]; nextCursor: string | null }
  | Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** Reading what anybody may read on a platform, in the name of a connected account. */
export interface Listen {
  /** The kinds of target that the platform can be asked for. */
  kinds: readonly Sought['kind'][]
  /** What one page counts for. */
  quotas(sought: Sought): readonly Quota[]
  /** Reads a page, the latest posts first; `cursor` is null for the first. What is not there is a page without posts. */
  read(account: ConnectedAccountRef, sought: Sought, cursor: string | null): Promise<PublicPage>
}
