import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { tiktok } from './index.ts'
import { photosTakenIn, tiktokBeyond } from './tiktok.contract.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'

const refusal = (status: number, code: string) => ({
  status,
  body: { error: { code, message: 'Words of TikTok', log_id: '202612010000000000000000000000' } },
})

const TABLE: Partial<Record<Outcome['kind'], readonly (readonly [status: number, code: string])[]>> = {
  retry: [[400, 'internal_error']],
  // The post may have been made before: it is looked for before it is sent again.
  unknown: [
    [500, 'internal_error'],
    [503, 'service_unavailable'],
    [200, 'ok'],
  ],
  limited: [
    [429, 'rate_limit_exceeded'],
    [403, 'spam_risk_too_many_posts'],
    [403, 'spam_risk_too_many_pending_share'],
    [403, 'reached_active_user_cap'],
  ],
  reauth: [
    [401, 'access_token_invalid'],
    [401, 'scope_not_authorized'],
    [401, 'scope_permission_missed'],
  ],
  rejected: [
    [403, 'unaudited_client_can_only_post_to_private_accounts'],
    [403, 'url_ownership_unverified'],
    [403, 'app_version_check_failed'],
    [403, 'spam_risk_user_banned_from_posting'],
    [403, 'spam_risk'],
    [403, 'spam_risk_text'],
    [400, 'invalid_params'],
    [400, 'privacy_level_option_mismatch'],
    [400, 'invalid_publish_id'],
    [400, 'file_format_check_failed'],
    [400, 'duration_check_failed'],
    [400, 'frame_rate_check_failed'],
    [400, 'picture_size_check_failed'],
  ],
}

connectorContract('TikTok', {
  folder: tiktok,
  tells: [],
  account: {
    id: 'a',
    externalId: '-000zCxKpd4J1Vx',
    credentials: { accessToken: 'act.token-of-the-contract', audience: 'everyone' },
  },
  takesIn: photosTakenIn,
  marks: 'content/init',
  revoked: refusal(401, 'access_token_invalid'),
  permanent: refusal(400, 'invalid_params'),
  serverError: 'unknown',
  serverErrorBody: refusal(500, 'internal_error').body,
  takesAgain: (now) => new Date(now.getTime() + WAIT_WITHOUT_WORD_MS),
  errors: Object.entries(TABLE).flatMap(([means, rows]) =>
    rows.map(
      ([status, code]) =>
        [`${status} ${code} means ${means}`, refusal(status, code), means as Outcome['kind']] as const,
    ),
  ),
  beyond: tiktokBeyond,
})
