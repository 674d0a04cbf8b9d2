import type { ConnectedAccountRef, Outcome } from '#core/lib/connector.ts'
import { type Http, type HttpAnswer, unansweredWrite } from '../http.ts'
import { toOutcome } from './errors.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** Files of a call, by the name under which its parameters speak of them (`attach://name`). */
export type Files = Readonly<Record<string, { blob: Blob; name: string }>>

export interface Client {
  /** The method's parameters as JSON; with files as a form, in which anything but text is JSON. */
  call(method: string, parameters: Readonly<Record<string, unknown>>, files?: Files): Promise<HttpAnswer>
  bytes(filePath: string, maxBytes: number): Promise<HttpAnswer>
}

/** The token is part of every path: it is never logged, and taken out of every answer. */
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

/** A write that did not succeed. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  return answer.kind === 'answer' ? toOutcome(answer.body, answer.status, now) : unansweredWrite(answer)
}

/** What changes nothing that anybody sees, or changes it to the same again, can always be tried again. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'Telegram could not do it.' }
}

/** `@channel` as it is; anything else is a number. */
export const chatReference = (id: string) => (id.startsWith('@') ? id : Number(id))

/** From the id that we store, `chat:message`, or the message's alone. */
export const messageReference = (id: string) => Number(id.slice(id.lastIndexOf(':') + 1))
