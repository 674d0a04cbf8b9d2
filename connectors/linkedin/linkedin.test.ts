import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { linkedin } from './index.ts'
import { linkedinBeyond } from './linkedin.contract.ts'

const refusal = (status: number, code: string, message: string) => ({
  status,
  body: { status, code, message },
})

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [number, string, string])[]>> = {
  reauth: [
    [401, 'INVALID_ACCESS_TOKEN', 'Invalid access token'],
    [401, 'REVOKED_ACCESS_TOKEN', 'The token has been revoked by the user'],
    [401, 'EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired'],
  ],
  limited: [[429, 'TOO_MANY_REQUESTS', 'Resource level throttle limit for calls is reached']],
  // They may have been done: an organisation's post is looked for before it is sent again.
  unknown: [
    [500, 'INTERNAL_SERVER_ERROR', 'Internal Server Error'],
    [502, 'BAD_GATEWAY', 'Bad Gateway'],
    [503, 'SERVICE_UNAVAILABLE', 'Service Unavailable'],
    [504, 'GATEWAY_TIMEOUT', 'Gateway Timeout'],
  ],
  rejected: [
    [400, 'ILLEGAL_ARGUMENT', 'The field author is not valid'],
    [403, 'ACCESS_DENIED', 'Not enough permissions to access: posts.CREATE'],
    [404, 'NOT_FOUND', 'Not found'],
    [409, 'CONFLICT', 'Conflict'],
    [409, 'DUPLICATE_POST', 'Content is a duplicate'],
    [413, 'CONTENT_TOO_LARGE', 'Request entity too large'],
    [422, 'VALIDATION_FAILED', 'commentary is not valid'],
    [426, 'NONEXISTENT_VERSION', 'Requested version 20251101 is not active'],
  ],
}

const errors = Object.entries(TABLE).flatMap(([means, rows]) =>
  rows.map(
    ([status, code, message]) =>
      [`${status} ${code} means ${means}`, refusal(status, code, message), means as Outcome['kind']] as const,
  ),
)

connectorContract('LinkedIn', {
  folder: linkedin,
  tells: [],
  account: {
    id: 'a',
    externalId: 'urn:li:organization:5515715',
    credentials: { accessToken: 'token-of-the-contract' },
  },
  revoked: refusal(401, 'REVOKED_ACCESS_TOKEN', 'The token has been revoked by the user'),
  permanent: refusal(422, 'VALIDATION_FAILED', 'commentary is not valid'),
  serverError: 'unknown',
  serverErrorBody: { status: 500, code: 'INTERNAL', message: 'Internal Server Error' },
  takesAgain: (now) => new Date(new Date(now).setUTCHours(24, 0, 0, 0)),
  errors,
  beyond: linkedinBeyond,
})
