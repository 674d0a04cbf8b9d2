import type { Consent, Granted } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type OAuthClient, pageOf, renew, tokensFrom } from '../oauth.ts'
import { dataOf } from './client.ts'
import { failedHarmlessly, type Refusal } from './errors.ts'
import { CLIENT_KEY, CLIENT_SECRET } from './manifest.ts'
import { wireUser } from './wire/answers.ts'

const PUBLISH = 'video.publish'
export const SCOPES = ['user.info.basic', PUBLISH]

/** TikTok's own page, on which a person may untick what is asked for. What they chose beforehand is kept with the account. */
export function consent(outside: Outside): Consent {
  const client = oauthOf(outside)
  return {
    begin: async (visit, given) => ({ kind: 'page', url: await pageOf(client, visit), keep: given }),
    async finish(query, visit, kept): Promise<Granted> {
      const tokens = await tokensFrom(client, query, visit)
      if (tokens.kind !== 'tokens') return tokens
      if (tokens.scopes && !tokens.scopes.includes(PUBLISH))
        return {
          kind: 'rejected',
          code: 'scopes',
          reason: 'Posting was switched off on TikTok’s page.',
          advice: 'Begin again, and leave all switches on.',
        }
      const credentials = { ...kept, ...tokens.credentials }
      const owner = await ownerOf(outside, credentials.accessToken ?? '')
      if ('kind' in owner) return ended(owner)
      return {
        kind: 'granted',
        accounts: [{ externalId: owner.id, name: owner.name, kind: 'Account', credentials }],
      }
    },
  }
}

/** An app of the web proves itself by its secret: TikTok takes no PKCE from it. */
const oauthOf = ({ signIn, http, settings, now }: Outside): OAuthClient => ({
  at: { url: signIn.url, http },
  authorizePath: '/v2/auth/authorize/',
  tokenPath: '/v2/oauth/token/',
  clientId: settings[CLIENT_KEY] ?? '',
  clientIdName: 'client_key',
  clientSecret: settings[CLIENT_SECRET] ?? '',
  proves: 'in the form',
  scopes: SCOPES,
  scopeSeparator: ',',
  pkce: false,
  name: 'TikTok',
  now,
})

/** Renews tokens. A refresh token is good once. */
export const refresh = (outside: Outside, credentials: Parameters<typeof renew>[1]) =>
  renew(oauthOf(outside), credentials)

/** Reads whose a token is. An `open_id` is the person's in this app alone. */
export async function ownerOf(
  { http, now }: Outside,
  token: string,
): Promise<{ id: string; name: string } | Refusal> {
  const answer = await http({ method: 'GET', path: '/v2/user/info/?fields=open_id,display_name', token })
  const read = dataOf(wireUser, answer)
  return read ? { id: read.user.open_id, name: read.user.display_name } : failedHarmlessly(answer, now())
}

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'TikTok asks to wait.' : refusal.reason }
}
