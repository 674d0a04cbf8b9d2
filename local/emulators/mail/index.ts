import { createHash, randomUUID } from 'node:crypto'
import type { Account, Emulator, World } from '../emulator.ts'
import { BoundedMap } from '../lib/bounded.ts'
import { type Answer, type Call, HttpError } from '../lib/http.ts'
import type { Sent } from '../lib/records.ts'
import { refuse, tooManyRequests } from './answers.ts'
import { addressOf, type Email, readEmail } from './email.ts'

const platform = 'mail'
const KEY_MAX_LENGTH = 256
const KEPT_MS = 24 * 60 * 60_000

/** A mail as an outsider sees it. */
export interface SentMail extends Sent {
  subject: string
}

/** The request that was done under an idempotency key, and its result. */
interface Done {
  at: number
  digest: string
  id: string
}

/** Makes an HTTP mail API of Resend's form. It only sends; there are no inbound mails. */
export function createMail(world: World): Emulator {
  const done = new BoundedMap<string, Done>()

  function answer(call: Call): Answer {
    if (call.segments.join('/') !== 'emails')
      return refuse(404, 'not_found', 'The requested endpoint does not exist.')
    if (call.method !== 'POST')
      return refuse(405, 'method_not_allowed', `${call.method} is not allowed here.`)
    if (!call.headers['user-agent']) return refuse(403, 'forbidden', 'error code: 1010')
    const token = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1]
    if (!token) return refuse(401, 'missing_api_key', 'Missing API key in the authorization header.')
    const senders = sendersOf(token)
    if (!senders) return refuse(403, 'invalid_api_key', 'API key is invalid.')
    const read = readEmail(call.body)
    if ('refusal' in read) return read.refusal
    const { email } = read
    if (!mayBeFrom(email.from, senders))
      return refuse(403, 'validation_error', `The domain of ${email.from} is not verified.`)
    return once(token, call, () => send(email))
  }

  /** Lists the senders of a key; null for a wrong key. Empty while none is registered: then any key may send from any address. */
  function sendersOf(token: string): Account[] | null {
    const all = world.accounts.of(platform)
    const own = all.filter((account) => account.token === token)
    return all.length > 0 && own.length === 0 ? null : own
  }

  /** Does the same request under the same key once, and repeats its answer for a day. */
  function once(token: string, call: Call, act: () => string): Answer {
    const key = call.headers['idempotency-key']
    if (key === undefined) return { status: 200, body: { id: act() } }
    if (typeof key !== 'string' || key === '' || key.length > KEY_MAX_LENGTH)
      return refuse(400, 'invalid_idempotency_key', `The key must be between 1-${KEY_MAX_LENGTH} chars.`)
    const at = world.now().getTime()
    const digest = createHash('sha256').update(call.text).digest('hex')
    const before = done.get(`${token} ${key}`)
    if (before && at - before.at < KEPT_MS) {
      return before.digest === digest
        ? { status: 200, body: { id: before.id } }
        : refuse(
            409,
            'invalid_idempotent_request',
            'Same idempotency key used with a different request payload.',
          )
    }
    const id = act()
    done.set(`${token} ${key}`, { at, digest, id })
    return { status: 200, body: { id } }
  }

  function send({ from, to, subject, text }: Email): string {
    const mail: SentMail = {
      platform,
      account: from,
      kind: 'message',
      id: randomUUID(),
      to: to.join(', '),
      subject,
      text,
      media: [],
      at: world.now().toISOString(),
    }
    world.journal.publish(mail)
    world.events.emit({ type: 'refresh' })
    return mail.id
  }

  return {
    platform,
    prefix: '/mail',
    owns: () => true,
    answer,
    limited: tooManyRequests,
    register({ externalId }) {
      if (addressOf(externalId) === null)
        throw new HttpError(400, `externalId: '${externalId}' is not a sender's address.`)
    },
    inbound: () => Promise.reject(onlySends()),
    meet: () => {
      throw onlySends()
    },
    /** Does nothing: nobody is told that a mail was read. */
    read: () => undefined,
    reset: () => done.clear(),
  }
}

/** Tests whether a sender may use an address. The part before the @ does not count: a domain is verified, not an address. */
const mayBeFrom = (from: string, senders: Account[]) =>
  senders.length === 0 || senders.some(({ externalId }) => domainOf(externalId) === domainOf(from))

const domainOf = (mailbox: string) => addressOf(mailbox)?.split('@')[1]

const onlySends = () => new HttpError(400, 'platform: mail is only sent here; nobody writes back.')
