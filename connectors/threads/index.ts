import type { PlatformFolder } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { prepareContainers } from '../meta/containers.ts'
import { ask, succeeded } from './client.ts'
import { hide, list, reply } from './comments.ts'
import { consent, refresh } from './consent.ts'
import { containers } from './containers.ts'
import { failedHarmlessly } from './errors.ts'
import { listenRules, read } from './listen.ts'
import { manifest } from './manifest.ts'
import { ownSince, publish } from './posts.ts'
import { commentRules, postRules } from './rules.ts'
import { wireProfile } from './wire/answers.ts'

const DAY_MS = 24 * 3_600_000

/** Threads, by its own login: posts are made in containers. */
export const threads: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),
    tokens: {
      // Tokens live sixty days, and an expired one cannot be renewed.
      refreshAheadMs: 15 * DAY_MS,
      refresh: (account) => refresh(outside, account),
    },

    async connect(account) {
      const answer = await ask(outside.http, account, 'me?fields=id,username')
      const found = succeeded(answer) ? parseAnswer(wireProfile, answer) : null
      if (found && found.id !== account.externalId)
        return {
          kind: 'rejected',
          code: 'another_account',
          reason: `The token is of ${found.username}.`,
          advice: 'Connect the account anew.',
        }
      if (found) return { kind: 'connected', name: found.username }
      const refused = failedHarmlessly(answer, outside.now())
      return refused.kind === 'limited' ? { kind: 'retry', reason: 'Threads asks to wait.' } : refused
    },

    posts: {
      rules: postRules,
      prepare: {
        kinds: ['image', 'video'],
        aheadMs: 15 * 60_000,
        step: (account, post, handle, intent) =>
          prepareContainers(containers, outside, account, post, handle, intent),
      },
      publish: (account, post, _intent, handle) => publish(outside, account, post, handle),
      find: (account, since) => ownSince(outside, account, 'threads', since),
    },

    comments: {
      rules: commentRules,
      list: (account, postId, cursor) => list(outside, account, postId, cursor),
      reply: (account, to, text) => reply(outside, account, to, text),
      find: (account, to, since) =>
        ownSince(outside, account, 'replies', since, ({ replied_to }) => replied_to?.id === to.id),
      hide: (account, to, hidden) => hide(outside, account, to, hidden),
    },

    listen: {
      ...listenRules,
      read: (account, { name }, cursor) => read(outside, account, name, cursor),
    },
  }),
}
