import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import type { Http, HttpAnswer } from '../http.ts'

/** Calls of the account's own server (XRPC): a query is a GET that anybody may make, a procedure a POST in the account's name. */
export interface Client {
  query(method: string, parameters: Readonly<Record<string, string>>): Promise<HttpAnswer>
  /** A query in the account's name: what its server passes on to Bluesky (`app.bsky.*`). */
  ask(method: string, parameters: Readonly<Record<string, string>>): Promise<HttpAnswer>
  procedure(method: string, json: unknown): Promise<HttpAnswer>
  upload(bytes: Uint8Array<ArrayBuffer>, mimeType: string): Promise<HttpAnswer>
}

/** Returns calls of a server; without an address, and at the installation's own, of that one. */
export const serverAt = (outside: Outside, url: string | undefined): Http =>
  url === undefined || isOwn(outside, url) ? outside.http : outside.httpAt(url)

export const isOwn = ({ apiUrl }: Outside, url: string): boolean =>
  URL.parse(url)?.origin === new URL(apiUrl).origin

export function clientOf(outside: Outside, { credentials }: ConnectedAccountRef): Client {
  const http = serverAt(outside, credentials.service)
  const { accessToken: token = '' } = credentials
  return {
    query: (method, parameters) =>
      http({ method: 'GET', path: `/xrpc/${method}?${new URLSearchParams(parameters)}` }),
    ask: (method, parameters) =>
      http({ method: 'GET', path: `/xrpc/${method}?${new URLSearchParams(parameters)}`, token }),
    procedure: (method, json) => http({ method: 'POST', path: `/xrpc/${method}`, token, json }),
    upload: (bytes, mimeType) =>
      http({ method: 'POST', path: '/xrpc/com.atproto.repo.uploadBlob', token, raw: { bytes, mimeType } }),
  }
}
