import { randomBytes } from 'node:crypto'
import type { Account, Emulator, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { ConsentDesk } from '#local/emulators/lib/consent.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { bearer, graphError, invalidToken, unknownObject } from '../../meta/emulator/answers.ts'
import { SCOPES } from '../consent.ts'
import { APP_ID, APP_SECRET, manifest } from '../manifest.ts'
import { Containers } from './containers.ts'
import { Feed } from './feed.ts'

export const prefix = '/threads'

const platform = manifest.id
const DAY_S = 86_400
const LIFE_S = 60 * DAY_S

/** Threads' API: its own login, tokens that renew themselves after a day, containers, answers. */
export function emulate(world: World): Emulator {
  const containers = new Containers(world)
  const feed = new Feed(world, containers)
  /** Tokens of sixty days. */
  const lasting = new BoundedMap<string, { owner: string; since: number; endsAt: number }>()
  const desk = new ConsentDesk({
    name: manifest.name,
    pagePath: `${prefix}/oauth/authorize`,
    clientId: () => world.secret(APP_ID),
    clientSecret: () => world.secret(APP_SECRET),
    redirectUri: () =>
      world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
    pkce: false,
    scopes: SCOPES,
    lives: { code: 3600, access: 3600, refresh: null },
    rotates: false,
    denial: { error: 'access_denied', error_description: 'The user denied your request' },
    scopeSeparator: ',',
    now: world.now,
    people: () => world.accounts.of(platform).map(({ externalId, name }) => ({ id: externalId, name })),
    meet(name, pages) {
      const person = { id: `1784${digits(13)}`, name: pages[0] ?? name }
      world.accounts.add({ platform, externalId: person.id, name: person.name, token: '' })
      return person
    },
  })

  const nameOf = ({ name }: Account) =>
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '.')

  function ownerOf(token: string): Account | undefined {
    const held = lasting.get(token)
    if (held)
      return held.endsAt > world.now().getTime() ? world.accounts.get(platform, held.owner) : undefined
    return world.accounts.of(platform).find((one) => token !== '' && one.token === token)
  }

  function answer(call: Call): Answer | Promise<Answer> {
    const { method, segments, query, body } = call
    const asks = `${method} ${segments.join('/')}`
    if (segments.join('/') === 'oauth/authorize') return desk.page(call)
    if (asks === 'POST oauth/access_token') return redeemed(call)
    if (asks === 'GET access_token') return exchanged(query)
    if (asks === 'GET refresh_access_token') return refreshed(query.get('access_token') ?? '')
    const own = ownerOf(bearer(call) ?? '')
    if (!own) return invalidToken()
    const [version, node = '', edge = ''] = segments
    if (version !== 'v1.0') return unknownObject(method, node)
    const id = own.externalId
    const form = isRecord(body) ? body : {}
    const isOwn = node === id || node === 'me'
    switch (`${method} ${isOwn ? 'me' : ':id'}${edge === '' ? '' : `/${edge}`}`) {
      case 'GET me':
        return { status: 200, body: { id, username: nameOf(own) } }
      case 'GET me/threads':
      case 'GET me/replies':
        return feed.own(id, edge === 'threads' ? 'threads' : 'replies', query)
      case 'GET me/threads_publishing_limit':
        return feed.limit(id)
      case 'POST me/threads':
        return containers.create(id, body, feed.has)
      case 'POST me/threads_publish':
        return feed.publish(id, nameOf(own), String(form.creation_id))
      case 'GET :id/conversation':
        return feed.conversation(id, node, query)
      case 'POST :id/manage_reply':
        return feed.manage(id, node, form.hide === 'true')
      case 'GET :id':
        if (node === 'keyword_search') return feed.search(id, query)
        return containers.get(node)?.owner === id ? containers.show(node) : feed.show(id, node)
      default:
        return unknownObject(method, node)
    }
  }

  /** Answers a code by a token of an hour. The person's id is a number there, above what a double holds. */
  function redeemed(call: Call): Answer {
    const answered = desk.token(call)
    if (answered.status !== 200 || !isRecord(answered.body)) return answered
    const { access_token: token } = answered.body
    const known = desk.bearer(String(token))
    const owner = typeof known === 'string' ? '0' : known.person
    return {
      status: 200,
      body: `{"access_token":${JSON.stringify(token)},"user_id":${owner}}`,
      headers: { 'content-type': 'application/json' },
    }
  }

  function exchanged(query: URLSearchParams): Answer {
    const known = desk.bearer(query.get('access_token') ?? '')
    if (query.get('client_secret') !== world.secret(APP_SECRET) || typeof known === 'string')
      return invalidToken()
    return issued(known.person)
  }

  function issued(owner: string): Answer {
    const now = world.now().getTime()
    const token = `THQ${randomBytes(20).toString('hex')}`
    lasting.set(token, { owner, since: now, endsAt: now + LIFE_S * 1000 })
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: LIFE_S } }
  }

  /** Renews a token that is a day old and alive. */
  function refreshed(token: string): Answer {
    const held = lasting.get(token)
    const now = world.now().getTime()
    if (!held || held.endsAt <= now) return invalidToken()
    if (now - held.since < DAY_S * 1000)
      return graphError({ code: 452, message: 'The token is not old enough to be refreshed' })
    return issued(held.owner)
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: () => graphError({ code: 4, message: 'Application request limit reached' }),
    consent: (consenting) => desk.consent(consenting),
    register({ externalId }) {
      if (!/^\d{5,20}$/.test(externalId))
        throw new HttpError(400, `externalId: '${externalId}' is not an account's id.`)
    },
    inbound: async (inbound) => feed.say(inbound),
    meet: () => undefined,
    read: () => undefined,
    reset() {
      desk.reset()
      containers.clear()
      feed.clear()
    },
  }
}
