import type { Account, Emulator, World } from '#local/emulators/emulator.ts'
import { ConsentDesk } from '#local/emulators/lib/consent.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { SCOPES } from '../consent.ts'
import { CLIENT_KEY, CLIENT_SECRET, manifest } from '../manifest.ts'
import { ok, refuse, tooMany } from './answers.ts'
import { Publishing } from './publishing.ts'

const platform = manifest.id
const HOUR_S = 3_600

export const prefix = '/tiktok'

/** TikTok's Login Kit and Content Posting API. */
export function emulate(world: World): Emulator {
  const publishing = new Publishing(world, prefix)
  const desk = new ConsentDesk({
    name: manifest.name,
    pagePath: `${prefix}/v2/auth/authorize`,
    clientId: () => world.secret(CLIENT_KEY),
    clientSecret: () => world.secret(CLIENT_SECRET),
    redirectUri: () =>
      world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
    pkce: false,
    scopes: SCOPES,
    lives: { code: HOUR_S, access: 2 * HOUR_S, refresh: 180 * 24 * HOUR_S },
    rotates: true,
    denial: { error: 'access_denied', error_description: 'The user denied the request' },
    scopeSeparator: ',',
    now: world.now,
    people: () => world.accounts.of(platform).map(({ externalId: id, name }) => ({ id, name })),
    meet(name, pages) {
      const person = { id: `-000${digits(20)}`, name: pages[0] ?? name }
      world.accounts.add({ platform, externalId: person.id, name: person.name, token: '' })
      return person
    },
  })

  function answer(call: Call): Answer | Promise<Answer> {
    const { method, segments, headers } = call
    const path = segments.join('/')
    if (path === 'v2/auth/authorize') return desk.page(inUsualWords(call))
    if (path === 'v2/oauth/token' && method === 'POST') return issued(call)
    if (method === 'PUT' && segments[0] === 'upload') return publishing.take(call)
    const bearer = desk.bearer(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
    const owner = typeof bearer === 'string' ? undefined : world.accounts.get(platform, bearer.person)
    if (typeof bearer === 'string' || !owner)
      return refuse(401, 'access_token_invalid', 'The access token is invalid or not found in the request.')
    if (path === 'v2/user/info' && method === 'GET')
      return ok({ user: { open_id: owner.externalId, display_name: owner.name } })
    if (!bearer.scopes.includes('video.publish'))
      return refuse(401, 'scope_not_authorized', 'The user did not authorize the scope required.')
    return method === 'POST' ? asked(owner, call) : notFound()
  }

  function asked(owner: Account, { segments, body }: Call): Answer | Promise<Answer> {
    const json = isRecord(body) ? body : {}
    switch (segments.join('/')) {
      case 'v2/post/publish/creator_info/query':
        return publishing.creator(owner)
      case 'v2/post/publish/video/init':
        return publishing.announce(owner, json)
      case 'v2/post/publish/content/init':
        return publishing.photos(owner, json)
      case 'v2/post/publish/status/fetch':
        return publishing.state(owner, json)
      default:
        return notFound()
    }
  }

  /** Answers the token endpoint in TikTok's names, with the person's id in this app. */
  function issued(call: Call): Answer {
    const answered = desk.token(inUsualWords(call))
    if (answered.status !== 200 || !isRecord(answered.body)) return answered
    const { refresh_token_expires_in, ...rest } = answered.body
    const known = desk.bearer(String(rest.access_token))
    const open_id = typeof known === 'string' ? '' : known.person
    return { status: 200, body: { ...rest, open_id, refresh_expires_in: refresh_token_expires_in } }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: tooMany,
    consent: (consenting) => desk.consent(consenting),
    register({ externalId, token }) {
      if (!/^[\w-]{5,64}$/.test(externalId))
        throw new HttpError(400, `externalId: '${externalId}' is not an account's open_id.`)
      desk.adopt(token, externalId)
    },
    inbound: async () => {
      throw new HttpError(400, 'Nobody writes to accounts there by the parts that are emulated.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset() {
      desk.reset()
      publishing.clear()
    },
  }
}

const notFound = (): Answer => refuse(404, 'invalid_params', 'There is no such endpoint.')

/** Takes TikTok's names of the client's id, and its commas between scopes, to those of OAuth 2. */
function inUsualWords(call: Call): Call {
  const { body, query } = call
  if (!isRecord(body)) return { ...call, query: usual(query) }
  const { query: asked, client_key, ...form } = body
  return {
    ...call,
    query: usual(query),
    body: {
      ...form,
      ...(client_key === undefined ? {} : { client_id: client_key }),
      ...(asked === undefined ? {} : { query: usual(new URLSearchParams(String(asked))).toString() }),
    },
  }
}

function usual(query: URLSearchParams): URLSearchParams {
  const words = new URLSearchParams(query)
  const key = words.get('client_key')
  if (key !== null) words.set('client_id', key)
  const scope = words.get('scope')
  if (scope !== null) words.set('scope', scope.replaceAll(',', ' '))
  return words
}
