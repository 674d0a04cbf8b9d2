import type { Consent, Granted, GrantedAccount } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type Http, parseAnswer } from '../http.ts'
import { type OAuthClient, pageOf, tokensFrom } from '../oauth.ts'
import { inPath, organizationId, rest } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { CLIENT_ID, CLIENT_SECRET } from './manifest.ts'
import { POSTING_ROLES } from './unverified.ts'
import { wireAcls, wireOrganization, wireUserInfo } from './wire/people.ts'

const SCOPES = [
  ...['openid', 'profile', 'w_member_social'],
  ...['r_organization_social', 'w_organization_social', 'rw_organization_admin'],
]
const PAGE = 100
/** Pages of `organizationAcls` that are read: nobody administers more. */
const PAGES_MAX = 5

type Refusal = ReturnType<typeof failedHarmlessly>

/** LinkedIn's own page. One consent covers the member and the organisations for which they may post. */
export function consent(outside: Outside): Consent {
  const client = oauthOf(outside)
  return {
    begin: async (visit) => ({ kind: 'page', url: await pageOf(client, visit) }),
    async finish(query, visit): Promise<Granted> {
      const tokens = await tokensFrom(client, query, visit)
      if (tokens.kind !== 'tokens') return tokens
      const { credentials } = tokens
      const { accessToken = '' } = credentials
      const [member, organizations] = await Promise.all([
        memberOf(outside, accessToken),
        organizationsOf(outside, accessToken),
      ])
      const refused = [member, organizations].find((one) => 'kind' in one)
      if (refused && 'kind' in refused) return ended(refused)
      return {
        kind: 'granted',
        accounts: [member, organizations].flat().flatMap((one): GrantedAccount[] =>
          'kind' in one
            ? []
            : [
                {
                  externalId: one.urn,
                  name: one.name,
                  kind: organizationId(one.urn) ? 'Page' : 'Member',
                  credentials,
                },
              ],
        ),
      }
    },
  }
}

/** LinkedIn has PKCE for native apps alone, and names no issuer. */
export const oauthOf = ({ signIn, settings, now }: Outside): OAuthClient => ({
  at: signIn,
  authorizePath: '/oauth/v2/authorization',
  tokenPath: '/oauth/v2/accessToken',
  clientId: settings[CLIENT_ID] ?? '',
  clientSecret: settings[CLIENT_SECRET] ?? '',
  proves: 'in the form',
  scopes: SCOPES,
  pkce: false,
  name: 'LinkedIn',
  now,
})

export interface Named {
  urn: string
  name: string
}

/** Returns the member whose token it is. */
export async function memberOf({ http, now }: Outside, token: string): Promise<Named | Refusal> {
  const answer = await http({ method: 'GET', path: '/v2/userinfo', token })
  const info = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireUserInfo, answer) : null
  if (!info) return failedHarmlessly(answer, now())
  return { urn: `urn:li:person:${info.sub}`, name: info.name }
}

/** Lists the organisations for which the member may post; none where the app may not ask. */
export async function organizationsOf(
  { http, now }: Outside,
  token: string,
): Promise<readonly Named[] | Refusal> {
  const urns = new Set<string>()
  for (let page = 0; page < PAGES_MAX; page++) {
    const path = `/rest/organizationAcls?q=roleAssignee&state=APPROVED&count=${PAGE}&start=${page * PAGE}`
    const answer = await rest(http, token, { method: 'GET', path })
    const acls = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireAcls, answer) : null
    if (!acls) {
      const refusal = failedHarmlessly(answer, now())
      const isDenied = answer.kind === 'answer' && answer.status === 403 && refusal.kind === 'rejected'
      return isDenied ? [] : refusal
    }
    for (const { role, state, organization } of acls.elements)
      if (state === 'APPROVED' && POSTING_ROLES.includes(role)) urns.add(organization)
    if (acls.elements.length < PAGE) break
  }
  const named = await Promise.all([...urns].map((urn) => nameOf(http, token, urn)))
  return named
}

/** Returns an organisation with its name; with its number where LinkedIn does not give the name. */
async function nameOf(http: Http, token: string, urn: string): Promise<Named> {
  const id = organizationId(urn) ?? ''
  const answer = await rest(http, token, { method: 'GET', path: `/rest/organizations/${inPath(id)}` })
  const found =
    answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireOrganization, answer) : null
  return { urn, name: found?.localizedName ?? `Page ${id}` }
}

const ended = (refusal: Refusal): Extract<Granted, { kind: 'rejected' | 'retry' }> => {
  if (refusal.kind === 'rejected' || refusal.kind === 'retry') return refusal
  return {
    kind: 'retry',
    reason: refusal.kind === 'limited' ? 'LinkedIn asks to wait until tomorrow.' : refusal.reason,
  }
}
