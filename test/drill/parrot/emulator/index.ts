import { randomUUID } from 'node:crypto'
import type { Account, Emulator, World } from '#local/emulators/emulator.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { type Attempt, wasAccepted } from '#local/emulators/lib/webhooks.ts'
import { manifest } from '../manifest.ts'

export const prefix = '/parrot'

const TEXT_MAX = 280
const platform = manifest.id
const refuse = (status: number, error: string, more: object = {}): Answer => ({
  status,
  body: { error, ...more },
})

/** Emulates the platform: it sends given texts to one contact or to all, and reports the texts that it receives. */
export function emulate(world: World): Emulator {
  const hooks = new Map<string, { url: string; secret: string }>()

  function answer({ method, segments: [perch = '', end], headers, body }: Call): Answer {
    const account = world.accounts.get(platform, perch)
    if (!account || headers.authorization !== `Bearer ${account.token}`) return refuse(401, 'seed')
    if (method !== 'POST' || !isRecord(body)) return refuse(404, 'refused')
    if (end === 'hook') {
      hooks.set(perch, { url: String(body.url), secret: String(body.secret) })
      return { status: 200, body: { name: account.name } }
    }
    return end === 'say' ? say(account, body) : refuse(404, 'refused')
  }

  function say({ externalId: account }: Account, { to, text }: Record<string, unknown>): Answer {
    if (typeof text !== 'string' || [...text].length > TEXT_MAX) return refuse(400, 'refused')
    const id = randomUUID()
    const at = world.now().toISOString()
    const said = { platform, account, id, text, media: [], at }
    world.journal.publish(
      typeof to === 'string' ? { ...said, kind: 'message', to } : { ...said, kind: 'post' },
    )
    if (typeof to === 'string') {
      const known = world.chats.get(platform, account, to)?.contact ?? { id: to, name: to }
      world.chats.add(platform, account, known, {
        id,
        from: 'business',
        text,
        at,
        status: 'sent',
        error: null,
      })
    }
    return { status: 200, body: { id, url: `https://parrot.example/${account}/${id}` } }
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: true, channel: true, receipts: false },
    owns: () => true,
    answer,
    limited: (seconds) => refuse(429, 'busy', { seconds }),
    invent() {
      const token = `seed-${randomUUID()}`
      return {
        externalId: `perch-${digits(6)}`,
        name: 'Practice perch',
        token,
        credentials: { accessToken: token },
      }
    },
    register({ externalId }) {
      if (!/^perch-\d+$/.test(externalId)) throw new HttpError(400, 'externalId: not a perch.')
    },
    async inbound({ account, from, text, times, badSignature }) {
      const hook = hooks.get(account.externalId)
      if (!hook) throw new HttpError(400, 'Nobody listens at that perch.')
      const id = randomUUID()
      const at = world.now()
      const payload = { id, at: at.getTime(), from: { id: from.id, name: from.name }, text }
      const shown = { id, from: 'contact' as const, text, at: at.toISOString(), error: null }
      world.chats.add(platform, account.externalId, from, { ...shown, status: 'accepted' })
      const delivery = {
        platform,
        url: hook.url,
        headers: { 'x-parrot-secret': badSignature ? 'wrong' : hook.secret },
        bytes: new Uint8Array(Buffer.from(JSON.stringify(payload))),
      }
      const attempts: Attempt[] = []
      for (let time = 0; time < times; time++)
        attempts.push(await world.webhooks.deliver(delivery, () => undefined))
      return { id, payload, attempts, retrying: !attempts.every(wasAccepted) }
    },
    meet: () => undefined,
    read: () => undefined,
    reset: () => hooks.clear(),
  }
}
