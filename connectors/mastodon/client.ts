import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import type { Http, HttpAnswer, HttpRequest } from '../http.ts'

/** Calls of an account's server, in its name. */
export type Client = (request: Call) => Promise<HttpAnswer>

export interface Call extends Pick<HttpRequest, 'method' | 'json' | 'form' | 'headers'> {
  path: string
}

/** Returns calls of a server; without an address, and at the installation's own, of that one. */
export function serverAt(outside: Outside, server: string | undefined): Http {
  if (server === undefined) return outside.http
  if (!isOwn(outside, server))
    return server.startsWith('https://')
      ? outside.httpAt(server)
      : async () => ({ kind: 'unsent', reason: 'A server is called by https only.' })
  return (request) => {
    if (!('path' in request)) return outside.http(request)
    const { path, ...rest } = request
    return outside.http({ ...rest, url: server + path, origins: [] })
  }
}

/** Tests whether a server stands where the installation's own does: no address that anybody gave is called then. */
const isOwn = ({ apiUrl }: Outside, server: string): boolean =>
  URL.parse(server)?.origin === new URL(apiUrl).origin

/** Returns the server that is meant, as it is stored; undefined for the installation's own. */
export function serverOf({ apiUrl }: Outside, given: string | undefined): string | undefined {
  const server = given?.replace(/\/+$/, '')
  return server === undefined || server === apiUrl ? undefined : server
}

export function clientOf(outside: Outside, { credentials }: ConnectedAccountRef): Client {
  const http = serverAt(outside, credentials.server)
  const { accessToken: token = '' } = credentials
  return (call) => http({ ...call, token })
}

export const succeeded = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status === 200
