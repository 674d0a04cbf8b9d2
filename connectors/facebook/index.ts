import type { PlatformFolder } from '../folder.ts'
import { connectBy } from '../meta/account.ts'
import { APP_ID } from '../meta/vars.ts'
import { findReply, hide, like, list, reply, sendPrivately } from './comments.ts'
import { consent } from './consent.ts'
import { failedHarmlessly } from './errors.ts'
import { manifest } from './manifest.ts'
import { prepare } from './media.ts'
import { find, publish } from './posts.ts'
import { commentRules, PRIVATE_REPLY, postRules } from './rules.ts'
import { wirePage } from './wire/answers.ts'

/** Facebook pages, by Facebook's login. */
export const facebook: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),
    // Meta counts the calls of an app together.
    credentialOf: () => `meta-app/${outside.settings[APP_ID] ?? ''}`,

    connect: (account) =>
      connectBy(outside, account, {
        fields: 'id,name',
        item: wirePage,
        nameOf: ({ name }) => name,
        failed: failedHarmlessly,
      }),

    posts: {
      rules: postRules,
      prepare: {
        kinds: ['image', 'video'],
        aheadMs: 15 * 60_000,
        step: (account, post, handle, intent) => prepare(outside, account, post, handle, intent),
      },
      publish: (account, post, _intent, handle) => publish(outside, account, post, handle),
      find: (account, since) => find(outside, account, since),
    },

    comments: {
      rules: commentRules,
      list: (account, postId, cursor) => list(outside, account, postId, cursor),
      reply: (account, to, text) => reply(outside, account, to, text),
      find: (account, to, since) => findReply(outside, account, to, since),
      like: (account, to) => like(outside, account, to),
      hide: (account, to, hidden) => hide(outside, account, to, hidden),
      privateReply: {
        ...PRIVATE_REPLY,
        send: (account, to, text) => sendPrivately(outside, account, to, text),
      },
    },
  }),
}
