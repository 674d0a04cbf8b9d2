import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Http, HttpAnswer } from '../http.ts'

/** Reads or writes at Threads' API in an account's name. */
export const ask = (
  http: Http,
  { credentials: { accessToken = '' } }: Pick<ConnectedAccountRef, 'credentials'>,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<HttpAnswer> =>
  http({
    method: form ? 'POST' : 'GET',
    path: `/v1.0/${path}`,
    token: accessToken,
    ...(form ? { form: new URLSearchParams(form) } : {}),
  })

export const succeeded = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status === 200

/** Reads a time as Meta writes it, with a zone that has no colon. */
export const timeOf = (text: string): Date => new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
