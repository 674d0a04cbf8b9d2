import { newId } from '#core/lib/kernel/ids.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { ANA, idOf, sendAs } from '../contract/stage.ts'
import { connectorContract } from '../contract.ts'
import { mastodon } from './index.ts'
import { mastodonBeyond } from './mastodon.contract.ts'

const refusal = (status: number, error: string) => ({ status, body: { error } })

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [number, string])[]>> = {
  reauth: [
    [401, 'The access token is invalid'],
    [401, 'The access token was revoked'],
    [401, 'This API requires an authenticated user'],
    [403, 'This action is outside the authorized scopes'],
    [403, 'Your login is currently disabled'],
  ],
  limited: [[429, 'Too many requests']],
  retry: [[422, 'Validation failed: Cannot attach files that have not finished processing.']],
  // The post may have been made before: it is looked for, and then sent again under its key.
  unknown: [
    [500, 'We are sorry, but something went wrong on our end'],
    [503, 'Remote data could not be fetched'],
    [503, 'There was a temporary problem serving your request, please try again'],
  ],
  rejected: [
    [422, 'Validation failed: Text character limit of 500 exceeded'],
    [422, "Validation failed: Text can't be blank"],
    [404, 'Record not found'],
    [400, 'Bad request'],
    [410, 'Gone'],
  ],
}

connectorContract('Mastodon', {
  folder: mastodon,
  tells: [],
  account: {
    id: 'a',
    externalId: 'contract@mastodon.example',
    credentials: { accessToken: 'token-of-the-contract' },
  },
  revoked: refusal(401, 'The access token was revoked'),
  permanent: refusal(422, 'Validation failed: Text is wrong'),
  serverError: 'unknown',
  serverErrorBody: { error: 'We are sorry, but something went wrong on our end' },
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      ([status, error]) =>
        [`${status} ${error} means ${means}`, refusal(status, error), means as Outcome['kind']] as const,
    ),
  ),
  commenting: {
    post: async (stage) =>
      idOf(
        await sendAs('posts', stage.connector(), stage.account, { text: 'We are open.' }, { id: newId() }),
      ),
    async comment(stage, { postId, parentId }, { text, from = ANA }) {
      const inbound = { platform: 'mastodon', account: stage.account.externalId, from, text }
      const { id } = (await stage.control('POST', '/inbound', {
        ...inbound,
        replyTo: parentId ?? postId,
      })) as { id: string }
      return id
    },
  },
  listening: {
    creator: 'contract@mastodon.example',
    say: async (stage, text) => {
      idOf(await sendAs('posts', stage.connector(), stage.account, { text }, { id: newId() }))
    },
  },
  beyond: mastodonBeyond,
})
