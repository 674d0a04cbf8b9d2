import { newId } from '#core/lib/kernel/ids.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { ANA, idOf, sendAs } from '../contract/stage.ts'
import { connectorContract } from '../contract.ts'
import { blueskyBeyond } from './bluesky.contract.ts'
import { bluesky } from './index.ts'

const refusal = (status: number, error: string, message: string) => ({ status, body: { error, message } })

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [number, string, string])[]>> = {
  reauth: [
    [400, 'ExpiredToken', 'Token has expired'],
    [400, 'ExpiredToken', 'Token has been revoked'],
    [400, 'InvalidToken', 'Token could not be verified'],
    [401, 'AuthenticationRequired', 'Invalid identifier or password'],
    [401, 'AuthMissing', 'Authentication Required'],
    [401, 'AuthFactorTokenRequired', 'A sign in code has been sent to your email address'],
    [401, 'SomethingNew', 'Not you'],
    [401, 'AccountTakedown', 'Account has been taken down'],
    [400, 'AccountDeactivated', 'Account is deactivated'],
  ],
  limited: [[429, 'RateLimitExceeded', 'Rate Limit Exceeded']],
  // They are looked for by their key before the same bytes are sent again.
  unknown: [
    [500, 'InternalServerError', 'Internal Server Error'],
    [502, 'UpstreamFailure', 'Upstream Failure'],
    [503, 'NotEnoughResources', 'Not Enough Resources'],
    [504, 'UpstreamTimeout', 'Upstream Timeout'],
  ],
  rejected: [
    [
      400,
      'InvalidRequest',
      'Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text',
    ],
    [
      400,
      'InvalidRequest',
      'Invalid app.bsky.feed.post record: blob too big (maximum 2000000, got 2500070) at $.record.embed',
    ],
    [400, 'InvalidRequest', 'Invalid record key for app.bsky.feed.post'],
    [413, 'PayloadTooLarge', 'request entity too large'],
    [400, 'BlockedActor', 'Actor is blocked'],
  ],
}

const errors = Object.entries(TABLE).flatMap(([means, rows]) =>
  rows.map(
    ([status, error, message]) =>
      [
        `${status} ${error} ${message} means ${means}`,
        refusal(status, error, message),
        means as Outcome['kind'],
      ] as const,
  ),
)

connectorContract('Bluesky', {
  folder: bluesky,
  tells: [],
  account: {
    id: 'a',
    externalId: 'did:plc:contractcontractcontract',
    credentials: { appPassword: 'abcd-efgh-ijkl-mnop' },
  },
  secret: 'appPassword',
  revoked: refusal(400, 'ExpiredToken', 'Token has been revoked'),
  permanent: refusal(400, 'InvalidRequest', 'Invalid app.bsky.feed.post record'),
  serverError: 'unknown',
  serverErrorBody: { error: 'InternalServerError', message: 'Internal Server Error' },
  errors,
  commenting: {
    post: async (stage) =>
      idOf(
        await sendAs('posts', stage.connector(), stage.account, { text: 'We are open.' }, { id: newId() }),
      ),
    async comment(stage, { postId, parentId }, { text, from = ANA }) {
      const inbound = { platform: 'bluesky', account: stage.account.externalId, from, text }
      const { id } = (await stage.control('POST', '/inbound', {
        ...inbound,
        replyTo: parentId ?? postId,
      })) as {
        id: string
      }
      return id
    },
  },
  listening: {
    creator: 'practice-contra.bsky.social',
    say: async (stage, text) => {
      idOf(await sendAs('posts', stage.connector(), stage.account, { text }, { id: newId() }))
    },
  },
  beyond: blueskyBeyond,
})
