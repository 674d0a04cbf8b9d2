import { randomBytes } from 'node:crypto'
import type { Emulator, World } from '#local/emulators/emulator.ts'
import { ConsentDesk } from '#local/emulators/lib/consent.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { bearer, graphError, graphPath, invalidToken, unknownObject } from '../../meta/emulator/answers.ts'
import { APP_ID, APP_SECRET } from '../../meta/vars.ts'
import { SCOPES } from '../consent.ts'
import { manifest } from '../manifest.ts'
import { GRAPH_VERSION } from '../unverified.ts'
import { Containers } from './containers.ts'
import { Feed, shown } from './feed.ts'
import { People } from './people.ts'

const platform = manifest.id
const DAY_S = 86_400

export const prefix = '/graph'

/** Instagram's part of the Graph API, by Facebook's login. */
export function emulate(world: World): Emulator {
  const people = new People()
  const containers = new Containers(world)
  const feed = new Feed(world, containers)
  const desk = new ConsentDesk({
    name: 'Facebook',
    pagePath: `${prefix}/${GRAPH_VERSION}/dialog/oauth`,
    clientId: () => world.secret(APP_ID),
    clientSecret: () => world.secret(APP_SECRET),
    redirectUri: () =>
      world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
    pkce: false,
    scopes: SCOPES,
    lives: { code: 3600, access: 60 * DAY_S, refresh: null },
    rotates: false,
    denial: { error: 'access_denied', error_description: 'Permissions error' },
    scopeSeparator: ',',
    now: world.now,
    people: () => people.all(),
    meet(name, pages) {
      const person = people.meet(name, pages)
      for (const { id: externalId, username, token } of people.of(person.id))
        world.accounts.add({ platform, externalId, name: username, token })
      return person
    },
  })

  function answer(call: Call): Answer | Promise<Answer> {
    const { segments, body, method } = call
    const path = segments.slice(1).join('/')
    if (path === 'dialog/oauth') return desk.page(call)
    if (path === 'oauth/access_token') return exchange(call, isRecord(body) ? body : {})
    const token = bearer(call) ?? ''
    const { node, edge } = graphPath(call) ?? { node: call.path, edge: null }
    const person = desk.bearer(token)
    if (typeof person !== 'string' && node === 'me' && edge === 'accounts') return pages(person.person)
    const own = people.holding(token)
    if (!own) return invalidToken()
    if (containers.has(node) && edge === null)
      return containers.get(node)?.owner === own.id ? containers.show(node) : unknownObject(method, node)
    const post = feed.get(node)
    if (post?.owner === own.id && edge === null) return { status: 200, body: shown(post) }
    return node === own.id ? ofAccount(call, own, edge) : unknownObject(method, node)
  }

  function ofAccount(call: Call, own: { id: string; username: string }, edge: string | null) {
    const { method, body, query } = call
    switch (`${method} ${edge ?? ''}`) {
      case 'GET ':
        return { status: 200, body: { id: own.id, username: own.username } }
      case 'POST media':
        return containers.create(own.id, body)
      case 'POST media_publish':
        return feed.publish(own.id, isRecord(body) ? String(body.creation_id) : '')
      case 'GET content_publishing_limit':
        return feed.limit(own.id)
      case 'GET media':
        return feed.list(own.id, query)
      default:
        return unknownObject(method, own.id)
    }
  }

  /** Answers the token endpoint; a token of an hour is exchanged for one that lasts. */
  function exchange(call: Call, form: Record<string, unknown>): Answer {
    if (form.grant_type !== 'fb_exchange_token') return desk.token(call)
    const person = desk.bearer(String(form.fb_exchange_token))
    if (form.client_secret !== world.secret(APP_SECRET) || typeof person === 'string') return invalidToken()
    const lasting = `EAA${randomBytes(20).toString('hex')}`
    desk.adopt(lasting, person.person)
    return { status: 200, body: { access_token: lasting, token_type: 'bearer' } }
  }

  function pages(owner: string): Answer {
    const data = people.of(owner).map(({ id, username, token }) => ({
      id: digits(15),
      access_token: token,
      instagram_business_account: { id, username },
    }))
    // A page without an account of this kind.
    return { status: 200, body: { data: [...data, { id: digits(15), access_token: 'EAAnone' }] } }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: ({ segments }) => segments[0] === GRAPH_VERSION,
    answer,
    limited: () => graphError({ code: 4, message: '(#4) Application request limit reached' }),
    consent: (consenting) => desk.consent(consenting),
    register({ externalId: id, name: username, token }) {
      if (!/^\d{5,20}$/.test(id)) throw new HttpError(400, `externalId: '${id}' is not an account's id.`)
      const owner = people.profile(id)?.owner ?? people.meet(`Owner of ${username}`, []).id
      people.add({ id, username, token, owner })
    },
    inbound: async () => {
      throw new HttpError(400, 'Nobody writes to these accounts yet.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      desk.reset()
      containers.clear()
      feed.clear()
    },
  }
}
