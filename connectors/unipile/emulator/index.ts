import type { Emulator, World } from '#local/emulators/emulator.ts'
import { type Answer, type Call, HttpError } from '#local/emulators/lib/http.ts'
import { API_KEY, manifest } from '../manifest.ts'
import { Members } from './accounts.ts'
import { refuse } from './answers.ts'
import { Feed } from './feed.ts'
import { Hosted } from './hosted.ts'

const platform = manifest.id
const PAGE = 'hosted'

export const prefix = '/unipile'

/** Unipile's API, version 1, of LinkedIn accounts, with its hosted page. */
export function emulate(world: World): Emulator {
  const members = new Members(world.now)
  const feed = new Feed(world, members)
  const hosted = new Hosted(world, members, `${prefix}/${PAGE}`)

  function answer(call: Call): Answer | Promise<Answer> {
    const { segments, headers, method, query } = call
    if (segments.join('/') === PAGE) return hosted.page(call)
    const [api, version, resource, id = '', edge = ''] = segments
    if (api !== 'api' || version !== 'v1') return refuse(404, 'resource_not_found', 'Route not found')
    if (headers['x-api-key'] !== world.secret(API_KEY))
      return refuse(401, 'missing_credentials', 'Missing or invalid access token')
    switch (`${method} ${resource}`) {
      case 'POST hosted':
        return hosted.link(call)
      case 'GET accounts':
        return id === '' ? members.list() : members.show(id)
      case 'POST posts':
        return feed.publish(call)
      case 'GET posts':
        return feed.show(id, query)
      case 'GET users':
        return edge === 'posts' ? feed.list(id, query) : refuse(404, 'resource_not_found', 'Route not found')
      default:
        return refuse(404, 'resource_not_found', 'Route not found')
    }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: () => refuse(429, 'too_many_requests', 'Too many requests'),
    consent: (consenting) => hosted.consent(consenting),
    register({ externalId, name, token }) {
      if (!/^(ACo[\w-]+|\d+)$/.test(externalId))
        throw new HttpError(400, `externalId: '${externalId}' is neither a member nor a page.`)
      members.adopt(token, externalId, name)
    },
    inbound: async () => {
      throw new HttpError(400, 'Nobody writes to these accounts yet.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      hosted.reset()
      feed.clear()
    },
  }
}
