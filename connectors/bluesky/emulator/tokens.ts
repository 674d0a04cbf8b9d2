import { createHmac, randomUUID } from 'node:crypto'
import * as z from 'zod'

const ACCESS_MS = 2 * 3_600_000
const REFRESH_MS = 90 * 24 * 3_600_000
/** The key of every start: a token outlives the emulators, which keep nothing. */
const KEY = 'the key of the emulated server'

const claimsSchema = z.object({
  scope: z.enum(['com.atproto.appPass', 'com.atproto.refresh']),
  sub: z.string(),
  jti: z.string(),
  exp: z.number(),
})
export type Claims = z.infer<typeof claimsSchema>

const signed = (body: string) => createHmac('sha256', KEY).update(body).digest('base64url')
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenOf(claims: Claims): string {
  const body = `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${encoded(claims)}`
  return `${body}.${signed(body)}`
}

/** Makes the tokens of a session. The `id` of the refresh token is that of its successor where there was one before. */
export function issue(did: string, now: Date, id: string = randomUUID()) {
  const at = (ms: number) => Math.floor((now.getTime() + ms) / 1000)
  const common = { sub: did }
  return {
    accessJwt: tokenOf({ ...common, scope: 'com.atproto.appPass', jti: randomUUID(), exp: at(ACCESS_MS) }),
    refreshJwt: tokenOf({ ...common, scope: 'com.atproto.refresh', jti: id, exp: at(REFRESH_MS) }),
  }
}

/** The id of the token that follows: two refreshes of one token give the same. */
export const successorOf = (id: string): string =>
  createHmac('sha256', KEY).update(id).digest('hex').slice(0, 32)

/** Reads a token; null if it is none of ours. It may have run out. */
export function claimsOf(token: string): Claims | null {
  const [head = '', payload = '', signature = ''] = token.split('.')
  if (signature !== signed(`${head}.${payload}`)) return null
  const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  return claims.success ? claims.data : null
}
