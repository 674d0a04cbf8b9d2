import type { Connector } from '#core/lib/platform/connector.ts'
import type { Outside, PlatformFolder } from '../folder.ts'
import { domainOf, instanceOf, ownerOf, wholeName } from './accounts.ts'
import { comment, like as likePost } from './actions.ts'
import { clientOf } from './client.ts'
import { findReply, like, list, reply } from './comments.ts'
import { consent } from './consent.ts'
import { failedHarmlessly } from './errors.ts'
import { read } from './listen.ts'
import { manifest } from './manifest.ts'
import { prepare } from './media.ts'
import { find, publish } from './posts.ts'
import { actionRules, commentRules, limitsOf, listenQuotas, postRules } from './rules.ts'

/** Videos are worked through for minutes. */
const AHEAD_MS = 15 * 60_000

/** Mastodon: an account on one of many servers, each with its own limits. */
export const mastodon: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),
    connect: connect(outside),
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
    comments: {
      rules: commentRules,
      list: (account, postId) => list(outside, account, postId),
      reply: (account, to, text, intent) => reply(outside, account, to, { text, intent }),
      find: (account, to, since) => findReply(outside, account, to, since),
      like: (account, to) => like(outside, account, to),
    },
    actions: {
      rules: actionRules,
      like: (account, post) => likePost(outside, account, post),
      comment: (account, post, text, intent) => comment(outside, account, post, { text, intent }),
    },
    listen: {
      kinds: ['hashtag', 'creator'],
      quotas: listenQuotas,
      read: (account, sought, cursor) => read(outside, account, sought, cursor),
    },
  }),
}

/** Confirms an account, and reads the limits of its server. */
const connect =
  (outside: Outside): Connector['connect'] =>
  async (account) => {
    const { server } = account.credentials
    const refused = (answer: Parameters<typeof failedHarmlessly>[0]) => {
      const outcome = failedHarmlessly(answer, outside.now())
      return outcome.kind === 'limited'
        ? { kind: 'retry' as const, reason: 'The server asks to wait.' }
        : outcome
    }
    const instance = await instanceOf(outside, account.credentials)
    if ('failed' in instance) return refused(instance.failed)
    const owner = await ownerOf(clientOf(outside, account))
    if ('failed' in owner) return refused(owner.failed)
    const externalId = wholeName(owner.ok.acct, domainOf(outside, server, instance.ok))
    if (externalId !== account.externalId)
      return {
        kind: 'rejected',
        code: 'another_account',
        reason: `The token is of ${externalId}.`,
        advice: 'Connect the account anew.',
      }
    return { kind: 'connected', name: owner.ok.display_name || externalId, limits: limitsOf(instance.ok) }
  }
