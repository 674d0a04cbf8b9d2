import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { x } from './index.ts'
import { xBeyond } from './x.contract.ts'

const refusal = (status: number, title: string, detail: string) => ({
  status,
  body: { title, detail, status, type: 'about:blank' },
})
const old = (status: number, code: number, message: string) => ({
  status,
  body: { errors: [{ code, message }] },
})

const TABLE: Partial<Record<Outcome['kind'], readonly ReturnType<typeof refusal | typeof old>[]>> = {
  reauth: [
    refusal(401, 'Unauthorized', 'Unauthorized'),
    refusal(403, 'Unsupported Authentication', 'Authenticating with OAuth 2.0 Application-Only is forbidden'),
  ],
  limited: [refusal(429, 'Too Many Requests', 'Too Many Requests'), old(429, 88, 'Rate limit exceeded')],
  // The post may have been made before: it is looked for before it is sent again.
  unknown: [
    refusal(500, 'Internal Server Error', 'Something went wrong'),
    refusal(502, 'Bad Gateway', 'Bad gateway'),
    old(503, 130, 'Over capacity'),
    refusal(504, 'Gateway Timeout', 'Gateway timeout'),
  ],
  rejected: [
    refusal(400, 'Invalid Request', 'One or more parameters to your request was invalid.'),
    refusal(402, 'Payment Required', 'Your account does not have any credits to fulfill this request.'),
    refusal(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
    refusal(403, 'Forbidden', 'You are not permitted to perform this action.'),
    old(403, 326, 'To protect our users, this account is temporarily locked.'),
    refusal(404, 'Not Found Error', 'Could not find tweet'),
    refusal(429, 'UsageCapExceeded', 'Usage cap exceeded: Monthly product cap'),
  ],
}

connectorContract('X', {
  folder: x,
  tells: [],
  account: { id: 'a', externalId: '2244994945', credentials: { accessToken: 'token-of-the-contract' } },
  revoked: refusal(401, 'Unauthorized', 'Unauthorized'),
  permanent: refusal(400, 'Invalid Request', 'One or more parameters to your request was invalid.'),
  serverError: 'unknown',
  serverErrorBody: { title: 'Internal Server Error', detail: 'Something went wrong', status: 500 },
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      (row, n) =>
        [
          `${row.status} ${n} ${JSON.stringify(row.body).slice(0, 60)} means ${means}`,
          row,
          means as Outcome['kind'],
        ] as const,
    ),
  ),
  beyond: xBeyond,
})
