import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { World } from '../emulator.ts'
import { consentPage, refusalPage } from './consent-page.ts'
import { type Answer, type Call, isRecord } from './http.ts'

/** What the platform does when somebody is sent to its page: it asks, or answers at once for a person. */
export interface Consenting {
  mode: 'ask' | 'approve' | 'deny'
  /** The name of the person who answers, made where there is none of the name. */
  as?: string | undefined
  /** The names of the pages of a person who is made. */
  pages?: readonly string[] | undefined
  /** The scopes that the person unticks, where the page lets them. */
  without?: readonly string[] | undefined
  /** When a service in between reports: before the person is sent back (the default), after it, or never. */
  reports?: 'before' | 'after' | 'never' | undefined
}

export interface Person {
  id: string
  name: string
}

/** The rules of a platform's OAuth 2 server. */
export interface ConsentRules {
  /** The platform's name. */
  name: string
  /** The path of its page, from the emulator's origin. */
  pagePath: string
  clientId: () => string
  clientSecret: () => string
  /** The addresses that the operator has registered for the app; null takes any. */
  redirectUri: () => string | null
  pkce: boolean
  scopes: readonly string[]
  /** The lives of codes, access tokens and refresh tokens, in seconds. `access` null: it has no end; `refresh` null: the app gets none. */
  lives: { code: number; access: number | null; refresh: number | null }
  /** Whether a refresh token is good once. */
  rotates: boolean
  /** How it says no in a person's name. */
  denial: { error: string; error_description: string }
  scopeSeparator: ' ' | ','
  /** Keeps the tokens that renew over a restart; without it they end with the process. */
  kept?: ReturnType<World['kept']>
  now: () => Date
  people(): readonly Person[]
  /** Makes a person with these pages. */
  meet(name: string, pages: readonly string[]): Person
}

const grantSchema = z.object({
  person: z.string(),
  scopes: z.array(z.string()),
  /** Lifetime of its refresh tokens, fixed from the consent on. */
  endsAt: z.number(),
  revoked: z.boolean(),
})
type Grant = z.infer<typeof grantSchema>
const keptSchema = z.array(z.tuple([z.string(), grantSchema])).default([])

interface Code {
  grant: Grant
  redirectUri: string
  challenge: string | null
  expiresAt: number
  used: boolean
}

const PRACTICE = 'Practice Person'
const token = () => randomBytes(24).toString('base64url')

/** An OAuth 2 server: a page on which people agree, codes that are good once, tokens that run out, are renewed and revoked. */
export class ConsentDesk {
  readonly #rules: ConsentRules
  #consenting: Consenting = { mode: 'ask' }
  readonly #codes = new Map<string, Code>()
  readonly #access = new Map<string, { grant: Grant; expiresAt: number }>()
  readonly #refresh: Map<string, Grant>

  constructor(rules: ConsentRules) {
    this.#rules = rules
    this.#refresh = new Map(keptSchema.parse(rules.kept?.read()))
  }

  consent(consenting: Consenting): void {
    this.#consenting = consenting
  }

  /** Takes a token of an earlier start as this person's. */
  adopt(accessToken: string, person: string): void {
    const { scopes, lives } = this.#rules
    const endsAt = this.#now() + (lives.refresh ?? lives.access ?? Infinity) * 1000
    const grant = { person, scopes: [...scopes], endsAt, revoked: false }
    this.#access.set(accessToken, { grant, expiresAt: this.#now() + (lives.access ?? Infinity) * 1000 })
  }

  /** Returns the person whose token it is; `expired` and `revoked` tell why it is good no more. */
  bearer(
    accessToken: string,
  ): { person: string; scopes: readonly string[] } | 'unknown' | 'expired' | 'revoked' {
    const known = this.#access.get(accessToken)
    if (!known) return 'unknown'
    if (known.grant.revoked) return 'revoked'
    return known.expiresAt <= this.#now() ? 'expired' : known.grant
  }

