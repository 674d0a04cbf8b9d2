import type {
  ConnectedAccountRef,
  Consent,
  Credentials,
  Granted,
  Refreshed,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { type OAuthClient, pageOf, tokensFrom } from '../oauth.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { APP_ID, APP_SECRET } from './manifest.ts'
import { wireLasting, wireProfile } from './wire/answers.ts'

export const SCOPES = [
  ...['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_manage_replies'],
  'threads_keyword_search',
]

/** Threads' page. The hour's token of its answer is exchanged at once for one of sixty days, which renews itself. */
export const consent = (outside: Outside): Consent => ({
  begin: async (visit) => ({ kind: 'page', url: await pageOf(oauthOf(outside), visit) }),
  async finish(query, visit): Promise<Granted> {
    const client = oauthOf(outside)
    const tokens = await tokensFrom(client, query, visit)
    if (tokens.kind !== 'tokens') return tokens
    const { accessToken = '' } = tokens.credentials
    const lasting = await lastingOf(outside, '/access_token', {
      grant_type: 'th_exchange_token',
      client_secret: outside.settings[APP_SECRET] ?? '',
      access_token: accessToken,
    })
    if ('failed' in lasting) return ended(lasting.failed, outside.now())
    const read = await ask(outside.http, { credentials: lasting.ok }, 'me?fields=id,username')
    const profile = succeeded(read) ? parseAnswer(wireProfile, read) : null
    if (!profile) return ended(read, outside.now())
    const { id, username } = profile
    return {
      kind: 'granted',
      accounts: [{ externalId: id, name: username, kind: 'Account', credentials: lasting.ok }],
    }
  },
})

/** Renews a token for sixty more days: it has to be a day old, and alive. */
export async function refresh(
  outside: Outside,
  { credentials: { accessToken = '' } }: ConnectedAccountRef,
): Promise<Refreshed> {
  const lasting = await lastingOf(outside, '/refresh_access_token', {
    grant_type: 'th_refresh_token',
    access_token: accessToken,
  })
  if ('ok' in lasting) return { kind: 'refreshed', credentials: lasting.ok }
  const outcome = failedHarmlessly(lasting.failed, outside.now())
  // Refused for whatever reason, the token is of no more use for renewing.
  return outcome.kind === 'rejected' ? { kind: 'reauth', reason: outcome.reason } : outcome
}

/** Asks for a token of sixty days. It is its own refresh token. */
async function lastingOf(
  { http, now }: Outside,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<{ ok: Credentials } | { failed: HttpAnswer }> {
  const answer = await http({
    method: 'GET',
    path: `${path}?${new URLSearchParams(query)}`,
    secret: [query.client_secret ?? '', query.access_token ?? ''],
  })
  const lasting = succeeded(answer) ? parseAnswer(wireLasting, answer) : null
  if (!lasting) return { failed: answer }
  const { access_token: accessToken, expires_in } = lasting
  const expiresAt = new Date(now().getTime() + expires_in * 1000).toISOString()
  return { ok: { accessToken, refreshToken: accessToken, expiresAt } }
}

const oauthOf = ({ signIn, http, settings, now }: Outside): OAuthClient => ({
  at: { url: signIn.url, http },
  authorizePath: '/oauth/authorize',
  tokenPath: '/oauth/access_token',
  clientId: settings[APP_ID] ?? '',
  clientSecret: settings[APP_SECRET] ?? '',
  proves: 'in the form',
  scopes: SCOPES,
  pkce: false,
  name: 'Threads',
  now,
})

function ended(answer: HttpAnswer, now: Date): Extract<Granted, { kind: 'rejected' | 'retry' }> {
  const refusal = failedHarmlessly(answer, now)
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'Threads asks to wait.' : refusal.reason }
}
