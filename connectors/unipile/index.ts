import type { PlatformFolder } from '../folder.ts'
import { accountOf, actorsOf, consent } from './consent.ts'
import { manifest } from './manifest.ts'
import { find, publish } from './posts.ts'
import { postRules } from './rules.ts'

/** LinkedIn through Unipile, a service that keeps members' sessions: an account is a member, or a page that a member administers. */
export const unipile: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),

    async connect({ externalId, credentials: { accessToken = '' } }) {
      const account = await accountOf(outside, accessToken)
      if ('kind' in account)
        return account.kind === 'limited' ? { kind: 'retry', reason: 'Unipile asks to wait.' } : account
      const actor = actorsOf(accessToken, account).find((one) => one.externalId === externalId)
      if (actor) return { kind: 'connected', name: actor.name }
      return {
        kind: 'rejected',
        code: 'not_granted',
        reason: 'Unipile does not name it among those for whom this account acts.',
        advice: 'Connect it as somebody who administers it.',
      }
    },

    posts: {
      rules: postRules,
      publish: (account, post) => publish(outside, account, post),
      find: (account, since) => find(outside, account, since),
    },
  }),
}
