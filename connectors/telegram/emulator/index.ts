import { randomBytes } from 'node:crypto'
import type { Offers } from '#local/emulators/control/offers.ts'
import type { Emulator, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { parseForm } from '#local/emulators/lib/bytes.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { refuse, tooManyRequests } from './answers.ts'
import { Bots } from './bots.ts'
import { Counter } from './counter.ts'
import type { Desk } from './desk.ts'
import { FileStore } from './files.ts'
import { Floods } from './floods.ts'
import { methods, unknownMethod } from './methods.ts'
import { receive, userId } from './receive.ts'

const platform = manifest.id

export const prefix = '/telegram'

/** Telegram's Bot API: channel posts and private messages. */
export function emulate(world: World): Emulator & Offers {
  const desk: Desk = {
    world,
    bots: new Bots(world),
    floods: new Floods(),
    messages: new Counter(world.now()),
    files: new FileStore(world),
    sent: new BoundedMap(),
    moved: new Map(),
    presses: new BoundedMap(),
  }
  const updates = new Counter(world.now())

  /** Answers a call. A token of the wrong shape is an unknown path (404), a wrong token is not authorised (401). */
  function answer(call: Call): Answer {
    const isFile = call.segments[0] === 'file'
    const [bot, name = '', ...rest] = isFile ? call.segments.slice(1) : call.segments
    const token = /^bot(\d+:[\w-]+)$/.exec(bot ?? '')?.[1]
    if (!token || (rest.length > 0 && !isFile)) return refuse(404, 'Not Found')
    const known = desk.bots.byToken(token)
    if (!known) return refuse(401, 'Unauthorized')
    if (isFile) return desk.files.download(token, [name, ...rest.map(encodeURIComponent)].join('/'))
    const method = methods[name.toLowerCase()]
    if (!method || !Object.hasOwn(methods, name.toLowerCase())) return unknownMethod(name)
    const form = parseForm(call)
    if (typeof call.body === 'string' && !form) return refuse(400, "Bad Request: can't parse JSON object")
    const given = form ? form.fields : isRecord(call.body) ? call.body : {}
    return method(desk, known, { ...Object.fromEntries(call.query), ...given }, form)
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: true, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: tooManyRequests,
    invent() {
      const token = `${digits(10)}:${randomBytes(18).toString('base64url')}`
      const externalId = `-100${digits(10)}`
      return { externalId, name: 'Practice channel', token, credentials: { accessToken: token } }
    },
    register(account) {
      if (!/^\d+:[\w-]+$/.test(account.token)) {
        throw new HttpError(400, 'token: not a bot token, such as 123456:ABC-def.')
      }
      if (!/^-\d{1,16}$|^@\w{4,32}$/.test(account.externalId)) {
        throw new HttpError(400, `externalId: '${account.externalId}' is not a channel (-100… or @name).`)
      }
      desk.bots.register(account)
    },
    inbound(inbound) {
      const bot = desk.bots.register({ ...inbound.account, webhook: undefined })
      return receive(desk, bot, updates, inbound)
    },
    meet(account, { id, name }) {
      const bot = desk.bots.register({ ...account, webhook: undefined })
      bot.users.set(userId(id), { id: userId(id), name, account: account.externalId })
    },
    migrate: (externalId, to) => desk.moved.set(externalId, to),
    /** Does nothing: bots are not told when people read messages. */
    read: () => undefined,
    reset() {
      desk.floods.clear()
      desk.files.clear()
      desk.sent.clear()
      desk.moved.clear()
      desk.presses.clear()
      desk.bots.forgetPeople()
    },
  }
}
