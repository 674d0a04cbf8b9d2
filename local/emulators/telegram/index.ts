import type { Offers } from '../control/offers.ts'
import type { Emulator, World } from '../emulator.ts'
import { parseForm } from '../graph/bytes.ts'
import { BoundedMap } from '../lib/bounded.ts'
import { type Answer, type Call, HttpError, isRecord } from '../lib/http.ts'
import { refuse, tooManyRequests } from './answers.ts'
import { Bots } from './bots.ts'
import { Counter } from './counter.ts'
import type { Desk } from './desk.ts'
import { FileStore } from './files.ts'
import { Floods } from './floods.ts'
import { methods, unknownMethod } from './methods.ts'
import { receive, userId } from './receive.ts'

const platform = 'telegram'

/** Telegram's Bot API: channel posts and private messages. */
export function createTelegram(world: World): Emulator & Offers {
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

  /** A token of the wrong shape is an unknown path to the platform, a wrong token is not authorised. */
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
    prefix: '/telegram',
    owns: () => true,
    answer,
    limited: tooManyRequests,
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
    /** Bots are not told what people have read. */
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
