import type { Consent, Granted, GrantedAccount } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { APP_ID, APP_SECRET } from '../meta/vars.ts'
import { type OAuthClient, pageOf, tokensFrom } from '../oauth.ts'
import { graph, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { GRAPH_VERSION } from './unverified.ts'
import { wireExchanged, wirePages } from './wire/answers.ts'

export const SCOPES = [
  ...['instagram_basic', 'instagram_content_publish', 'instagram_manage_insights'],
  ...['pages_show_list', 'pages_read_engagement', 'business_management'],
]
/** Pages of the person's Facebook pages that are read. */
const PAGES_MAX = 5

type Refusal = ReturnType<typeof failedHarmlessly>

/**
 * Facebook's page. A consent covers every professional account that is linked to one of the person's Facebook pages. Each gets the token of
 * its page, which does not run out by itself.
 */
export function consent(outside: Outside): Consent {
  const client = oauthOf(outside)
  return {
    begin: async (visit) => ({ kind: 'page', url: await pageOf(client, visit) }),
    async finish(query, visit): Promise<Granted> {
      const tokens = await tokensFrom(client, query, visit)
      if (tokens.kind !== 'tokens') return tokens
      const token = await lasting(outside, tokens.credentials.accessToken ?? '')
      if (typeof token !== 'string') return ended(token)
      const accounts = await accountsOf(outside, token)
      return Array.isArray(accounts) ? { kind: 'granted', accounts } : ended(accounts)
    },
  }
}

/** Facebook's dialog, and the token endpoint of the Graph API. */
const oauthOf = ({ signIn, http, settings, now }: Outside): OAuthClient => ({
  at: { url: signIn.url, http },
  authorizePath: `/${GRAPH_VERSION}/dialog/oauth`,
  tokenPath: `/${GRAPH_VERSION}/oauth/access_token`,
  clientId: settings[APP_ID] ?? '',
  clientSecret: settings[APP_SECRET] ?? '',
  proves: 'in the form',
  scopes: SCOPES,
  pkce: false,
  name: 'Facebook',
  now,
})

/** Exchanges the hour's token of a person for one that lasts: only of such do pages get tokens that do not run out. */
async function lasting({ http, settings, now }: Outside, token: string): Promise<string | Refusal> {
  const secret = settings[APP_SECRET] ?? ''
  const answer = await http({
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
  const exchanged = succeeded(answer) && parseAnswer(wireExchanged, answer)
  return exchanged ? exchanged.access_token : failedHarmlessly(answer, now())
}

async function accountsOf({ http, now }: Outside, token: string): Promise<GrantedAccount[] | Refusal> {
  const accounts: GrantedAccount[] = []
  let after: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({
      fields: 'access_token,instagram_business_account{id,username}',
      limit: '100',
      ...(after === undefined ? {} : { after }),
    })
    const answer = await graph(http, token, `me/accounts?${query}`)
    const read = succeeded(answer) ? parseAnswer(wirePages, answer) : null
    if (!read) return failedHarmlessly(answer, now())
    for (const { access_token: accessToken, instagram_business_account: account } of read.data)
      if (account)
        accounts.push({
          externalId: account.id,
          name: account.username,
          kind: 'Account',
          credentials: { accessToken },
        })
    after = read.paging?.next === undefined ? undefined : read.paging.cursors?.after
    if (after === undefined) break
  }
  return accounts
}

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'Facebook asks to wait.' : refusal.reason }
}
