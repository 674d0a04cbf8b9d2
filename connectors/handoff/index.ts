import type { PlatformFolder } from '../folder.ts'
import { manifest } from './manifest.ts'
import { postRules } from './rules.ts'

/**
 * Every account without an API: a person publishes, and Chorus hands them the post at its time. No platform names the account, so its
 * own id stands for that, and two workspaces may publish to the same place.
 */
export const handoff: PlatformFolder = {
  manifest,
  parts: () => ({
    connect: async ({ id, externalId, credentials }) => ({
      kind: 'connected',
      name: externalId,
      externalId: id,
      credentials: externalId === id ? credentials : { address: externalId },
    }),
    posts: {
      rules: postRules,
      byHand: true,
      publish: async () => ({
        kind: 'rejected',
        code: 'by_hand',
        reason: 'Nothing is published there automatically.',
        advice: 'Publish it by hand.',
      }),
    },
  }),
}
