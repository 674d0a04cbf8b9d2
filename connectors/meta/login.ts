import * as z from 'zod'
import type { Consent, Granted, GrantedAccount, Outcome } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { type OAuthClient, pageOf, tokensFrom } from '../oauth.ts'
import { GRAPH_VERSION, succeeded } from './graph.ts'
import { APP_ID, APP_SECRET } from './vars.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** `GET /oauth/access_token?grant_type=fb_exchange_token`. */
const wireExchanged = z.object({ access_token: z.string().min(1) })

/** Parts that a platform adds to Facebook's login. */
interface MetaLogin {
  scopes: readonly string[]
  /** Lists what the person's lasting token covers; each account gets the token of its page. */
  accountsOf(outside: Outside, token: string): Promise<GrantedAccount[] | Refusal>
  /** Returns the refusal of a call that did not succeed. */
  failed(answer: HttpAnswer, now: Date): Refusal
}

/**
 * Facebook's page. The token of an hour that it leads to is exchanged for one that lasts: only of such do pages get tokens that do not run out
 * by themselves (UNVERIFIED).
 */
export function metaConsent(outside: Outside, { scopes, accountsOf, failed }: MetaLogin): Consent {
  const client = oauthOf(outside, scopes)
  return {
    begin: async (visit) => ({ kind: 'page', url: await pageOf(client, visit) }),
    async finish(query, visit): Promise<Granted> {
      const tokens = await tokensFrom(client, query, visit)
      if (tokens.kind !== 'tokens') return tokens
      const answer = await lasting(outside, tokens.credentials.accessToken ?? '')
      const token = succeeded(answer) ? parseAnswer(wireExchanged, answer)?.access_token : undefined
      if (token === undefined) return ended(failed(answer, outside.now()))
      const accounts = await accountsOf(outside, token)
      return Array.isArray(accounts) ? { kind: 'granted', accounts } : ended(accounts)
    },
  }
}

/** Facebook's dialog, and the token endpoint of the Graph API. */
const oauthOf = ({ signIn, http, settings, now }: Outside, scopes: readonly string[]): OAuthClient => ({
  at: { url: signIn.url, http },
  authorizePath: `/${GRAPH_VERSION}/dialog/oauth`,
  tokenPath: `/${GRAPH_VERSION}/oauth/access_token`,
  clientId: settings[APP_ID] ?? '',
  clientSecret: settings[APP_SECRET] ?? '',
  proves: 'in the form',
  scopes,
  pkce: false,
  name: 'Facebook',
  now,
})

const lasting = ({ http, settings }: Outside, token: string): Promise<HttpAnswer> => {
  const secret = settings[APP_SECRET] ?? ''
  return http({
    method: 'POST',
    path: `/${GRAPH_VERSION}/oauth/access_token`,
    secret: [secret, token],
    form: new URLSearchParams({
      grant_type: 'fb_exchange_token',
      client_id: settings[APP_ID] ?? '',
      client_secret: secret,
      fb_exchange_token: token,
    }),
  })
}

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'Facebook asks to wait.' : refusal.reason }
}
