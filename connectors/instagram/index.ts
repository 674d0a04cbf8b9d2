import type { PlatformFolder } from '../folder.ts'
import { connectBy } from '../meta/account.ts'
import { prepareContainers } from '../meta/containers.ts'
import { APP_ID } from '../meta/vars.ts'
import { consent } from './consent.ts'
import { containers } from './containers.ts'
import { failedHarmlessly } from './errors.ts'
import { manifest } from './manifest.ts'
import { find, publish } from './posts.ts'
import { postRules } from './rules.ts'
import { wireAccount } from './wire/answers.ts'

/** Reels may take minutes to be worked through. */
const AHEAD_MS = 15 * 60_000

/** Professional accounts of Instagram, by Facebook's login. */
export const instagram: PlatformFolder = {
  manifest,
  parts: (outside) => ({
    consent: consent(outside),
    // Meta counts the calls of an app together.
    credentialOf: () => `meta-app/${outside.settings[APP_ID] ?? ''}`,

    connect: (account) =>
      connectBy(outside, account, {
        fields: 'id,username',
        item: wireAccount,
        nameOf: ({ username }) => username,
        failed: failedHarmlessly,
      }),

    posts: {
      rules: postRules,
      prepare: {
        kinds: ['image', 'video'],
        aheadMs: AHEAD_MS,
        step: (account, post, handle, intent) =>
          prepareContainers(containers, outside, account, post, handle, intent),
      },
      publish: (account, post, _intent, handle) => publish(outside, account, post, handle),
      find: (account, since) => find(outside, account, since),
    },
  }),
}
