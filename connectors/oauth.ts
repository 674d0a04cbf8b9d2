import * as z from 'zod'
import type { Credentials, Granted, Outcome, Refreshed, Visit } from '#core/lib/platform/connector.ts'
import { sameText, toBase64Url } from '#core/lib/secrets/crypto.ts'
import { type Http, type HttpAnswer, parseAnswer, REMOVED } from './http.ts'

/**
 * The code flow of OAuth 2 (RFC 6749) as platforms have it, with PKCE (RFC 7636) and the check of the issuer (RFC 9207). Decision
 * 29 says why no library does this.
 */
export interface OAuthClient {
  /** The authorization server: its pages, and calls to where it gives tokens. */
  at: { url: string; http: Http }
  authorizePath: string
  tokenPath: string
  clientId: string
  clientSecret: string
  /** How the client proves itself at the token endpoint. */
  proves: 'in the form' | 'by Basic'
  scopes: readonly string[]
  /** Parameters of its page that are its own. */
  asks?: Readonly<Record<string, string>>
  /** Separator of scopes; a space by default. */
  scopeSeparator?: ','
  /** Name of the client's id in pages and forms; `client_id` by default. */
  clientIdName?: 'client_key'
  pkce: boolean
  /** The issuer that the server names in its answers (`iss`); without it, none is expected. */
  issuer?: string
  /** The platform's name, for reasons that people read. */
  name: string
  now: () => Date
}

type OAuthVisit = Pick<Visit, 'redirectUri' | 'state' | 'verifier'>

/** The answer of a person who has been on the page. */
export type Answer = { kind: 'code'; code: string } | { kind: 'denied' } | Rejected
type Rejected = Extract<Outcome, { kind: 'rejected' }>

/** Tokens, and the scopes they were given for, as far as the platform says so. */
export type Tokens =
  | { kind: 'tokens'; credentials: Credentials; scopes: readonly string[] | null }
  | Rejected
  | Extract<Outcome, { kind: 'retry' | 'unknown' | 'reauth' }>

const wireTokens = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.coerce.number().positive().optional(),
  refresh_expires_in: z.coerce.number().positive().optional(),
  scope: z.string().optional(),
})
const wireError = z.object({ error: z.string(), error_description: z.string().optional() })

/** Returns the address of the page on which a person agrees. */
export async function pageOf(
  client: OAuthClient,
  { redirectUri, state, verifier }: OAuthVisit,
): Promise<string> {
  const url = new URL(client.at.url + client.authorizePath)
  url.search = new URLSearchParams({
    response_type: 'code',
    [client.clientIdName ?? 'client_id']: client.clientId,
    redirect_uri: redirectUri,
    scope: client.scopes.join(client.scopeSeparator ?? ' '),
    state,
    ...client.asks,
    ...(client.pkce ? { code_challenge: await challengeOf(verifier), code_challenge_method: 'S256' } : {}),
  }).toString()
  return url.href
}

const challengeOf = async (verifier: string): Promise<string> =>
  toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))

/** Reads the answer with which the person comes back. An answer with a value twice, or of another issuer, is refused. */
export function answerOf({ issuer, name }: OAuthClient, query: URLSearchParams): Answer {
  const one = (key: string) => {
    const values = query.getAll(key)
    return values.length === 1 ? (values[0] ?? '') : null
  }
  if (['code', 'error', 'iss'].some((key) => query.getAll(key).length > 1))
    return rejected('answer_twice', `The answer of ${name} holds a value twice.`)
  if (issuer !== undefined && !sameText(one('iss') ?? '', issuer))
    return rejected('other_issuer', `The answer is not from ${name}.`)
  const error = one('error')
  if (error !== null) {
    // Platforms have words of their own for a person's no, such as `user_cancelled_login`.
    if (/denied|cancel/i.test(error)) return { kind: 'denied' }
    return rejected(error, saying(name, one('error_description') ?? error))
  }
  const code = one('code')
  return code ? { kind: 'code', code } : rejected('no_code', `${name} sent no code.`)
}

/** Quotes the platform's own words as a sentence. */
const saying = (name: string, words: string): string =>
  `${name} says: “${words.slice(0, 300).replace(/[.\s]+$/, '')}”.`

const rejected = (code: string, reason: string): Rejected => ({
  kind: 'rejected',
  code,
  reason,
  advice: 'Begin again.',
})

