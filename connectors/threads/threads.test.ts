import { newId } from '#core/lib/kernel/ids.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { ANA, idOf, sendAs } from '../contract/stage.ts'
import { connectorContract } from '../contract.ts'
import { threads } from './index.ts'
import { prepared, threadsBeyond } from './threads.contract.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const refusal = (code: number, subcode?: number, message = 'Refused') => ({
  status: 400,
  body: {
    error: {
      ...{ message, type: 'OAuthException', code, fbtrace_id: 'A' },
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
    },
  },
})

const TABLE: Partial<
  Record<Outcome['kind'], readonly (readonly [number, (number | undefined)?, string?])[]>
> = {
  reauth: [[190, 463], [10], [200]],
  limited: [[4], [17], [32], [613]],
  retry: [[1], [2], [24, 4279009]],
  rejected: [
    [100, undefined, 'Param text must be at most 500 characters long.'],
    [100, undefined, 'THREADS_API__LINK_LIMIT_EXCEEDED'],
    [100, undefined, 'The media could not be fetched from this URI'],
    [100, 2207051],
    [4279013],
  ],
}

connectorContract('Threads', {
  folder: threads,
  tells: [],
  account: {
    id: 'a',
    externalId: '17841405793187218',
    credentials: { accessToken: 'THQtokenOfTheContract' },
  },
  takesIn: (stage, text) => prepared(stage, text.slice(0, 500), []),
  marks: 'threads_publish',
  revoked: refusal(190, 460, 'Error validating access token'),
  permanent: refusal(100, undefined, 'Invalid parameter'),
  serverError: 'unknown',
  serverErrorBody: refusal(2).body,
  takesAgain: (now) => new Date(now.getTime() + WAIT_WITHOUT_WORD_MS),
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      ([code, subcode, message]) =>
        [
          `${code}/${subcode ?? '–'} ${message ?? ''} means ${means}`,
          refusal(code, subcode, message),
          means as Outcome['kind'],
        ] as const,
    ),
  ),
  commenting: {
    marks: 'threads_publish',
    called: (name) => name.toLowerCase().replace(' ', '.'),
    post: async (stage) =>
      idOf(
        await sendAs('posts', stage.connector(), stage.account, { text: 'We are open.' }, { id: newId() }),
      ),
    async comment(stage, { postId, parentId }, { text, from = ANA }) {
      const inbound = { platform: 'threads', account: stage.account.externalId, from, text }
      const { id } = (await stage.control('POST', '/inbound', {
        ...inbound,
        replyTo: parentId ?? postId,
      })) as { id: string }
      return id
    },
  },
  listening: {
    creator: 'contract',
    say: async (stage, text) => {
      idOf(await sendAs('posts', stage.connector(), stage.account, { text }, { id: newId() }))
    },
  },
  beyond: threadsBeyond,
})
