import type { Account, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { SlidingWindow } from '#local/emulators/lib/limits.ts'
import { manifest } from '../manifest.ts'
import { invalid, ok, refuse } from './answers.ts'
import { type Claims, claimsOf, issue, successorOf } from './tokens.ts'

const MINUTE_MS = 60_000
/** For this long a refresh token that was used gives the same successor again. */
const GRACE_MS = 2 * 60 * MINUTE_MS
/** An app password; an account's other secrets are known only as the session that an installation has kept. */
const APP_PASSWORD = /^[a-z0-9]{4}(?:-[a-z0-9]{4}){3}$/
const HANDLE = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i

/** Sign-in of accounts, by app passwords; their sessions; and their handles, which may change. */
export class Sessions {
  readonly #world: World
  readonly #handles = new BoundedMap<string, string>()
  /** Refresh tokens that were used, with the time, and those that were revoked. */
  readonly #used = new BoundedMap<string, number>()
  readonly #revoked = new Set<string>()
  readonly #short = new SlidingWindow(30, 5 * MINUTE_MS)
  readonly #long = new SlidingWindow(300, 24 * 60 * MINUTE_MS)

  constructor(world: World) {
    this.#world = world
  }

  handleOf(did: string): string {
    return this.#handles.get(did) ?? `practice-${did.slice(8, 14)}.bsky.social`
  }

  create(call: Call, body: Record<string, unknown>): Answer {
    const { identifier, password } = body
    if (typeof identifier !== 'string' || typeof password !== 'string')
      return invalid('Input must have the property "identifier"')
    const at = this.#world.now().getTime()
    const wait = Math.max(this.#short.wait(identifier, at), this.#long.wait(identifier, at))
    if (wait > 0) return tooMany(wait)
    this.#short.count(identifier, at)
    this.#long.count(identifier, at)
    const account = this.#find(identifier)
    if (!account || !takes(account, password))
      return refuse(401, 'AuthenticationRequired', 'Invalid identifier or password')
    return this.#session(call, account.externalId)
  }

  refresh(call: Call): Answer {
    const claims = claimsOf(bearer(call))
    if (claims?.scope !== 'com.atproto.refresh')
      return refuse(400, 'InvalidToken', 'Token could not be verified')
    const now = this.#world.now().getTime()
    const used = this.#used.get(claims.jti)
    if (this.#revoked.has(claims.jti) || (used !== undefined && now > used + GRACE_MS))
      return refuse(400, 'ExpiredToken', 'Token has been revoked')
    if (claims.exp * 1000 <= now) return refuse(400, 'ExpiredToken', 'Token has expired')
    this.#used.set(claims.jti, used ?? now)
    return this.#session(call, claims.sub, successorOf(claims.jti))
  }

  /** Revokes a session by its refresh token. */
  delete(call: Call): Answer {
    const claims = claimsOf(bearer(call))
    if (claims?.scope !== 'com.atproto.refresh')
      return refuse(400, 'InvalidToken', 'Token could not be verified')
    this.#revoked.add(claims.jti)
    return ok(undefined)
  }

  /** Finds the account that a call is made for; else the refusal. */
  signedIn(call: Call): Account | Answer {
    const token = bearer(call)
    if (token === '') return refuse(401, 'AuthMissing', 'Authentication Required')
    const claims: Claims | null = claimsOf(token)
    const account = claims && this.#world.accounts.get(manifest.id, claims.sub)
    if (claims?.scope !== 'com.atproto.appPass' || !account)
      return refuse(400, 'InvalidToken', 'Token could not be verified')
    if (claims.exp * 1000 <= this.#world.now().getTime())
      return refuse(400, 'ExpiredToken', 'Token has expired')
    return account
  }

  resolve(handle: string): Answer {
    if (!HANDLE.test(handle)) return invalid('Invalid handle')
    const account = this.#find(handle)
    return account ? ok({ did: account.externalId }) : invalid('Unable to resolve handle')
  }

  rename(did: string, handle: unknown): Answer {
    if (typeof handle !== 'string' || !HANDLE.test(handle)) return invalid('Invalid handle')
    this.#handles.set(did, handle.toLowerCase())
    return ok(undefined)
  }

  clear(): void {
    this.#short.clear()
    this.#long.clear()
  }

  #find(identifier: string): Account | undefined {
    const asked = identifier.toLowerCase()
    return this.#world.accounts
      .of(manifest.id)
      .find(({ externalId }) => externalId === identifier || this.handleOf(externalId) === asked)
  }

  #session(call: Call, did: string, id?: string): Answer {
    const handle = this.handleOf(did)
    const serviceEndpoint = `http://${call.headers.host}/bluesky`
    return ok({
      ...issue(did, this.#world.now(), id),
      did,
      handle,
      didDoc: {
        '@context': ['https://www.w3.org/ns/did/v1'],
        id: did,
        alsoKnownAs: [`at://${handle}`],
        service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint }],
      },
      email: 'someone@example.com',
      emailConfirmed: true,
      active: true,
    })
  }
}

/** Restores an account after a restart by its kept session. Its app password is lost with the memory, so the emulator takes any. */
const takes = ({ token }: Account, password: string): boolean =>
  APP_PASSWORD.test(token) || claimsOf(token) === null ? token === password : APP_PASSWORD.test(password)

const bearer = ({ headers }: Call): string => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? ''

const tooMany = (waitMs: number): Answer => ({
  ...refuse(429, 'RateLimitExceeded', 'Rate Limit Exceeded'),
  headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
})