/** Exchanges a code for tokens. */
export const redeem = (
  client: OAuthClient,
  code: string,
  { redirectUri, verifier }: OAuthVisit,
): Promise<Tokens> =>
  askTokens(client, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...(client.pkce ? { code_verifier: verifier } : {}),
  })

/** Takes the answer of a person's visit to its tokens, or to what the visit came to without any. */
export async function tokensFrom(
  client: OAuthClient,
  query: URLSearchParams,
  visit: OAuthVisit,
): Promise<Extract<Tokens, { kind: 'tokens' }> | Exclude<Granted, { kind: 'granted' }>> {
  const answer = answerOf(client, query)
  if (answer.kind !== 'code') return answer
  const tokens = await redeem(client, answer.code, visit)
  return tokens.kind === 'tokens' || tokens.kind === 'rejected'
    ? tokens
    : { kind: 'retry', reason: tokens.reason }
}

/** Renews tokens. What the platform does not give anew, such as a refresh token that does not rotate, stays. */
export async function renew(client: OAuthClient, had: Credentials): Promise<Refreshed> {
  const { refreshToken } = had
  if (refreshToken === undefined)
    return { kind: 'reauth', reason: `${client.name} gives this app no tokens that can be renewed.` }
  const answer = await askTokens(client, { grant_type: 'refresh_token', refresh_token: refreshToken })
  if (answer.kind === 'tokens') return { kind: 'refreshed', credentials: { ...had, ...answer.credentials } }
  // What is wrong with our own client or request is no fault of the account, and an operator's to mend.
  return answer.kind === 'rejected' ? { kind: 'retry', reason: answer.reason } : answer
}

async function askTokens(client: OAuthClient, form: Record<string, string>): Promise<Tokens> {
  const { at, tokenPath, clientId, clientSecret, clientIdName = 'client_id', proves } = client
  const basic = `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`
  const answer = await at.http({
    method: 'POST',
    path: tokenPath,
    secret: [clientSecret, form.code ?? '', form.code_verifier ?? '', form.refresh_token ?? ''],
    form: new URLSearchParams(
      proves === 'by Basic' ? form : { ...form, [clientIdName]: clientId, client_secret: clientSecret },
    ),
    ...(proves === 'by Basic' ? { headers: { authorization: basic } } : {}),
  })
  return tokensOf(client, answer, form.refresh_token)
}

function tokensOf({ name, now }: OAuthClient, answer: HttpAnswer, sent: string | undefined): Tokens {
  if (answer.kind === 'unsent') return { kind: 'retry', reason: answer.reason }
  if (answer.kind === 'unanswered') return { kind: 'unknown', reason: answer.reason }
  const { status } = answer
  if (status === 429 || status >= 500) return { kind: 'retry', reason: `${name} answered ${status}.` }
  const wire = status >= 200 && status < 300 ? parseAnswer(wireTokens, answer) : null
  if (!wire) {
    const refused = parseAnswer(wireError, answer)
    if (!refused) return { kind: 'unknown', reason: `${name} answered ${status} in a form we do not know.` }
    const reason = saying(name, refused.error_description ?? refused.error)
    if (refused.error === 'invalid_grant') return { kind: 'reauth', reason }
    return { kind: 'rejected', code: refused.error, reason, advice: 'Begin again.' }
  }
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000).toISOString()
  const { access_token, expires_in, scope } = wire
  const renewableFor = wire.refresh_token_expires_in ?? wire.refresh_expires_in
  // A token that does not rotate may be given again, and is then a secret of the request.
  const refresh_token = wire.refresh_token === REMOVED ? sent : wire.refresh_token
  const expiresAt = expires_in === undefined ? null : inSeconds(expires_in)
  // Without a token to renew it by, the person's consent ends with the token.
  const grantEndsAt =
    refresh_token === undefined ? expiresAt : renewableFor === undefined ? null : inSeconds(renewableFor)
  return {
    kind: 'tokens',
    credentials: {
      accessToken: access_token,
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
      ...(expiresAt === null ? {} : { expiresAt }),
      ...(grantEndsAt === null ? {} : { grantEndsAt }),
    },
    scopes: scope === undefined ? null : scope.split(/[\s,]+/).filter(Boolean),
  }
}
