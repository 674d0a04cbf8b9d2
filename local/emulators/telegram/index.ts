import type { Emulator, World } from '../emulator.ts'
import { type Answer, type Call, HttpError, isRecord } from '../lib/http.ts'
import { refuse, tooManyRequests } from './answers.ts'
import { Bots } from './bots.ts'
import { Counter } from './counter.ts'
import { Floods } from './floods.ts'
import { type Desk, methods, unknownMethod } from './methods.ts'
import { receive, userId } from './receive.ts'

const platform = 'telegram'

/** Telegram's Bot API: channel posts and private text messages. */
export function createTelegram(world: World): Emulator {
  const desk: Desk = {
    world,
    bots: new Bots(world),
    floods: new Floods(),
    messages: new Counter(world.now()),
  }
  const updates = new Counter(world.now())

  /** A token of the wrong shape is an unknown path to the platform, a wrong token is not authorised. */
  function answer(call: Call): Answer {
    const [bot, name = ''] = call.segments
    const token = /^bot(\d+:[\w-]+)$/.exec(bot ?? '')?.[1]
    if (!token || call.segments.length !== 2) return refuse(404, 'Not Found')
    const known = desk.bots.byToken(token)
    if (!known) return refuse(401, 'Unauthorized')
    const method = methods[name.toLowerCase()]
    if (!method || !Object.hasOwn(methods, name.toLowerCase())) return unknownMethod(name)
    if (typeof call.body === 'string') return refuse(400, "Bad Request: can't parse JSON object")
    return method(desk, known, {
      ...Object.fromEntries(call.query),
      ...(isRecord(call.body) ? call.body : {}),
    })
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
      return receive(world, bot, { updates, messages: desk.messages }, inbound)
    },
    meet(account, { id, name }) {
      const bot = desk.bots.register({ ...account, webhook: undefined })
      bot.users.set(userId(id), { id: userId(id), name, account: account.externalId })
    },
    /** Bots are not told what people have read. */
    read: () => undefined,
    reset() {
      desk.floods.clear()
      desk.bots.forgetPeople()
    },
  }
}
