import type { ConnectedAccountRef, Consent, Granted, Refreshed } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { type OAuthClient, pageOf, renew, tokensFrom } from '../oauth.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly, type Refusal } from './errors.ts'
import { CLIENT_ID, CLIENT_SECRET } from './manifest.ts'
import { wireChannels } from './wire/answers.ts'

/** Uploading, and comments with all that is changed of videos. */
export const SCOPES = ['youtube.upload', 'youtube.force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
)

interface Channel {
  id: string
  name: string
}

/** Google's page, on which a person chooses one of their channels. */
export const consent = (outside: Outside): Consent => ({
  begin: async (visit) => ({ kind: 'page', url: await pageOf(oauthOf(outside), visit) }),
  async finish(query, visit): Promise<Granted> {
    const tokens = await tokensFrom(oauthOf(outside), query, visit)
    if (tokens.kind !== 'tokens') return tokens
    const { credentials, scopes } = tokens
    // A person may untick single boxes there.
    if (scopes !== null && SCOPES.some((scope) => !scopes.includes(scope)))
      return {
        kind: 'rejected',
        code: 'scope_missing',
        reason: 'Google let Chorus do only a part of what it needs.',
        advice: 'Begin again, and leave every box ticked.',
      }
    const channels = await channelsOf(outside, { credentials })
    if (!Array.isArray(channels)) return ended(channels)
    if (channels.length === 0)
      return {
        kind: 'rejected',
        code: 'youtubeSignupRequired',
        reason: 'This person has no channel on YouTube.',
        advice: 'Make a channel at youtube.com as this person, then connect it anew.',
      }
    return {
      kind: 'granted',
      accounts: channels.map(({ id: externalId, name }) => ({
        ...{ externalId, name, kind: 'Channel', credentials },
      })),
    }
  },
})

/** Renews an access token, which lives an hour. The token that renews it stays. */
export const refresh = (outside: Outside, { credentials }: ConnectedAccountRef): Promise<Refreshed> =>
  renew(oauthOf(outside), credentials)

/** Reads the channels that a token speaks for: the one that was chosen, or none. */
export async function channelsOf(
  { http, now }: Pick<Outside, 'http' | 'now'>,
  account: Pick<ConnectedAccountRef, 'credentials'>,
): Promise<Channel[] | Refusal> {
  const answer = await ask(http, account, 'GET', 'channels?part=snippet&mine=true')
  const read = succeeded(answer) ? parseAnswer(wireChannels, answer) : null
  return read
    ? read.items.map(({ id, snippet }) => ({ id, name: snippet?.title || id }))
    : failedHarmlessly(answer, now())
}

const oauthOf = ({ signIn, settings, now }: Outside): OAuthClient => ({
  at: signIn,
  authorizePath: '/o/oauth2/v2/auth',
  tokenPath: '/token',
  clientId: settings[CLIENT_ID] ?? '',
  clientSecret: settings[CLIENT_SECRET] ?? '',
  proves: 'in the form',
  scopes: SCOPES,
  // Without these, a person who has agreed before brings no token that can be renewed.
  asks: { access_type: 'offline', prompt: 'consent' },
  pkce: false,
  name: 'Google',
  now,
})

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return { kind: 'retry', reason: refusal.kind === 'limited' ? 'YouTube asks to wait.' : refusal.reason }
}
