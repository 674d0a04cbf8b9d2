import type { ConnectedAccountRef, Outcome } from '#core/lib/platform/connector.ts'
import { type Http, type HttpAnswer, unansweredWrite } from '../http.ts'
import { toOutcome } from './errors.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** Files of a call, by the name that its parameters use for them (`attach://name`). */
export type Files = Readonly<Record<string, { blob: Blob; name: string }>>

export interface Client {
  /** Sends the method's parameters as JSON, or with files as a form, in which everything but text is JSON. */
  call(method: string, parameters: Readonly<Record<string, unknown>>, files?: Files): Promise<HttpAnswer>
  bytes(filePath: string, maxBytes: number): Promise<HttpAnswer>
}

/** Makes a client for one bot. The token is part of every path: it is never logged, and removed from every answer. */
export function bot(http: Http, { credentials }: ConnectedAccountRef): Client {
  const { accessToken: secret = '' } = credentials
  return {
    call(method, parameters, files) {
      const path = `/bot${secret}/${method}`
      return files && Object.keys(files).length > 0
        ? http({ method: 'POST', path, secret, form: toForm(parameters, files) })
        : http({ method: 'POST', path, secret, json: parameters })
    },
    bytes: (filePath, bytesMax) =>
      http({ method: 'GET', path: `/file/bot${secret}/${encodeURI(filePath)}`, secret, bytesMax }),
  }
}

function toForm(parameters: Readonly<Record<string, unknown>>, files: Files): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  for (const [name, { blob, name: fileName }] of Object.entries(files)) form.set(name, blob, fileName)
  return form
}

/** Returns the outcome of a write that did not succeed. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  return answer.kind === 'answer' ? toOutcome(answer.body, answer.status, now) : unansweredWrite(answer)
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing visible, or makes the same change again. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'Telegram could not do it.' }
}

/** Keeps `@channel`; turns any other id into a number. */
export const chatReference = (id: string) => (id.startsWith('@') ? id : Number(id))

/** Reads Telegram's message id from the id that we store, `chat:message`, or from a message id alone. */
export const messageReference = (id: string) => Number(id.slice(id.lastIndexOf(':') + 1))
