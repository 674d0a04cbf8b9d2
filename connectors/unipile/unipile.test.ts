import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { unipile } from './index.ts'
import { unipileBeyond } from './unipile.contract.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const problem = (status: number, type: string, detail = 'Words of Unipile') => ({
  status,
  body: { title: type, detail, type: `errors/${type}`, status },
})

/** By the `type` of the error alone: a 401 is the operator's key, or the person's session. */
const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [number, string])[]>> = {
  reauth: [
    [401, 'disconnected_account'],
    [401, 'expired_credentials'],
    [401, 'invalid_credentials'],
    [401, 'checkpoint_error'],
    [401, 'disconnected_feature'],
    [403, 'action_required'],
    [403, 'unknown_authentication_context'],
    [403, 'session_mismatch'],
    [403, 'account_mismatch'],
    [403, 'wrong_account'],
  ],
  limited: [
    [429, 'too_many_requests'],
    [422, 'limit_exceeded'],
    [422, 'cannot_resend_yet'],
    [403, 'account_restricted'],
  ],
  retry: [
    [401, 'missing_credentials'],
    [401, 'insufficient_privileges'],
    [503, 'no_client_session'],
    [503, 'service_unavailable'],
  ],
  // LinkedIn may have been reached: the account's posts are read before anything is sent again.
  unknown: [
    [500, 'unexpected_error'],
    [500, 'provider_error'],
    [503, 'network_down'],
    [504, 'request_timeout'],
    [500, 'something_new'],
  ],
  rejected: [
    [400, 'invalid_parameters'],
    [400, 'missing_parameters'],
    [400, 'malformed_request'],
    [400, 'content_too_large'],
    [403, 'feature_not_subscribed'],
    [403, 'subscription_required'],
    [403, 'resource_access_restricted'],
    [403, 'insufficient_permissions'],
    [404, 'resource_not_found'],
    [422, 'invalid_account'],
    [422, 'invalid_recipient'],
    [422, 'unprocessable_entity'],
  ],
}

connectorContract('Unipile', {
  folder: unipile,
  tells: [],
  account: {
    id: 'a',
    externalId: 'ACoAAcontract',
    credentials: { accessToken: 'account-of-the-contract' },
  },
  revoked: problem(401, 'disconnected_account'),
  permanent: problem(400, 'invalid_parameters'),
  serverError: 'unknown',
  serverErrorBody: problem(500, 'unexpected_error').body,
  takesAgain: (now) => new Date(now.getTime() + WAIT_WITHOUT_WORD_MS),
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      ([status, type]) =>
        [`${status} ${type} means ${means}`, problem(status, type), means as Outcome['kind']] as const,
    ),
  ),
  beyond: unipileBeyond,
})
