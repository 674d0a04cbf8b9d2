import type { PlatformFolder } from '../folder.ts'
import { comment, like as likePost } from './actions.ts'
import { like, list, reply } from './comments.ts'
import { listenRules, read } from './listen.ts'
import { manifest } from './manifest.ts'
import { find, publish } from './posts.ts'
import { actionRules, commentRules, postRules } from './rules.ts'
import { connect, refresh } from './session.ts'

/** Bluesky (AT Protocol): an account is a repository on its server, and a post is a record in it. */
export const bluesky: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    connect: (account) => connect(outside, account),
    tokens: {
      // A session lives two hours.
      refreshAheadMs: 30 * 60_000,
      refresh: (account) => refresh(outside, account),
    },
    posts: {
      rules: postRules,
      publish: (account, post, intent) => publish(outside, account, post, intent),
      find: (account, _since, intent) => find(outside, account, intent),
    },
    listen: {
      ...listenRules,
      read: (account, sought, cursor) => read(outside, account, sought, cursor),
    },
    actions: {
      rules: actionRules,
      like: (account, post, intent) => likePost(outside, account, post, intent),
      comment: (account, post, text, intent) => comment(outside, account, post, { text, intent }),
    },
    comments: {
      rules: commentRules,
      list: (account, postId) => list(outside, account, postId),
      reply: (account, to, text, intent) => reply(outside, account, to, { text, intent }),
      find: (account, _to, _since, intent) => find(outside, account, intent),
      like: (account, to, intent) => like(outside, account, to, intent),
    },
  }),
}