  /** Answers the page: shows it, or what a person has pressed on it. */
  page({ method, query, body }: Call): Answer {
    const form = isRecord(body) ? body : {}
    const asked = method === 'POST' ? new URLSearchParams(String(form.query ?? '')) : query
    const problem = this.#refusal(asked)
    if (problem !== null) return html(400, refusalPage(this.#rules.name, problem))
    if (method === 'POST')
      return form.answer === 'allow'
        ? this.#allowed(asked, this.#chosen(String(form.person ?? '')))
        : this.#denied(asked)
    const { mode, as = PRACTICE, pages = [] } = this.#consenting
    if (mode === 'deny') return this.#denied(asked)
    if (mode === 'approve') return this.#allowed(asked, this.#named(as, pages))
    return html(200, consentPage({ ...this.#rules, query: asked.toString(), people: this.#rules.people() }))
  }

  /** Answers the token endpoint. */
  token({ body, headers }: Call): Answer {
    const form = isRecord(body) ? body : {}
    const { clientId, clientSecret } = this.#rules
    const [id, secret] = basicOf(headers.authorization) ?? [form.client_id, form.client_secret]
    if (id !== clientId() || secret !== clientSecret())
      return refuse(401, 'invalid_client', 'Client authentication failed')
    if (form.grant_type === 'authorization_code') return this.#redeemed(form)
    if (form.grant_type === 'refresh_token') return this.#renewed(String(form.refresh_token))
    return refuse(400, 'unsupported_grant_type', 'The grant type is not supported')
  }

  /** Ends the whole grant of a token, as RFC 7009 lets servers do. */
  revoke(given: string): void {
    const grant = this.#access.get(given)?.grant ?? this.#refresh.get(given)
    if (grant) grant.revoked = true
    this.#keep()
  }

  reset(): void {
    this.#consenting = { mode: 'ask' }
    this.#codes.clear()
  }

  /** Returns why the page refuses to send anybody back; null where it does not. */
  #refusal(asked: URLSearchParams): string | null {
    const { clientId, redirectUri, scopes, pkce } = this.#rules
    const registered = redirectUri()
    if (asked.get('client_id') !== clientId()) return 'The client_id is unknown.'
    if (!asked.get('redirect_uri') || (registered !== null && asked.get('redirect_uri') !== registered))
      return 'The redirect_uri does not match the registered value.'
    if (asked.get('response_type') !== 'code') return 'The response_type is not supported.'
    const strange = (asked.get('scope') ?? '').split(' ').find((scope) => !scopes.includes(scope))
    if (strange !== undefined) return `Scope ${strange} is not authorized for your application.`
    if (!asked.get('state')) return 'The state is missing.'
    if (pkce && (asked.get('code_challenge_method') !== 'S256' || !asked.get('code_challenge')))
      return 'The code_challenge is missing.'
    return null
  }

  #named(name: string, pages: readonly string[]): Person {
    const { people, meet } = this.#rules
    return people().find((person) => person.name === name) ?? meet(name, pages)
  }

  /** Finds the person chosen on the page: one who is known by id, or somebody new by name and pages. */
  #chosen(chosen: string): Person {
    const { people, meet } = this.#rules
    const [name = '', ...pages] = chosen.replace(/^new:/, '').split('|')
    return people().find(({ id }) => id === chosen) ?? meet(name, pages)
  }

  #allowed(asked: URLSearchParams, person: Person): Answer {
    const { lives } = this.#rules
    const code = token()
    const now = this.#now()
    this.#codes.set(code, {
      grant: {
        person: person.id,
        scopes: (asked.get('scope') ?? '').split(' ').filter((scope) => !this.#unticked.includes(scope)),
        endsAt: now + (lives.refresh ?? lives.access ?? Infinity) * 1000,
        revoked: false,
      },
      redirectUri: asked.get('redirect_uri') ?? '',
      challenge: asked.get('code_challenge'),
      expiresAt: now + lives.code * 1000,
      used: false,
    })
    return back(asked, { code })
  }

  get #unticked(): readonly string[] {
    const { without = [] } = this.#consenting
    return without
  }

  #denied = (asked: URLSearchParams): Answer => back(asked, this.#rules.denial)

  #redeemed(form: Record<string, unknown>): Answer {
    const code = this.#codes.get(String(form.code))
    if (code?.used) {
      // RFC 6749, 4.1.2: a code that comes twice ends what it was exchanged for.
      code.grant.revoked = true
      this.#keep()
      return refuse(400, 'invalid_grant', 'The code has been used already')
    }
    const verifier = String(form.code_verifier ?? '')
    const isMine =
      code &&
      code.expiresAt > this.#now() &&
      code.redirectUri === form.redirect_uri &&
      (code.challenge === null ||
        createHash('sha256').update(verifier).digest('base64url') === code.challenge)
    if (!isMine) return refuse(400, 'invalid_grant', 'The code is not valid for this request')
    code.used = true
    return this.#issued(code.grant, null)
  }

  #renewed(given: string): Answer {
    const grant = this.#refresh.get(given)
    if (!grant || grant.revoked || grant.endsAt <= this.#now())
      return refuse(400, 'invalid_grant', 'The provided refresh token is invalid, expired or revoked')
    if (this.#rules.rotates) this.#refresh.delete(given)
    return this.#issued(grant, this.#rules.rotates ? null : given)
  }

  #issued(grant: Grant, refreshToken: string | null): Answer {
    const { lives, scopeSeparator } = this.#rules
    const now = this.#now()
    const access = token()
    this.#access.set(access, { grant, expiresAt: now + (lives.access ?? Infinity) * 1000 })
    const renewable = lives.refresh === null ? null : (refreshToken ?? token())
    if (renewable !== null) this.#refresh.set(renewable, grant)
    this.#keep()
    return {
      status: 200,
      body: {
        access_token: access,
        ...(lives.access === null ? {} : { expires_in: lives.access }),
        token_type: 'Bearer',
        scope: grant.scopes.join(scopeSeparator),
        ...(renewable === null
          ? {}
          : {
              refresh_token: renewable,
              refresh_token_expires_in: Math.floor((grant.endsAt - now) / 1000),
            }),
      },
    }
  }

  #keep(): void {
    this.#rules.kept?.write([...this.#refresh])
  }

  #now = () => this.#rules.now().getTime()
}

const refuse = (status: number, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
})

const html = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8' },
})

function back(asked: URLSearchParams, answer: Record<string, string>): Answer {
  const url = new URL(asked.get('redirect_uri') ?? '')
  for (const [name, value] of Object.entries({ ...answer, state: asked.get('state') ?? '' }))
    url.searchParams.set(name, value)
  return { status: 302, body: undefined, headers: { location: url.href } }
}

function basicOf(header: string | undefined): [string, string] | null {
  const [, encoded] = /^Basic (.+)$/.exec(header ?? '') ?? []
  const [id, secret] = atob(encoded ?? '').split(':')
  return encoded === undefined ? null : [decodeURIComponent(id ?? ''), decodeURIComponent(secret ?? '')]
}
