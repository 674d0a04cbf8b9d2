import { newId } from '#core/lib/kernel/ids.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { ANA, idOf, sendAs } from '../contract/stage.ts'
import { connectorContract } from '../contract.ts'
import { facebookBeyond } from './facebook.contract.ts'
import { facebook } from './index.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const refusal = (code: number, subcode?: number, message = 'Words of Meta') => ({
  status: 400,
  body: {
    error: { message, type: 'OAuthException', code, ...(subcode ? { error_subcode: subcode } : {}) },
  },
})

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [code: number, subcode?: number])[]>> = {
  // A post has no key of its own: what may have been made is looked for.
  unknown: [[1], [2], [1, 1363047], [2, 1609010]],
  limited: [[4], [17], [32], [613], [80001], [1, 1390008], [368]],
  reauth: [
    ...([
      [190, 458],
      [190, 459],
      [190, 460],
      [190, 463],
      [190, 464],
      [190, 467],
      [190, 492],
    ] as const),
    ...([[102], [100, 1404078], [3], [10], [200], [210], [283], [298]] as const),
  ],
  rejected: [
    ...([[100], [100, 33], [506], [803], [1, 1366046], [100, 1366051], [100, 1346003]] as const),
    ...([
      [1, 1404102],
      [368, 1404006],
      [368, 1404112],
      [100, 1609008],
      [100, 2061006],
      [1, 2069019],
      [1, 1349125],
    ] as const),
  ],
}

connectorContract('Facebook', {
  folder: facebook,
  tells: [],
  account: {
    id: 'a',
    externalId: '102938475610293',
    credentials: { accessToken: 'EAAtokenOfTheContract' },
  },
  revoked: refusal(190, 460, 'The session has been invalidated'),
  permanent: refusal(100, 1349125, 'The content is not allowed'),
  serverError: 'unknown',
  serverErrorBody: refusal(2).body,
  takesAgain: (now) => new Date(now.getTime() + WAIT_WITHOUT_WORD_MS),
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      ([code, subcode]) =>
        [
          `${code}/${subcode ?? '–'} means ${means}`,
          refusal(code, subcode),
          means as Outcome['kind'],
        ] as const,
    ),
  ),
  commenting: {
    post: async (stage) =>
      idOf(
        await sendAs(
          'posts',
          stage.connector(),
          stage.account,
          { text: `We are open. ${newId()}` },
          { id: newId() },
        ),
      ),
    async comment(stage, { postId, parentId }, { text, from = ANA }) {
      const inbound = { platform: 'facebook', account: stage.account.externalId, from, text }
      const { id } = (await stage.control('POST', '/inbound', {
        ...inbound,
        replyTo: parentId ?? postId,
      })) as { id: string }
      return id
    },
  },
  beyond: facebookBeyond,
})
