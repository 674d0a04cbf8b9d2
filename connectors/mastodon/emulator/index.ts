import { randomBytes } from 'node:crypto'
import type { Emulator, World } from '#local/emulators/emulator.ts'
import { type Answer, type Call, HttpError } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { notFound, ok, refuse } from './answers.ts'
import { Apps } from './apps.ts'
import { described, INSTANCES, type Instance, placeOf } from './instances.ts'
import { type Counted, Limits } from './limits.ts'
import { Media } from './media.ts'
import { type Person, Statuses } from './statuses.ts'

export const prefix = '/mastodon'

const platform = manifest.id
const [HOME] = INSTANCES

/** Several servers of one network: the first at the prefix itself, others below `/at/<domain>`. */
export function emulate(world: World): Emulator {
  const media = new Media(world)
  const statuses = new Statuses(world, media)
  const apps = new Apps(world, statuses, prefix)
  const limits = new Limits()

  function answer(call: Call): Answer {
    const place = placeOf(call.segments)
    if (!place) return notFound()
    const { instance, path } = place
    return open(instance, `${call.method} ${path}`, call) ?? signedIn(instance, path, call)
  }

  /** Answers what needs no token. */
  function open(instance: Instance, asks: string, call: Call): Answer | null {
    switch (asks) {
      case 'GET api/v2/instance':
        return described(instance)
      case 'GET .well-known/oauth-authorization-server':
        return instance.modern ? ok({ code_challenge_methods_supported: ['S256'] }) : notFound()
      case 'POST api/v1/apps':
        return apps.register(instance, call.body)
      case 'GET oauth/authorize':
      case 'POST oauth/authorize':
        return apps.page(instance, call)
      case 'POST oauth/token':
        return apps.token(instance, call)
      case 'POST oauth/revoke':
        return apps.revoke(instance, call.body)
      default:
        return null
    }
  }

  function signedIn(instance: Instance, path: string, call: Call): Answer {
    const bearer = apps.bearer(instance, /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '')
    if (!bearer)
      return call.headers.authorization
        ? refuse(401, 'The access token is invalid')
        : refuse(401, 'This API requires an authenticated user')
    const { person, scopes } = bearer
    const now = world.now().getTime()
    const headers = () => limits.headers(person.whole, now)
    const counts: Counted[] = ['requests', ...countedAs(`${call.method} ${path}`)]
    if (!counts.map((what) => limits.count(person.whole, what, now)).every(Boolean))
      return { ...refuse(429, 'Too many requests'), headers: headers() }
    const needs = call.method === 'GET' ? 'read' : scopeOf(path)
    const isGranted = scopes.some((scope) => scope === needs || scope === needs.split(':')[0])
    const answered = isGranted
      ? asked(instance, person, path, call)
      : refuse(403, 'This action is outside the authorized scopes')
    return { ...answered, headers: headers() }
  }

  type Handler = (instance: Instance, person: Person, call: Call, id: string) => Answer
  const routes: readonly [method: string, path: RegExp, handler: Handler][] = [
    [
      'GET',
      /^accounts\/verify_credentials$/,
      (instance, person) => ok(statuses.shownPerson(person, instance)),
    ],
    ['GET', /^accounts\/lookup$/, (instance, _person, { query }) => looked(instance, query)],
    [
      'GET',
      /^accounts\/id-([^/]+)\/statuses$/,
      (instance, _person, { query }, id) => statuses.of(instance, id, query),
    ],
    ['GET', /^media\/(\d+)$/, (_instance, person, _call, id) => media.show(person.whole, id)],
    ['POST', /^statuses$/, (instance, person, call) => statuses.create(person, instance, call)],
    ['GET', /^statuses\/(\d+)$/, (instance, person, _call, id) => statuses.show(person, instance, id)],
    [
      'PUT',
      /^statuses\/(\d+)$/,
      (instance, person, { body }, id) => statuses.edit(person, instance, id, body),
    ],
    ['DELETE', /^statuses\/(\d+)$/, (instance, person, _call, id) => statuses.delete(person, instance, id)],
    ['GET', /^statuses\/(\d+)\/source$/, (_instance, person, _call, id) => statuses.source(person, id)],
    [
      'GET',
      /^statuses\/(\d+)\/context$/,
      (instance, person, _call, id) => statuses.context(person, instance, id),
    ],
    [
      'POST',
      /^statuses\/(\d+)\/favourite$/,
      (instance, person, _call, id) => statuses.like(person, instance, id, true),
    ],
    [
      'POST',
      /^statuses\/(\d+)\/unfavourite$/,
      (instance, person, _call, id) => statuses.like(person, instance, id, false),
    ],
    [
      'GET',
      /^timelines\/tag\/([^/]+)$/,
      (instance, _person, { query }, tag) => statuses.tagged(instance, tag, query),
    ],
  ]

  function asked(instance: Instance, person: Person, path: string, call: Call): Answer {
    if (call.method === 'POST' && path === 'api/v2/media') return media.upload(person.whole, instance, call)
    if (call.method === 'GET' && path === 'api/v2/search')
      return statuses.search(person, instance, call.query)
    const below = /^api\/v1\/(.+)$/.exec(path)?.[1] ?? ''
    for (const [method, pattern, handler] of routes) {
      const found = method === call.method ? pattern.exec(below) : null
      if (found) return handler(instance, person, call, found[1] ?? '')
    }
    return notFound()
  }

  function looked(instance: Instance, query: URLSearchParams): Answer {
    const acct = (query.get('acct') ?? '').toLowerCase()
    const known = statuses.knows(acct.includes('@') ? acct : `${acct}@${instance.domain}`)
    return known ? ok(statuses.shownPerson(known, instance)) : notFound()
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: (seconds) => ({
      ...refuse(429, 'Too many requests'),
      headers: { 'x-ratelimit-reset': new Date(world.now().getTime() + seconds * 1000).toISOString() },
    }),
    consent: (consenting) => apps.consent(consenting),
    invent() {
      const token = randomBytes(20).toString('base64url')
      const externalId = `practice_${randomBytes(4).toString('hex')}@${HOME.domain}`
      return { externalId, name: 'Practice account', token, credentials: { accessToken: token } }
    },
    register({ externalId, name }) {
      if (!INSTANCES.some(({ domain }) => new RegExp(`^\\w+@${domain}$`).test(externalId)))
        throw new HttpError(
          400,
          `externalId: '${externalId}' is not an account, such as name@${HOME.domain}.`,
        )
      statuses.person(externalId, name)
    },
    /** Writes a person's reply below a post. Servers tell apps of nobody: accounts have to look. */
    async inbound(inbound) {
      const domain = inbound.account.externalId.split('@')[1]
      return statuses.reply(inbound, INSTANCES.find((one) => one.domain === domain) ?? HOME)
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      apps.reset()
      limits.clear()
      media.clear()
      statuses.clear()
    },
  }
}

function countedAs(asks: string): Counted[] {
  if (asks === 'POST api/v1/statuses') return ['posts']
  if (asks === 'POST api/v2/media') return ['uploads']
  return asks.startsWith('DELETE api/v1/statuses/') ? ['deletions'] : []
}

const scopeOf = (path: string): string =>
  path.endsWith('favourite') ? 'write:favourites' : path.includes('/media') ? 'write:media' : 'write:statuses'
