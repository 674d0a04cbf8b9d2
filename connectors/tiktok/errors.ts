import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireFailure } from './wire/answers.ts'

export type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>
type Rule =
  | { means: 'retry' | 'reauth' }
  | { means: 'limited'; until: 'minute' | 'day'; scope: 'credential' | 'account' }
  | { means: 'rejected'; advice: string }

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000

const retry: Rule = { means: 'retry' }
const reauth: Rule = { means: 'reauth' }
const limited = (until: 'minute' | 'day', scope: 'credential' | 'account' = 'account'): Rule => ({
  means: 'limited',
  until,
  scope,
})
const rejected = (advice: string): Rule => ({ means: 'rejected', advice })

export const AGAIN = 'Try again: TikTok takes the files in anew.'
const FILE =
  'Save it anew (MP4 with H.264, 23 to 60 frames a second, 360 to 4096 pixels), and choose it again.'
const OTHER_AUDIENCE =
  'Disconnect the account, and connect it anew with another choice of who sees the posts.'
const STOPPED = 'Open TikTok as this account, do what it asks, and try again.'

/** Meanings of codes of errors and of reasons of failure. */
const MEANINGS: readonly [codes: readonly string[], rule: Rule][] = [
  [['internal_error', 'internal', 'video_pull_failed', 'photo_pull_failed'], retry],
  [['rate_limit_exceeded'], limited('minute')],
  [['spam_risk_too_many_posts', 'spam_risk_too_many_pending_share'], limited('day')],
  [['reached_active_user_cap'], limited('day', 'credential')],
  [['access_token_invalid', 'scope_not_authorized', 'scope_permission_missed', 'auth_removed'], reauth],
  [
    ['unaudited_client_can_only_post_to_private_accounts'],
    rejected('Set the account to private on TikTok, or wait until TikTok has audited the app.'),
  ],
  [
    ['url_ownership_unverified'],
    rejected('Whoever runs this installation has to verify the domain of CHORUS_PUBLIC_URL at TikTok.'),
  ],
  [['app_version_check_failed'], rejected('Update the TikTok app of this account, and try again.')],
  [['spam_risk_user_banned_from_posting', 'spam_risk'], rejected(STOPPED)],
  [['spam_risk_text'], rejected('Change the text.')],
  [['privacy_level_option_mismatch'], rejected(OTHER_AUDIENCE)],
  [['invalid_publish_id'], rejected(AGAIN)],
  [['file_format_check_failed', 'frame_rate_check_failed', 'picture_size_check_failed'], rejected(FILE)],
  [['duration_check_failed'], rejected('Shorten the video: TikTok has a longest length for each account.')],
]
const RULES = new Map(MEANINGS.flatMap(([codes, rule]) => codes.map((code) => [code, rule] as const)))

/** Returns what a code of an error, or a reason of a failure, means. */
function meaningOf(code: string, reason: string, now: Date): Outcome {
  const rule = RULES.get(code) ?? rejected('Change the post, and try again.')
  switch (rule.means) {
    case 'limited':
      return { kind: 'limited', until: untilOf(rule.until, now), scope: rule.scope }
    case 'rejected':
      return { kind: 'rejected', code, reason, advice: rule.advice }
    default:
      return { kind: rule.means, reason }
  }
}

/** A minute after midnight UTC for the next day, in case the clocks differ. */
const untilOf = (unit: 'minute' | 'day', now: Date): Date =>
  new Date(
    unit === 'minute'
      ? now.getTime() + WAIT_WITHOUT_WORD_MS
      : (Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS + MINUTE_MS,
  )

/** Returns the outcome of a write that did not succeed. TikTok's own error is unknown: the post may have been made before it. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status } = answer
  const error = parseAnswer(wireFailure, answer)?.error
  if (!error || status < 400 || error.code === 'ok')
    return { kind: 'unknown', reason: `TikTok answered ${status} in a form we do not know.` }
  const { code, message, log_id: logId } = error
  const words = `${message || code}`.slice(0, 300).replace(/[.\s]+$/, '')
  const reason = `TikTok says: “${words}”${logId ? ` (${logId})` : ''}.`
  return status >= 500 ? { kind: 'unknown', reason } : meaningOf(code, reason, now)
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'TikTok could not do it.' }
}

/** Returns what it means that a post has failed: nothing of it is shown. */
export function failedPost(failReason: string, now: Date): Refusal {
  const outcome = meaningOf(failReason, `TikTok did not publish it: ${failReason}.`, now)
  return outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected'
    ? outcome
    : { kind: 'retry', reason: `TikTok did not publish it: ${failReason}.` }
}

/** Returns the same where the name of the post is all that there is: it stays failed, and has to be taken in anew. */
export function failedForGood(failReason: string, now: Date): Refusal {
  const outcome = failedPost(failReason, now)
  if (outcome.kind === 'rejected') return outcome
  const reason = `TikTok did not publish it: ${failReason}.`
  return { kind: 'rejected', code: failReason, reason, advice: AGAIN }
}
