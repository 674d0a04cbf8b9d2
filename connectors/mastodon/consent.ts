import type { Consent, Credentials, Granted } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { type OAuthClient, pageOf, tokensFrom } from '../oauth.ts'
import { domainOf, instanceOf, ownerOf, wholeName } from './accounts.ts'
import { clientOf, serverAt, serverOf, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { wireApp } from './wire/answers.ts'

/** The scopes that are asked for: reading, publishing with files, and likes. */
export const SCOPES = ['read', 'write:statuses', 'write:media', 'write:favourites']

type Refusal = ReturnType<typeof failedHarmlessly>

/**
 * A server's own page. Each server knows apps of its own, so every visit registers one (decision 53): nothing of it is shared between
 * workspaces, and one that a server has forgotten is simply made anew.
 */
export const consent = (outside: Outside): Consent => ({
  async begin(visit, given) {
    const server = serverOf(outside, given.server)
    const answer = await serverAt(
      outside,
      server,
    )({
      method: 'POST',
      path: '/api/v1/apps',
      form: new URLSearchParams({
        client_name: 'Chorus',
        redirect_uris: visit.redirectUri,
        scopes: SCOPES.join(' '),
      }),
    })
    const app = succeeded(answer) ? parseAnswer(wireApp, answer) : null
    if (!app)
      return server !== undefined && answer.kind === 'unsent'
        ? noServer(answer.reason)
        : ended(failedHarmlessly(answer, outside.now()))
    const keep: Credentials = {
      ...(server === undefined ? {} : { server }),
      clientId: app.client_id,
      clientSecret: app.client_secret,
    }
    // Ask who is meant, also where somebody is signed in already: teams have several accounts on one server.
    return { kind: 'page', url: `${await pageOf(oauthOf(outside, keep), visit)}&force_login=true`, keep }
  },

  async finish(query, visit, kept): Promise<Granted> {
    const client = oauthOf(outside, kept)
    const tokens = await tokensFrom(client, query, visit)
    if (tokens.kind !== 'tokens') return tokens
    const credentials = { ...kept, ...tokens.credentials }
    const instance = await instanceOf(outside, credentials)
    if ('failed' in instance) return ended(failedHarmlessly(instance.failed, outside.now()))
    const owner = await ownerOf(clientOf(outside, { id: '', externalId: '', credentials }))
    if ('failed' in owner) return ended(failedHarmlessly(owner.failed, outside.now()))
    const externalId = wholeName(owner.ok.acct, domainOf(outside, kept.server, instance.ok))
    return {
      kind: 'granted',
      accounts: [{ externalId, name: owner.ok.display_name || externalId, kind: 'Account', credentials }],
    }
  },
})

const oauthOf = (
  outside: Outside,
  { server, clientId = '', clientSecret = '' }: Credentials,
): OAuthClient => ({
  at: { url: server ?? outside.apiUrl, http: serverAt(outside, server) },
  authorizePath: '/oauth/authorize',
  tokenPath: '/oauth/token',
  clientId,
  clientSecret,
  proves: 'in the form',
  scopes: SCOPES,
  pkce: true,
  name: 'Mastodon',
  now: outside.now,
})

const noServer = (reason: string) => ({
  kind: 'rejected' as const,
  code: 'server',
  reason,
  advice: 'Chorus cannot call this server: check its address.',
})

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'The server asks to wait.' : refusal.reason }
}
