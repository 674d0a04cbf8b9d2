import { randomBytes } from 'node:crypto'
import type { Emulator, World } from '#local/emulators/emulator.ts'
import { ConsentDesk } from '#local/emulators/lib/consent.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { CLIENT_ID, CLIENT_SECRET, manifest } from '../manifest.ts'
import { refuse } from './answers.ts'
import { Assets } from './assets.ts'
import { Feed } from './feed.ts'
import { People } from './people.ts'

const platform = manifest.id
const DAY_S = 86_400
/** A token that nobody has: accounts are known by the tokens that consents give out. */
const unused = () => randomBytes(12).toString('hex')

export const prefix = '/linkedin'

/** LinkedIn's API of members and organisations, with the page on which members agree. */
export function emulate(world: World): Emulator {
  const people = new People()
  const assets = new Assets(world, prefix)
  const feed = new Feed(world, assets)
  const desk = new ConsentDesk({
    name: manifest.name,
    pagePath: `${prefix}/oauth/v2/authorization`,
    clientId: () => world.secret(CLIENT_ID),
    clientSecret: () => world.secret(CLIENT_SECRET),
    redirectUri: () =>
      world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
    pkce: false,
    scopes: [
      ...['openid', 'profile', 'email', 'w_member_social'],
      ...['r_organization_social', 'w_organization_social', 'rw_organization_admin'],
    ],
    lives: { code: 1800, access: 60 * DAY_S, refresh: 365 * DAY_S },
    rotates: false,
    denial: {
      error: 'user_cancelled_authorize',
      error_description: 'The user cancelled the authorization',
    },
    scopeSeparator: ',',
    now: world.now,
    people: () => people.all(),
    meet(name, pages) {
      const person = people.meet(name)
      world.accounts.add({ platform, externalId: person.urn, name, token: unused() })
      for (const page of pages) {
        const externalId = `urn:li:organization:${digits(8)}`
        people.administers(person.urn, externalId, page)
        world.accounts.add({ platform, externalId, name: page, token: unused() })
      }
      return { id: person.urn, name }
    },
  })

  function answer(call: Call): Answer {
    const { method, segments, body, headers } = call
    const path = segments.join('/')
    if (path === 'oauth/v2/authorization') return desk.page(call)
    if (path === 'oauth/v2/accessToken' && method === 'POST') return desk.token(call)
    if (path === 'oauth/v2/revoke' && method === 'POST') {
      desk.revoke(isRecord(body) ? String(body.token) : '')
      return { status: 200, body: undefined }
    }
    const bearer = desk.bearer(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
    if (bearer === 'unknown') return refuse(401, 'INVALID_ACCESS_TOKEN', 'Invalid access token', 65600)
    if (bearer === 'revoked')
      return refuse(401, 'REVOKED_ACCESS_TOKEN', 'The token has been revoked by the user', 65601)
    if (bearer === 'expired')
      return refuse(401, 'EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired', 65602)
    if (segments[0] === 'dms-uploads' && method === 'PUT') return assets.put(call)
    if (path === 'v2/userinfo' && method === 'GET') return people.userInfo(bearer.person)
    if (segments[0] !== 'rest') return refuse(404, 'RESOURCE_NOT_FOUND', 'No virtual resource found')
    return versionRefusal(headers) ?? restAnswer(call, bearer)
  }

  function restAnswer(call: Call, { person, scopes }: { person: string; scopes: readonly string[] }): Answer {
    const {
      method,
      segments: [, resource = '', id = ''],
      query,
    } = call
    /** Returns why the member may not act for an author; null where they may. */
    const denied = (author: string, does: 'r' | 'w') => {
      const scope = `${does}_${author.startsWith('urn:li:person:') ? 'member' : 'organization'}_social`
      const may = people.mayPostFor(person, author) && scopes.includes(scope)
      return may ? null : refuse(403, 'ACCESS_DENIED', `Not enough permissions to access: ${resource}`, 100)
    }
    if (Assets.has(resource)) return assets.answer(call, resource, id, denied)
    if (resource === 'posts') return feed.answer(call, id, denied)
    const asks = `${method} ${resource}`
    if (asks === 'GET organizationAcls')
      return scopes.includes('rw_organization_admin')
        ? people.acls(person, query)
        : refuse(403, 'ACCESS_DENIED', 'Not enough permissions to access: organizationAcls.FINDER', 100)
    if (asks === 'GET organizations') return people.organization(id)
    return refuse(404, 'RESOURCE_NOT_FOUND', `No virtual resource found for ${resource}`)
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: () => refuse(429, 'TOO_MANY_REQUESTS', 'Resource level throttle limit for calls is reached'),
    consent: (consenting) => desk.consent(consenting),
    register({ externalId, name, token }) {
      if (!/^urn:li:(person:[\w-]+|organization:\d+)$/.test(externalId))
        throw new HttpError(400, `externalId: '${externalId}' is neither a person nor an organization.`)
      // Whoever holds the token of an organisation is somebody who administers it.
      const person = people.register(externalId, name)
      desk.adopt(token, person)
    },
    inbound: async () => {
      throw new HttpError(400, 'Nobody writes to LinkedIn accounts by its own API.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      desk.reset()
      assets.clear()
      feed.clear()
    },
  }
}

/** Every call of the versioned API names a version that is alive. */
function versionRefusal(headers: Call['headers']): Answer | null {
  const version = headers['linkedin-version']
  if (typeof version !== 'string' || !/^\d{6}$/.test(version))
    return refuse(
      400,
      'VERSION_MISSING',
      'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
    )
  if (headers['x-restli-protocol-version'] !== '2.0.0')
    return refuse(400, 'ILLEGAL_ARGUMENT', 'The X-Restli-Protocol-Version header must be 2.0.0')
  if (version < '202512')
    return refuse(426, 'NONEXISTENT_VERSION', `Requested version ${version}01 is not active`)
  return null
}
