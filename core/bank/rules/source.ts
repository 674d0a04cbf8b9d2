import type { ProfileType } from '../schemas.ts'

/** Whether Chorus can read an author's posts by itself; where it cannot, why, for people. */
export type Source = { available: true; reason: null } | { available: false; reason: string }

/**
 * The one source so far is what the workspace publishes itself: through the accounts of an internal profile. No connector reads
 * other authors' posts yet.
 */
export function sourceOf({ type, accounts }: { type: ProfileType; accounts: number }): Source {
  if (type === 'external_influencer')
    return {
      available: false,
      reason: 'No connected platform reads the posts of other authors yet. Import them from a file.',
    }
  if (accounts === 0)
    return {
      available: false,
      reason: 'No connected account publishes for this profile. Connect one, or import the posts.',
    }
  return { available: true, reason: null }
}
