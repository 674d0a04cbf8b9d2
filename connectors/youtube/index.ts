import type { PlatformFolder } from '../folder.ts'
import { findReply, hide, list, reply } from './comments.ts'
import { channelsOf, consent, refresh } from './consent.ts'
import { CLIENT_ID, manifest } from './manifest.ts'
import { find, publish } from './posts.ts'
import { commentRules, postRules } from './rules.ts'
import { discard, prepare, quotasOf, quotasOfDiscard } from './upload.ts'

const MINUTE_MS = 60_000

/** YouTube: a channel, by the Data API. A post is one video, which lies there as private until its time. */
export const youtube: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),
    tokens: {
      // Access lives an hour.
      refreshAheadMs: 20 * MINUTE_MS,
      refresh: (account) => refresh(outside, account),
    },

    // All channels share the day's units of the project.
    credentialOf: () => `${manifest.id} ${outside.settings[CLIENT_ID] ?? ''}`,

    async connect(account) {
      const channels = await channelsOf(outside, account)
      if (!Array.isArray(channels))
        return channels.kind === 'limited' ? { kind: 'retry', reason: 'YouTube asks to wait.' } : channels
      const own = channels.find(({ id }) => id === account.externalId)
      if (own) return { kind: 'connected', name: own.name }
      return {
        kind: 'rejected',
        code: 'another_account',
        reason: 'This consent is for another channel.',
        advice: 'Connect it anew, and choose this channel on Google’s page.',
      }
    },

    posts: {
      rules: postRules,
      prepare: {
        kinds: ['video'],
        aheadMs: 30 * MINUTE_MS,
        quotas: quotasOf,
        step: (account, post, handle, intent) => prepare(outside, account, post, handle, intent),
        discard: {
          quotas: quotasOfDiscard,
          call: (account, handle) => discard(outside, account, handle),
        },
      },
      publish: (account, post, _intent, handle) => publish(outside, account, post, handle),
      find: (account, since) => find(outside, account, since),
    },

    comments: {
      rules: commentRules,
      list: (account, postId, cursor) => list(outside, account, postId, cursor),
      reply: (account, to, text) => reply(outside, account, to, text),
      find: (account, to, since) => findReply(outside, account, to, since),
      hide: (account, to, hidden) => hide(outside, account, to, hidden),
    },
  }),
}
