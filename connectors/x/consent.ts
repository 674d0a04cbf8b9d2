import type { Consent, Granted, Refreshed } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { type OAuthClient, pageOf, renew, tokensFrom } from '../oauth.ts'
import { failedHarmlessly } from './errors.ts'
import { CLIENT_ID, CLIENT_SECRET } from './manifest.ts'
import { wireUser } from './wire/answers.ts'

const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access']

type Refusal = ReturnType<typeof failedHarmlessly>
interface Owner {
  id: string
  name: string
}

/** X's own page. The code that it gives lives 30 seconds. */
export function consent(outside: Outside): Consent {
  const client = oauthOf(outside)
  return {
    begin: async (visit) => ({ kind: 'page', url: await pageOf(client, visit) }),
    async finish(query, visit): Promise<Granted> {
      const tokens = await tokensFrom(client, query, visit)
      if (tokens.kind !== 'tokens') return tokens
      const { credentials } = tokens
      const owner = await ownerOf(outside, credentials.accessToken ?? '')
      if ('kind' in owner) return ended(owner)
      return {
        kind: 'granted',
        accounts: [{ externalId: owner.id, name: owner.name, kind: 'Account', credentials }],
      }
    },
  }
}

const oauthOf = ({ signIn, http, settings, now }: Outside): OAuthClient => ({
  at: { url: signIn.url, http },
  authorizePath: '/i/oauth2/authorize',
  tokenPath: '/2/oauth2/token',
  clientId: settings[CLIENT_ID] ?? '',
  clientSecret: settings[CLIENT_SECRET] ?? '',
  proves: 'by Basic',
  scopes: SCOPES,
  pkce: true,
  name: 'X',
  now,
})

/** Renews tokens. A refresh token is good once: X refuses a second use in words of its own, and the person has to agree anew. */
export async function refresh(
  outside: Outside,
  credentials: Parameters<typeof renew>[1],
): Promise<Refreshed> {
  const answer = await renew(oauthOf(outside), credentials)
  return answer.kind === 'retry' && /token was invalid/i.test(answer.reason)
    ? { kind: 'reauth', reason: answer.reason }
    : answer
}

/** Reads whose a token is. */
export async function ownerOf({ http, now }: Outside, token: string): Promise<Owner | Refusal> {
  const answer = await http({ method: 'GET', path: '/2/users/me', token })
  const read = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireUser, answer) : null
  return read
    ? { id: read.data.id, name: read.data.name || read.data.username }
    : failedHarmlessly(answer, now())
}

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'X asks to wait.' : refusal.reason }
}
