import type { ConnectedAccountRef, Outcome } from '#core/lib/platform/connector.ts'
import { type Http, type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { toOutcome } from './errors.ts'
import { GRAPH_VERSION, wireFailure } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>
type Answered = Extract<HttpAnswer, { kind: 'answer' }>

/** Calls of the Graph API in the name of one account. */
export interface Client {
  get(path: string): Promise<HttpAnswer>
  post(path: string, body: { json: unknown } | { form: FormData }): Promise<HttpAnswer>
  /** Downloads from an address that the API gave. */
  bytes(url: string, origins: readonly string[], maxBytes: number): Promise<HttpAnswer>
}

export function graph(http: Http, { credentials }: ConnectedAccountRef): Client {
  const { accessToken: token = '' } = credentials
  const versioned = (path: string) => `/${GRAPH_VERSION}/${path}`
  return {
    get: (path) => http({ method: 'GET', path: versioned(path), token }),
    post: (path, body) => http({ method: 'POST', path: versioned(path), token, ...body }),
    bytes: (url, origins, bytesMax) => http({ method: 'GET', url, origins, token, bytesMax }),
  }
}

/** Maps an unsuccessful answer to an outcome: `unknown` when it is not in the platform's own form. */
export function failureOf({ status, body }: Answered, now: Date): Outcome {
  const error = parseAnswer(wireFailure, { body })?.error
  if (!error) return { kind: 'unknown', reason: `WhatsApp answered ${status} in a form we do not know.` }
  const reason = `WhatsApp ${error.code}: ${error.error_data?.details ?? error.message}`
  return toOutcome(error.code, reason, now)
}

/** Returns the outcome of a failed send. Without an answer, or after a server error with any code, it may have been done. */
export function failedSend(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const outcome = failureOf(answer, now)
  if (answer.status < 500 || outcome.kind === 'unknown') return outcome
  const reason = 'reason' in outcome ? outcome.reason : `WhatsApp answered ${answer.status}.`
  return { kind: 'unknown', reason }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing visible, or makes the same change again. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  if (answer.kind !== 'answer') return { kind: 'retry', reason: answer.reason }
  const outcome = failureOf(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'WhatsApp could not do it.' }
}
