import type { Emulator, World } from '#local/emulators/emulator.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { bearer, graphError, graphPath, invalidToken, unknownObject } from '../../meta/emulator/answers.ts'
import { GraphLogin } from '../../meta/emulator/login.ts'
import type { Profile } from '../../meta/emulator/people.ts'
import { GRAPH_VERSION } from '../../meta/graph.ts'
import { SCOPES } from '../consent.ts'
import { manifest } from '../manifest.ts'
import { Containers } from './containers.ts'
import { Feed, shown } from './feed.ts'

const platform = manifest.id

export const prefix = '/graph'

/** Instagram's part of the Graph API, by Facebook's login. */
export function emulate(world: World): Emulator {
  const newId = () => `1784${digits(13)}`
  const login = new GraphLogin(world, { platform, prefix, scopes: SCOPES, newId })
  const { people } = login
  const containers = new Containers(world)
  const feed = new Feed(world, containers)

  function answer(call: Call): Answer | Promise<Answer> {
    const { method } = call
    const ofLogin = login.answer(call)
    if (ofLogin) return ofLogin
    const token = bearer(call) ?? ''
    const { node, edge } = graphPath(call) ?? { node: call.path, edge: null }
    const person = login.personOf(token)
    if (person !== null && node === 'me' && edge === 'accounts') return pages(person)
    const own = people.holding(token)
    if (!own) return invalidToken()
    if (containers.has(node) && edge === null)
      return containers.get(node)?.owner === own.id ? containers.show(node) : unknownObject(method, node)
    const post = feed.get(node)
    if (post?.owner === own.id && edge === null) return { status: 200, body: shown(post) }
    return node === own.id ? ofAccount(call, own, edge) : unknownObject(method, node)
  }

  function ofAccount(call: Call, own: Profile, edge: string | null) {
    const { method, body, query } = call
    switch (`${method} ${edge ?? ''}`) {
      case 'GET ':
        return { status: 200, body: { id: own.id, username: own.name } }
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

  function pages(owner: string): Answer {
    const data = people.of(owner).map(({ id, name: username, token }) => ({
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
    consent: login.consent,
    register: (account) => login.register(account),
    inbound: async () => {
      throw new HttpError(400, 'Nobody writes to these accounts yet.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      login.reset()
      containers.clear()
      feed.clear()
    },
  }
}
