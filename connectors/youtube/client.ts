import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Http, HttpAnswer } from '../http.ts'

/** Reads or writes at YouTube's Data API in an account's name. `path` is what follows the version. */
export const ask = (
  http: Http,
  { credentials: { accessToken = '' } }: Pick<ConnectedAccountRef, 'credentials'>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  json?: unknown,
): Promise<HttpAnswer> =>
  http({
    method,
    path: `/youtube/v3/${path}`,
    token: accessToken,
    ...(json === undefined ? {} : { json }),
  })

export const succeeded = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status >= 200 && answer.status < 300
