import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { instagram } from './index.ts'
import { instagramBeyond, takenIn } from './instagram.contract.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const refusal = (code: number, subcode?: number, message = 'Words of Meta') => ({
  status: 400,
  body: {
    error: { message, type: 'OAuthException', code, ...(subcode ? { error_subcode: subcode } : {}) },
  },
})

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [code: number, subcode?: number])[]>> = {
  retry: [[1], [2], [-1, 2207001], [-2, 2207003], [9007, 2207027]],
  limited: [[4], [17], [32], [613], [80002], [9, 2207042], [4, 2207051]],
  reauth: [[190, 458], [190, 460], [190, 463], [190, 464], [190, 467], [100, 33], [10], [200], [299]],
  rejected: [
    ...([
      [-2, 2207020],
      [-1, 2207032],
      [-1, 2207053],
      [100, 2207006],
      [100, 2207008],
      [100, 2207082],
    ] as const),
    ...([
      [25, 2207050],
      [36000, 2207004],
      [36001, 2207005],
      [36003, 2207009],
      [36004, 2207010],
    ] as const),
    ...([[352, 2207026], [1, 2207057], [9004, 2207052], [100, 2207023], [100, 2207028], [100]] as const),
  ],
}

connectorContract('Instagram', {
  folder: instagram,
  tells: [],
  account: {
    id: 'a',
    externalId: '17841405726653026',
    credentials: { accessToken: 'EAAtokenOfTheContract' },
  },
  takesIn: takenIn,
  marks: 'media_publish',
  revoked: refusal(190, 460, 'The session has been invalidated'),
  permanent: refusal(36003, 2207009, 'The aspect ratio is not supported'),
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
  beyond: instagramBeyond,
})
