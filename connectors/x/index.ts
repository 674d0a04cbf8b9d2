import type { PlatformFolder } from '../folder.ts'
import { consent, ownerOf, refresh } from './consent.ts'
import { manifest } from './manifest.ts'
import { prepare } from './media.ts'
import { find, publish } from './posts.ts'
import { postRules } from './rules.ts'

/** Access lives two hours. */
const REFRESH_AHEAD_MS = 30 * 60_000
/** Videos may take minutes to be worked through. */
const AHEAD_MS = 15 * 60_000

/** X: an account of a person or a company, by version 2 of its API. */
export const x: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),

    async connect({ externalId, credentials: { accessToken = '' } }) {
      const owner = await ownerOf(outside, accessToken)
      if ('kind' in owner)
        return owner.kind === 'limited' ? { kind: 'retry', reason: 'X asks to wait.' } : owner
      if (owner.id === externalId) return { kind: 'connected', name: owner.name }
      return {
        kind: 'rejected',
        code: 'another_account',
        reason: 'X says that this token is of another account.',
        advice: 'Sign in there as this account, and connect it anew.',
      }
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
      publish: (account, post, intent, handle) => publish(outside, account, post, intent, handle),
      find: (account, since) => find(outside, account, since),
    },
  }),
}
