import type { Emulator, World } from '#local/emulators/emulator.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { bearer, graphError, graphPath, invalidToken, unknownObject } from '../../meta/emulator/answers.ts'
import { GraphLogin } from '../../meta/emulator/login.ts'
import type { Profile } from '../../meta/emulator/people.ts'
import { GRAPH_VERSION } from '../../meta/graph.ts'
import { SCOPES } from '../consent.ts'
import { manifest } from '../manifest.ts'
import { refuse } from './answers.ts'
import { Comments } from './comments.ts'
import { Feed } from './feed.ts'
import { Files } from './files.ts'

const platform = manifest.id
/** Tasks of a person who may only look at a page's figures. */
const LOOKING_ON = ['ANALYZE']
const TASKS = ['CREATE_CONTENT', 'MANAGE', 'MODERATE', 'ANALYZE']

export const prefix = '/graph'

/** The pages' part of the Graph API, by Facebook's login. */
export function emulate(world: World): Emulator {
  const login = new GraphLogin(world, { platform, prefix, scopes: SCOPES, newId: () => digits(15) })
  const { people } = login
  const files = new Files()
  const feed = new Feed(world, files)
  const comments = new Comments(world, feed)

  function answer(call: Call): Answer {
    const { method } = call
    const ofLogin = login.answer(call)
    if (ofLogin) return ofLogin
    const token = bearer(call) ?? ''
    const { node, edge } = graphPath(call) ?? { node: call.path, edge: null }
    const person = login.personOf(token)
    if (person !== null) return ofPerson(person, node, edge) ?? needsPageToken()
    const own = people.holding(token)
    if (!own) return invalidToken()
    // The platform no longer has the account: its owner has changed the password, say.
    if (!world.accounts.get(platform, own.id))
      return refuse(190, 460, 'The session has been invalidated because the user changed the password')
    if (node === own.id) return ofPage(call, own, edge)
    const video = files.has(node) && edge === null ? files.show(own.id, node) : null
    return video ?? ofPost(call, own, edge, files.postOf(node) ?? node) ?? unknownObject(method, node)
  }

  /** Answers what a person's own token reads: their pages, and those of their businesses. */
  function ofPerson(person: string, node: string, edge: string | null): Answer | null {
    const [first, ...others] = people.of(person).filter(({ id }) => world.accounts.get(platform, id))
    const business = `9${person}`
    const pages = (some: readonly Profile[], tasks = TASKS): Answer => ({
      status: 200,
      body: { data: some.map(({ id, name, token: access_token }) => ({ id, name, access_token, tasks })) },
    })
    switch (`${node}/${edge}`) {
      case 'me/accounts':
        return pages(first ? [first] : [])
      case 'me/businesses':
        return { status: 200, body: { data: others.length > 0 ? [{ id: business }] : [] } }
      case `${business}/owned_pages`:
        return pages(first ? [first, ...others] : others)
      case `${business}/client_pages`:
        return pages([{ id: digits(15), name: 'Of a client', token: 'EAAnone', owner: person }], LOOKING_ON)
      default:
        return null
    }
  }

  function ofPage(call: Call, own: Profile, edge: string | null): Answer {
    const { method, query } = call
    const form = isRecord(call.body) ? call.body : {}
    switch (`${method} ${edge ?? ''}`) {
      case 'GET ':
        return { status: 200, body: { id: own.id, name: own.name } }
      case 'POST feed':
        return feed.publish(own.id, form)
      case 'POST photos':
        return files.addPhoto(own.id, call)
      case 'POST videos':
        return files.video(own.id, call, (description, shown) => feed.show(own.id, description, [shown]))
      case 'GET published_posts':
        return feed.list(own.id, query)
      case 'POST messages':
        return comments.answerPrivately(own.id, form)
      default:
        return unknownObject(method, own.id)
    }
  }

  /** Answers calls about a post or a comment. */
  function ofPost(
    { method, query, body }: Call,
    own: Profile,
    edge: string | null,
    id: string,
  ): Answer | null {
    const form = isRecord(body) ? body : {}
    switch (`${method} ${edge ?? ''}`) {
      case 'GET comments':
        return comments.list(own.id, id, query)
      case 'POST comments':
        return comments.write(own, id, form.message)
      case 'POST likes':
        return comments.like(own.id, id)
      case 'POST ':
        return comments.change(own.id, id, form)
      default:
        return null
    }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns(call) {
      if (call.segments[0] !== GRAPH_VERSION) return false
      const node = graphPath(call)?.node ?? ''
      const isOurs =
        people.profile(node) !== undefined || files.has(node) || feed.has(node) || comments.has(node)
      return isOurs || people.holding(bearer(call) ?? '') !== undefined || login.owns(call)
    },
    answer,
    limited: () => ({
      ...graphError({ code: 4, message: '(#4) Application request limit reached' }),
      headers: { 'x-app-usage': JSON.stringify({ call_count: 100, total_time: 25, total_cputime: 25 }) },
    }),
    consent: login.consent,
    register: (account) => login.register(account),
    inbound: async (inbound) => comments.say(inbound),
    meet: () => undefined,
    read: () => undefined,
    reset() {
      login.reset()
      files.clear()
      feed.clear()
      comments.clear()
    },
  }
}

const needsPageToken = () =>
  graphError({ code: 210, message: '(#210) A page access token is required to request this resource.' })
