import { randomBytes } from 'node:crypto'
import type { Account, Emulator, World } from '#local/emulators/emulator.ts'
import { ConsentDesk } from '#local/emulators/lib/consent.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { SCOPES } from '../consent.ts'
import { CLIENT_ID, CLIENT_SECRET, manifest } from '../manifest.ts'
import { forbidden, notFound, ok, problem, unauthorized } from './answers.ts'
import { Comments } from './comments.ts'
import { Quota } from './quota.ts'
import { Uploads } from './uploads.ts'
import { Videos } from './videos.ts'

const platform = manifest.id
const DAY_S = 86_400
const [UPLOAD_SCOPE = '', WRITE_SCOPE = ''] = SCOPES

export const prefix = '/youtube'

/** YouTube's Data API, version 3, with Google's page on which people choose one of their channels. */
export function emulate(world: World): Emulator {
  const videos = new Videos(world)
  const uploads = new Uploads(world, videos, prefix)
  const comments = new Comments(world, videos)
  const quota = new Quota(world)
  const desk = new ConsentDesk({
    name: 'Google',
    pagePath: `${prefix}/o/oauth2/v2/auth`,
    clientId: () => world.secret(CLIENT_ID),
    clientSecret: () => world.secret(CLIENT_SECRET),
    redirectUri: () =>
      world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
    pkce: false,
    scopes: SCOPES,
    lives: { code: 600, access: 3_599, refresh: 180 * DAY_S },
    rotates: false,
    denial: { error: 'access_denied', error_description: 'The user did not consent' },
    scopeSeparator: ' ',
    kept: world.kept(platform),
    now: world.now,
    people: () => world.accounts.of(platform).map(({ externalId: id, name }) => ({ id, name })),
    /** Makes the channels of a login; a consent is for one of them. */
    meet(name, pages) {
      const channels = (pages.length > 0 ? pages : [name]).map((own) => {
        const externalId = `UC${randomBytes(16).toString('base64url')}`
        world.accounts.add({ platform, externalId, name: own, token: '' })
        return { id: externalId, name: own }
      })
      return channels[0] ?? { id: '', name }
    },
  })

  function answer(call: Call): Answer {
    const { method, segments, headers } = call
    const path = segments.join('/')
    if (path === 'o/oauth2/v2/auth') return desk.page(call)
    if (path === 'token' && method === 'POST') return tokens(call)
    const bearer = desk.bearer(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
    const own = typeof bearer === 'string' ? undefined : world.accounts.get(platform, bearer.person)
    if (typeof bearer === 'string' || !own) return unauthorized()
    if (path === 'upload/youtube/v3/videos' && method === 'PUT') return uploads.put(own.externalId, call)
    return quota.take(method, path) ?? asked(own, bearer.scopes, call)
  }

  /** Gives tokens. The one that renews is given once, with the consent. */
  function tokens(call: Call): Answer {
    const answered = desk.token(call)
    const { body } = answered
    const isRenewal = isRecord(call.body) && call.body.grant_type === 'refresh_token'
    if (!isRenewal || !isRecord(body)) return answered
    const { refresh_token: _once, refresh_token_expires_in: _life, ...renewed } = body
    return { ...answered, body: renewed }
  }

  function asked(own: Account, scopes: readonly string[], call: Call): Answer {
    const { method, segments, query, body } = call
    const id = own.externalId
    const path = segments.join('/')
    const needed = path.startsWith('upload/') ? [UPLOAD_SCOPE, WRITE_SCOPE] : [WRITE_SCOPE]
    if (!needed.some((scope) => scopes.includes(scope)))
      return forbidden('insufficientPermissions', 'Request had insufficient authentication scopes.')
    switch (`${method} ${path.replace('youtube/v3/', '')}`) {
      case 'POST upload/videos':
        return uploads.open(id, call)
      case 'GET channels':
        return channel(own, query)
      case 'GET videos':
        return videos.list(id, query)
      case 'PUT videos':
        return videos.update(id, query, body)
      case 'DELETE videos':
        return videos.remove(id, query.get('id') ?? '')
      case 'GET playlistItems':
        return videos.uploads(id, query)
      case 'GET commentThreads':
        return comments.threads(id, query)
      case 'GET comments':
        return comments.replies(query)
      case 'POST comments':
        return comments.reply(own, body)
      case 'POST comments/setModerationStatus':
        return comments.moderate(id, query)
      case 'GET search':
        return ok({ kind: 'youtube#searchListResponse', items: [] })
      default:
        return notFound('notFound', 'Not Found')
    }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: () => problem(403, 'rateLimitExceeded', 'Too many requests', 'usageLimits'),
    consent: (consenting) => desk.consent(consenting),
    register({ externalId, token }) {
      if (!/^UC[\w-]{22}$/.test(externalId))
        throw new HttpError(400, `externalId: '${externalId}' is no channel's id.`)
      desk.adopt(token, externalId)
    },
    inbound: async (inbound) => comments.say(inbound),
    meet: () => undefined,
    read: () => undefined,
    reset() {
      desk.reset()
      videos.clear()
      uploads.clear()
      comments.clear()
      quota.clear()
    },
  }
}

/** Shows the channel that a token speaks for. Figures are strings. */
const channel = ({ externalId: id, name }: Account, query: URLSearchParams): Answer => {
  const parts = (query.get('part') ?? '').split(',')
  return ok({
    kind: 'youtube#channelListResponse',
    pageInfo: { totalResults: 1, resultsPerPage: 5 },
    items: [
      {
        kind: 'youtube#channel',
        id,
        ...(parts.includes('snippet') ? { snippet: { title: name } } : {}),
        ...(parts.includes('contentDetails')
          ? { contentDetails: { relatedPlaylists: { uploads: `UU${id.slice(2)}` } } }
          : {}),
        ...(parts.includes('statistics')
          ? { statistics: { viewCount: '123', subscriberCount: '45', videoCount: '6' } }
          : {}),
      },
    ],
  })
}
