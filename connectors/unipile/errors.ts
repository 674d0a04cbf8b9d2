import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireProblem } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

const NO_ADVICE = 'Correct it before sending again.'

/** Maps an error by its `type`: a 401 may be the operator's key or the person's session. */
const OUR_KEY = ['missing_credentials', 'insufficient_privileges']
const RECONNECT = [
  ...['disconnected_account', 'expired_credentials', 'invalid_credentials', 'checkpoint_error'],
  ...['disconnected_feature', 'action_required', 'unknown_authentication_context', 'session_mismatch'],
  ...['account_mismatch', 'wrong_account'],
]
const NEXT_DAY = ['limit_exceeded', 'cannot_resend_yet', 'account_restricted']
/** Nothing has reached LinkedIn. */
const NOT_DONE = ['no_client_session', 'service_unavailable']
/** LinkedIn may have been reached: Unipile has no key of ours by which a second try could be told from the first. */
const MAY_BE_DONE = ['unexpected_error', 'provider_error', 'network_down', 'request_timeout']
const ADVICE: Readonly<Record<string, string>> = {
  content_too_large: 'Shorten the text, or choose smaller pictures.',
  insufficient_permissions: 'Check that you still administer this page, and connect the account again.',
  resource_access_restricted: 'Check that you still administer this page, and connect the account again.',
  feature_not_subscribed: 'The operator’s plan at Unipile does not include this.',
  subscription_required: 'The operator’s plan at Unipile does not include this.',
}

/** Returns the outcome of a write that did not succeed. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const problem = answer.status >= 400 ? parseAnswer(wireProblem, answer) : null
  if (!problem)
    return { kind: 'unknown', reason: `Unipile answered ${answer.status} in a form we do not know.` }
  const type = problem.type.replace(/^errors\//, '')
  const said = (problem.detail ?? problem.title).slice(0, 300).replace(/[.\s]+$/, '')
  const reason = `Unipile says: “${said}”.`
  if (OUR_KEY.includes(type))
    return { kind: 'retry', reason: 'Unipile does not take the key that the operator has set.' }
  if (RECONNECT.includes(type)) return { kind: 'reauth', reason }
  if (type === 'too_many_requests')
    return { kind: 'limited', until: new Date(now.getTime() + WAIT_WITHOUT_WORD_MS), scope: 'account' }
  if (NEXT_DAY.includes(type)) return { kind: 'limited', until: nextUtcDay(now), scope: 'account' }
  if (NOT_DONE.includes(type)) return { kind: 'retry', reason }
  if (MAY_BE_DONE.includes(type) || answer.status >= 500) return { kind: 'unknown', reason }
  return { kind: 'rejected', code: type, reason, advice: ADVICE[type] ?? NO_ADVICE }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'Unipile could not do it.' }
}

const nextUtcDay = (now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
