import type { PlatformFolder } from '../folder.ts'
import { chosenOf, isOwnerOnly } from './audience.ts'
import { creatorOf } from './client.ts'
import { consent, ownerOf, refresh } from './consent.ts'
import { manifest } from './manifest.ts'
import { prepare } from './media.ts'
import { find, publish } from './posts.ts'
import { postRules } from './rules.ts'

/** Access lives two hours. */
const REFRESH_AHEAD_MS = 30 * 60_000
/** An upload is good for an hour: it begins no earlier than it needs. */
const AHEAD_MS = 5 * 60_000

/** TikTok: an account's videos and photos, by the Content Posting API. */
export const tiktok: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),

    async connect(account) {
      const { externalId, credentials } = account
      const owner = await ownerOf(outside, credentials.accessToken ?? '')
      if ('kind' in owner)
        return owner.kind === 'limited' ? { kind: 'retry', reason: 'TikTok asks to wait.' } : owner
      if (owner.id !== externalId)
        return {
          kind: 'rejected',
          code: 'another_account',
          reason: 'TikTok says that this token is of another account.',
          advice: 'Sign in there as this account, and connect it anew.',
        }
      // An account that may not post today can be connected all the same: each post asks again.
      const creator = await creatorOf(outside, account)
      const chosen = 'failed' in creator ? null : chosenOf(credentials, creator.ok)
      if (chosen && 'kind' in chosen && chosen.kind === 'rejected') return chosen
      return { kind: 'connected', name: owner.name, limits: { ownerOnly: isOwnerOnly(credentials) } }
    },

    tokens: {
      refreshAheadMs: REFRESH_AHEAD_MS,
      refresh: ({ credentials }) => refresh(outside, credentials),
    },

    posts: {
      rules: postRules,
      prepare: {
        kinds: ['image', 'video'],
        aheadMs: AHEAD_MS,
        step: (account, post, handle, intent) => prepare(outside, account, post, handle, intent),
      },
      publish: (account, post, intent, handle, files = []) =>
        publish(outside, account, post, intent, handle, files),
      find: (account, _since, { id }, handle) => find(outside, account, id, handle),
    },
  }),
}
