import type { Db } from './db.ts'

/** What a workspace may have a limited number of. Storage is counted in bytes. */
export const COUNTED = [
  'accounts',
  'members',
  'api_keys',
  'storage',
  'documents',
  'faqs',
  'scheduled_posts',
  'profiles',
  'bank_posts',
  'listening_projects',
  'listening_hashtags',
  'listening_creators',
] as const
export type Counted = (typeof COUNTED)[number]

/** The limits of the workspace. Whatever adds something that is counted asks them (`core/workspaces/queries.ts`). */
export interface Limits {
  /** Returns the most of something that the workspace may have; null without a limit. `tx`: the transaction within which it is asked. */
  most(what: Counted, tx?: Db): Promise<number | null>
}
