import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Http, HttpAnswer } from '../http.ts'
import { GRAPH_VERSION } from './unverified.ts'

/** Reads or writes at the Graph API with an account's token. */
export const graph = (
  http: Http,
  token: string,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<HttpAnswer> =>
  http({
    method: form ? 'POST' : 'GET',
    path: `/${GRAPH_VERSION}/${path}`,
    token,
    ...(form ? { form: new URLSearchParams(form) } : {}),
  })

export const tokenOf = ({ credentials: { accessToken = '' } }: ConnectedAccountRef): string => accessToken

export const succeeded = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status === 200
