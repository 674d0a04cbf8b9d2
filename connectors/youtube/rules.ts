import type { Comments } from '#core/lib/platform/comments.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { MAX_COMMENT, MAX_DESCRIPTION_BYTES, VISIBILITY_DELAY_MS } from './unverified.ts'

const GB = 1024 ** 3

/** The day in which YouTube counts, whose length follows the clocks of California. */
export const DAY = { windowMs: 24 * 3_600_000, zone: 'America/Los_Angeles' }

/** A project's units: a read costs one, a write mostly fifty. Uploads do not count here. */
export const units = (cost: number): Quota => ({
  ...DAY,
  key: 'units',
  limit: 10_000,
  scope: 'credential',
  kind: 'fixed',
  cost,
})
/** A project's uploads. */
export const UPLOAD: Quota = { ...DAY, key: 'uploads', limit: 100, scope: 'credential', kind: 'fixed' }

export const COSTS = { read: 1, write: 50 }

export const postRules: Posts['rules'] = {
  text: { maxLength: MAX_DESCRIPTION_BYTES, count: 'bytes' },
  media: [
    {
      kind: 'video',
      formats: ['video/mp4', 'video/quicktime', 'video/webm', 'video/3gpp'],
      maxBytes: 256 * GB,
      maxCount: 1,
      caption: true,
    },
  ],
  mediaNeeded: true,
  altText: false,
  look: 'card',
  quotas: () => [units(COSTS.write)],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

export const commentRules: Comments['rules'] = {
  text: { maxLength: MAX_COMMENT, count: 'utf16' },
  quotas: (call) => [units(call === 'list' ? COSTS.read : COSTS.write)],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}
