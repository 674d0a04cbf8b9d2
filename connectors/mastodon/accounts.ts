import type * as z from 'zod'
import type { ConnectedAccountRef, Credentials } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { type Client, serverAt, succeeded } from './client.ts'
import { type WireAccount, type WireInstance, wireAccount, wireInstance } from './wire/answers.ts'

/** The server as it describes itself, or the answer that described none. */
export type Read<T> = { ok: T } | { failed: HttpAnswer }

const readAs = <T>(schema: z.ZodType<T>, answer: HttpAnswer): Read<T> => {
  const ok = succeeded(answer) ? parseAnswer(schema, answer) : null
  return ok === null ? { failed: answer } : { ok }
}

/** Reads what an account's server says of itself; of versions before 4.0, from the older address. */
export async function instanceOf(
  outside: Outside,
  { server, accessToken = '' }: Credentials,
): Promise<Read<WireInstance>> {
  const http = serverAt(outside, server)
  // Anybody may read it; a server that quotes the token all the same is not quoted.
  const ask = (path: string) => http({ method: 'GET', path, secret: accessToken })
  const answer = await ask('/api/v2/instance')
  const isOlder = answer.kind === 'answer' && answer.status === 404
  const read = isOlder ? await ask('/api/v1/instance') : answer
  return readAs(wireInstance, read)
}

/** Reads whose a token is. */
export async function ownerOf(client: Client): Promise<Read<WireAccount>> {
  return readAs(wireAccount, await client({ method: 'GET', path: '/api/v1/accounts/verify_credentials' }))
}

/**
 * Returns the domain of a server's accounts. It may differ from the server's address, of which it then is an upper part: whatever else a
 * server claims could be the name of an account elsewhere.
 */
export function domainOf(
  outside: Outside,
  server: string | undefined,
  { domain, uri }: WireInstance,
): string {
  const claimed = (domain ?? uri ?? '').toLowerCase()
  const host = new URL(server ?? outside.apiUrl).host
  const isOwn = new URL(outside.apiUrl).host === host
  return claimed !== '' && (isOwn || host === claimed || host.endsWith(`.${claimed}`)) ? claimed : host
}

/** Returns the name by which an account is known everywhere: `name@domain`. Names never change. */
export const wholeName = (acct: string, domain: string): string =>
  (acct.includes('@') ? acct : `${acct}@${domain}`).toLowerCase()

/** Returns the domain of a connected account. */
export const ownDomain = ({ externalId }: ConnectedAccountRef): string =>
  externalId.slice(externalId.lastIndexOf('@') + 1)
