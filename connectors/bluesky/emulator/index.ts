import { randomUUID } from 'node:crypto'
import type { Account, Emulator, World } from '#local/emulators/emulator.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { invalid, refuse } from './answers.ts'
import { Feed } from './feed.ts'
import { didOf } from './ids.ts'
import { Points } from './points.ts'
import { Repository } from './repository.ts'
import { Sessions } from './sessions.ts'
import { Threads } from './threads.ts'

export const prefix = '/bluesky'

const platform = manifest.id

type Procedure = (account: Account, body: Record<string, unknown>, call: Call) => Answer

/** Emulates an account's server: sessions, records of posts, and the files that they name. Tokens outlive it; posts do not. */
export function emulate(world: World): Emulator {
  const points = new Points()
  const sessions = new Sessions(world)
  const repository = new Repository(world, points)
  const threads = new Threads(world, sessions, repository)
  const feed = new Feed(sessions, repository)

  const open: Record<string, (call: Call) => Answer> = {
    'POST com.atproto.server.createSession': (call) =>
      isRecord(call.body) ? sessions.create(call, call.body) : invalid('Input must be an object'),
    'POST com.atproto.server.refreshSession': (call) => sessions.refresh(call),
    'POST com.atproto.server.deleteSession': (call) => sessions.delete(call),
    'GET com.atproto.identity.resolveHandle': ({ query }) => sessions.resolve(query.get('handle') ?? ''),
    'GET com.atproto.repo.getRecord': (call) => repository.get(call),
    'GET com.atproto.repo.listRecords': (call) => repository.list(call),
  }
  const signedIn: Record<string, Procedure> = {
    'GET app.bsky.feed.getPostThread': (_account, _body, { query }) => threads.of(query),
    'GET app.bsky.feed.searchPosts': (_account, _body, { query }) => feed.search(query),
    'GET app.bsky.feed.getAuthorFeed': (_account, _body, { query }) => feed.author(query),
    'POST com.atproto.repo.uploadBlob': (account, _body, call) => repository.upload(account, call),
    'POST com.atproto.repo.putRecord': (account, body) => repository.put(account, body),
    'POST com.atproto.repo.createRecord': (account, body) => repository.create(account, body),
    'POST com.atproto.repo.deleteRecord': (account, body) => repository.delete(account, body),
    'POST com.atproto.identity.updateHandle': ({ externalId }, { handle }) =>
      sessions.rename(externalId, handle),
  }

  function answered(call: Call): { answer: Answer; did: string | null } {
    const [xrpc, method = ''] = call.segments
    const name = `${call.method} ${method}`
    const anybody = open[name]
    if (xrpc === 'xrpc' && anybody) return { answer: anybody(call), did: null }
    const procedure = signedIn[name]
    if (xrpc !== 'xrpc' || !procedure)
      return { answer: refuse(501, 'MethodNotImplemented', 'Method Not Implemented'), did: null }
    const account = sessions.signedIn(call)
    if ('status' in account) return { answer: account, did: null }
    return {
      answer: procedure(account, isRecord(call.body) ? call.body : {}, call),
      did: account.externalId,
    }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: false, channel: true, receipts: false },
    owns: () => true,
    answer(call) {
      const at = world.now().getTime()
      points.request(at)
      const { answer, did } = answered(call)
      return { ...answer, headers: { ...points.headers(did, at), ...answer.headers } }
    },
    limited: (seconds) => ({
      ...refuse(429, 'RateLimitExceeded', 'Rate Limit Exceeded'),
      headers: { 'retry-after': String(seconds) },
    }),
    invent() {
      const token = randomUUID()
        .replaceAll('-', '')
        .slice(0, 16)
        .replace(/.{4}(?=.)/g, '$&-')
      const externalId = didOf(randomUUID())
      return { externalId, name: 'Practice account', token, credentials: { appPassword: token } }
    },
    register({ externalId }) {
      if (!/^did:(plc:[a-z2-7]{24}|web:[\w.-]+)$/.test(externalId))
        throw new HttpError(400, `externalId: '${externalId}' is not a DID, such as ${didOf('anybody')}.`)
    },
    /** Writes a person's reply to a post or a reply of the account's thread. The platform tells nobody: accounts have to look. */
    inbound: async (inbound) => threads.reply(inbound),
    /** Does nothing: there are no conversations yet. */
    meet: () => undefined,
    read: () => undefined,
    reset() {
      points.clear()
      sessions.clear()
      repository.clear()
      threads.clear()
    },
  }
}
