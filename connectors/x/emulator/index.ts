import type { Emulator, World } from '#local/emulators/emulator.ts'
import { ConsentDesk } from '#local/emulators/lib/consent.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { CLIENT_ID, CLIENT_SECRET, manifest } from '../manifest.ts'
import { forbidden, notFound, ok, problem } from './answers.ts'
import { Files } from './media.ts'
import { Timeline } from './timeline.ts'

const platform = manifest.id
const DAY_S = 86_400
const WINDOW_MS = 15 * 60_000
const POSTS_MAX = 100

export const prefix = '/x'

/** X's API, version 2, with the page on which people agree. */
export function emulate(world: World): Emulator {
  const files = new Files(world)
  const timeline = new Timeline(world, files)
  /** When each account posted. */
  const posted = new Map<string, number[]>()
  const named = (id: string) => world.accounts.get(platform, id)?.name ?? ''
  const desk = new ConsentDesk({
    name: manifest.name,
    pagePath: `${prefix}/i/oauth2/authorize`,
    clientId: () => world.secret(CLIENT_ID),
    clientSecret: () => world.secret(CLIENT_SECRET),
    redirectUri: () =>
      world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
    pkce: true,
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'like.write', 'offline.access'],
    lives: { code: 30, access: 7_200, refresh: 180 * DAY_S },
    rotates: true,
    denial: { error: 'access_denied', error_description: 'The person said no' },
    scopeSeparator: ' ',
    now: world.now,
    people: () => world.accounts.of(platform).map(({ externalId: id, name }) => ({ id, name })),
    meet(name) {
      const id = digits(19)
      world.accounts.add({ platform, externalId: id, name, token: digits(24) })
      return { id, name }
    },
  })

  function answer(call: Call): Answer {
    const { method, segments, body, headers } = call
    const path = segments.join('/')
    if (path === 'i/oauth2/authorize') return desk.page(call)
    if (path === '2/oauth2/token' && method === 'POST') return inXsWords(desk.token(call))
    if (path === '2/oauth2/revoke' && method === 'POST') {
      desk.revoke(isRecord(body) ? String(body.token) : '')
      return ok({ revoked: true })
    }
    const bearer = desk.bearer(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
    if (typeof bearer === 'string') return problem(401, 'Unauthorized', 'Unauthorized')
    return segments[0] === '2' ? asked(bearer.person, call) : notFound('No such endpoint')
  }

  function asked(person: string, call: Call): Answer {
    const { method, segments, query, body } = call
    const [, resource, id = '', below = ''] = segments
    const asks = `${method} ${[resource, id && ':id', below].filter(Boolean).join('/')}`
    if (resource === 'media' && id === 'upload') return files.answer(person, call, segments)
    if (resource === 'media' && id === 'metadata') return files.describe(person, body)
    if (asks === 'GET users/:id' && id === 'me')
      return ok({ data: { id: person, name: named(person), username: `user_${person.slice(-6)}` } })
    if (asks === 'POST tweets') return counted(person, () => timeline.publish(person, body))
    if (asks === 'DELETE tweets/:id') return timeline.delete(person, id)
    if (asks === 'GET users/:id/tweets')
      return id === person ? timeline.list(id, query) : notFound(`Could not find user with id: [${id}].`)
    // Self-serve tiers have lost these; the endpoints are still there.
    if (/^(POST|DELETE) users\/:id\/(likes|following)/.test(asks))
      return forbidden('You are not permitted to perform this action.')
    return notFound('No such endpoint')
  }

  /** Counts an account's posts within the window, and tells them in X's headers. */
  function counted(person: string, publish: () => Answer): Answer {
    const now = world.now().getTime()
    const fresh = (posted.get(person) ?? []).filter((at) => now - at < WINDOW_MS)
    const reset = Math.ceil(((fresh[0] ?? now) + WINDOW_MS) / 1000)
    const headers = (left: number) => ({
      'x-rate-limit-limit': `${POSTS_MAX}`,
      'x-rate-limit-remaining': `${left}`,
      'x-rate-limit-reset': `${reset}`,
    })
    if (fresh.length >= POSTS_MAX) return { ...tooMany(), headers: headers(0) }
    posted.set(person, [...fresh, now])
    return { ...publish(), headers: headers(POSTS_MAX - fresh.length - 1) }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: (seconds) => ({
      ...tooMany(),
      headers: { 'x-rate-limit-reset': `${Math.ceil(world.now().getTime() / 1000) + seconds}` },
    }),
    consent: (consenting) => desk.consent(consenting),
    register({ externalId, token }) {
      if (!/^\d+$/.test(externalId)) throw new HttpError(400, `externalId: '${externalId}' is no number.`)
      desk.adopt(token, externalId)
    },
    inbound: async () => {
      throw new HttpError(400, 'Nobody writes to accounts there by the parts that are emulated.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      desk.reset()
      files.clear()
      timeline.clear()
      posted.clear()
    },
  }
}

const tooMany = (): Answer => problem(429, 'Too Many Requests', 'Too Many Requests')

/** Says in X's own words that a code or a token is good no more. */
const inXsWords = (answer: Answer): Answer =>
  isRecord(answer.body) && answer.body.error === 'invalid_grant'
    ? {
        status: 400,
        body: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
      }
    : answer
