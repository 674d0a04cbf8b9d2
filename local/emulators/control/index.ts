import { type Account, type Emulator, namesOf, type World } from '../emulator.ts'
import type { Faults } from '../lib/faults.ts'
import { type Answer, type Call, HttpError } from '../lib/http.ts'
import { wasAccepted } from '../lib/webhooks.ts'
import { isSaid, type RichInbound } from './content.ts'
import { offersOf } from './offers.ts'
import { check, controlSchemas } from './schemas.ts'

const MAILS_SHOWN = 200

/** Makes the control API, which is the same for all platforms: `/_control/*`. */
export function createControl(world: World, emulators: Emulator[], faults: Faults) {
  const names = [...new Set(emulators.flatMap(namesOf))]
  const schemas = controlSchemas(names)

  /** Finds the emulator of exactly this name; for a shared prefix, the first with it. */
  function emulatorOf(name: string): Emulator {
    const found =
      emulators.find((one) => one.platform === name) ?? emulators.find((one) => namesOf(one).includes(name))
    if (!found) throw new HttpError(404, `No platform ${name} is emulated.`)
    return found
  }

  function accountOf(name: string, externalId: string): { emulator: Emulator; account: Account } {
    const emulator = emulatorOf(name)
    const account = world.accounts.get(emulator.platform, externalId)
    if (account) return { emulator, account }
    const known = world.accounts.of(emulator.platform).map((one) => one.externalId)
    throw new HttpError(
      404,
      `${emulator.platform} has no account ${externalId}. It has ${known.join(', ') || 'none'}; register one with POST /_control/accounts.`,
    )
  }

  /** Tests whether an entry concerns the requested platform, by its own name or its prefix. */
  const isOf = (name: string | undefined) => (entry: { platform: string }) =>
    name === undefined || namesOf(emulatorOf(entry.platform)).includes(name)

  function since(instant: string | undefined): (entry: { at: string }) => boolean {
    const from = instant === undefined ? 0 : /^\d+$/.test(instant) ? Number(instant) : Date.parse(instant)
    return ({ at }) => Date.parse(at) >= from
  }

  function list<T extends { platform: string; at: string }>(
    entries: { filter(keep: (one: T) => boolean): T[] },
    query: unknown,
  ) {
    const asked = check(schemas.called, query)
    const [ofPlatform, late] = [isOf(asked.platform), since(asked.since)]
    return entries.filter((entry) => ofPlatform(entry) && late(entry))
  }

  const accounts = () =>
    world.accounts.list().map(({ platform, externalId, name }) => ({ platform, externalId, name }))

  const routes: Record<string, (call: Call) => unknown> = {
    'GET /calls': ({ query }) => list(world.journal.calls, Object.fromEntries(query)),
    'GET /sent': ({ query }) => list(world.journal.sent, Object.fromEntries(query)),
    'GET /deliveries': ({ query }) => list(world.journal.deliveries, Object.fromEntries(query)),
    'GET /fault': () => faults.list(),
    'POST /fault': ({ body }) => {
      const planned = check(schemas.fault, body)
      faults.plan(planned)
      return { planned: faults.list().at(-1) }
    },
    'DELETE /fault': () => {
      faults.clear()
      return { cleared: true }
    },
    'GET /accounts': accounts,
    'POST /accounts': ({ body }) => {
      const { platform: name, webhook, ...rest } = check(schemas.account, body)
      const emulator = emulatorOf(name)
      const account = {
        ...rest,
        platform: emulator.platform,
        webhook: webhook && { url: webhook.url, secret: webhook.secret ?? undefined },
      }
      emulator.register(account)
      world.accounts.add(account)
      world.events.emit({ type: 'refresh' })
      return {
        registered: { platform: account.platform, externalId: account.externalId, name: account.name },
      }
    },
    'POST /invent': ({ body }) => {
      const emulator = emulatorOf(check(schemas.platform, body).platform)
      const invented = emulator.invent?.()
      if (!invented) throw new HttpError(400, `Nobody has accounts of ${emulator.platform}.`)
      const { externalId, name, token } = invented
      const account = { platform: emulator.platform, externalId, name, token }
      emulator.register(account)
      world.accounts.add(account)
      world.events.emit({ type: 'refresh' })
      return invented
    },
    'POST /consent': ({ body }) => {
      const { platform, ...consenting } = check(schemas.consent, body)
      const { consent } = emulatorOf(platform)
      if (!consent) throw new HttpError(400, `${platform} has no consent page.`)
      consent(consenting)
      return { consenting }
    },
    'DELETE /accounts': ({ body }) => {
      const { platform, externalId } = check(schemas.accountKey, body)
      const { account } = accountOf(platform, externalId)
      world.accounts.remove(account.platform, externalId)
      world.events.emit({ type: 'refresh' })
      return { removed: true }
    },
    'POST /contacts': ({ body }) => {
      const { platform, account: id, lastInboundAt, ...contact } = check(schemas.contact, body)
      const { emulator, account } = accountOf(platform, id)
      emulator.meet(account, contact, new Date(lastInboundAt))
      return { known: true }
    },
    'POST /inbound': async ({ body }) => {
      const { platform, account: id, ...rest } = check(schemas.inbound, body)
      if (rest.raw === undefined && ![rest, ...(rest.also ?? [])].every(isSaid))
        throw new HttpError(400, 'text: is empty; send text, something else, or raw.')
      const { emulator, account } = accountOf(platform, id)
      const inbound: RichInbound = { ...rest, account }
      const { attempts, retrying, ...delivered } = await emulator.inbound(inbound)
      const last = attempts.at(-1)
      return {
        deliveredStatus: last?.status ?? null,
        ...delivered,
        accepted: last !== undefined && wasAccepted(last),
        deliveries: attempts.map(({ status }) => status),
        error: attempts.find(({ error }) => error !== null)?.error ?? null,
        retrying,
      }
    },
    'POST /statuses': async ({ body }) => {
      const { platform, id, statuses, errorCode, together } = check(schemas.statuses, body)
      const emulator = emulatorOf(platform)
      const tell = together ? offersOf(emulator).statusesTogether : emulator.statuses
      if (!tell) throw new HttpError(400, `${platform} sends no receipts.`)
      const attempts = await tell(id, statuses, errorCode)
      return { deliveredStatuses: attempts.map(({ status }) => status) }
    },
    'POST /review': ({ body }) => {
      const { platform, ...verdict } = check(schemas.review, body)
      const { review } = offersOf(emulatorOf(platform))
      if (!review) throw new HttpError(400, `${platform} reviews nothing.`)
      if (!review(verdict)) throw new HttpError(404, `There is no template ${verdict.name}.`)
      return { reviewed: true }
    },
    'POST /migrate': ({ body }) => {
      const { platform, account: id, to } = check(schemas.migration, body)
      const { emulator, account } = accountOf(platform, id)
      const { migrate } = offersOf(emulator)
      if (!migrate) throw new HttpError(400, `Accounts of ${platform} keep their ids.`)
      migrate(account.externalId, to)
      return { migrated: true }
    },
    'POST /read': ({ body }) => {
      const { platform, account: id, contact } = check(schemas.read, body)
      const { emulator, account } = accountOf(platform, id)
      emulator.read(account, contact)
      return { read: true }
    },
    'POST /challenge': ({ body }) => {
      const { platform } = check(schemas.platform, body)
      const emulator = emulatorOf(platform)
      if (!emulator.challenge) throw new HttpError(400, `${platform} asks for no verify token.`)
      return emulator.challenge()
    },
    'POST /reset': ({ body }) => {
      const asked = check(schemas.reset, body ?? {})
      faults.clear()
      world.timers.clear()
      world.journal.clear()
      world.chats.clear()
      for (const emulator of emulators) emulator.reset()
      if (asked.accounts) world.accounts.clear()
      world.events.emit({ type: 'refresh' })
      return { reset: true }
    },
    'GET /state': () => ({
      accounts: accounts(),
      screens: Object.fromEntries(
        emulators.flatMap(({ platform, screen }) => (screen ? [[platform, screen]] : [])),
      ),
      chats: world.chats.list(),
      posts: world.journal.sent.filter(({ kind }) => kind === 'post'),
      mails: world.journal.sent.filter(({ platform }) => platform === 'mail').slice(-MAILS_SHOWN),
      webUrl: world.webUrl ?? null,
    }),
  }

  return async (call: Call): Promise<Answer> => {
    const path = `/${call.segments.join('/')}`
    const route = routes[`${call.method} ${path}`]
    if (route) return { status: 200, body: await route(call) }
    const methods = Object.keys(routes)
      .filter((one) => one.endsWith(` ${path}`))
      .map((one) => one.split(' ')[0])
    if (methods.length > 0) throw new HttpError(405, `${path} takes ${methods.join(', ')}.`)
    throw new HttpError(404, `There is no ${path} here. There are: ${Object.keys(routes).join(', ')}.`)
  }
}
