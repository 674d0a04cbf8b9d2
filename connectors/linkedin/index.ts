import type { PlatformFolder } from '../folder.ts'
import { renew } from '../oauth.ts'
import { isOrganization, isPerson } from './client.ts'
import { consent, memberOf, oauthOf, organizationsOf } from './consent.ts'
import { manifest } from './manifest.ts'
import { prepare } from './media.ts'
import { find, publish } from './posts.ts'
import { postRules } from './rules.ts'

const DAY_MS = 24 * 3_600_000
/** Videos may take minutes to be worked through. */
const AHEAD_MS = 15 * 60_000

/** LinkedIn's own API: an account is a member, or an organisation for which a member may post. */
export const linkedin: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),

    async connect({ externalId, credentials: { accessToken = '' } }) {
      const found = isPerson(externalId)
        ? await memberOf(outside, accessToken)
        : await organizationsOf(outside, accessToken)
      if ('kind' in found)
        return found.kind === 'limited'
          ? { kind: 'retry', reason: 'LinkedIn asks to wait until tomorrow.' }
          : found
      const same = [found].flat().find(({ urn }) => urn === externalId)
      if (same) return { kind: 'connected', name: same.name }
      return {
        kind: 'rejected',
        code: 'not_granted',
        reason: isOrganization(externalId)
          ? 'LinkedIn does not name you among those who post for this page.'
          : 'LinkedIn says that this token is another member’s.',
        advice: 'Connect it as somebody who administers it.',
      }
    },

    tokens: {
      // Access lives 60 days. A refresh token is good for a year from the consent, and refreshing does not extend that.
      refreshAheadMs: 5 * DAY_MS,
      refresh: ({ credentials }) => renew(oauthOf(outside), credentials),
    },

    posts: {
      rules: postRules,
      prepare: {
        kinds: ['image', 'video', 'document'],
        aheadMs: AHEAD_MS,
        step: (account, { media }, handle, intent) => prepare(outside, account, media, handle, intent),
      },
      publish: (account, post, intent, handle) => publish(outside, account, post, intent, handle),
      find: (account, since) => find(outside, account, since),
    },
  }),
}
