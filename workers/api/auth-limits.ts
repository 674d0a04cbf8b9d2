import type { Context } from 'hono'
import type { Gate } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { sha256Hex } from '#core/lib/secrets/crypto.ts'
import { accountGate } from '#objects/stubs.ts'
import type { Api } from './api.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

interface Limits {
  /** Limit for one network address and one mail address. */
  pair?: Omit<Quota, 'key'>
  /** Limit for one network address, over all mail addresses. */
  address?: Omit<Quota, 'key'>
  /** Limit for one mail address, over all network addresses. */
  mail?: Omit<Quota, 'key'>
  /** Counts only tries that fail. */
  failuresOnly?: true
}

/** Limits on tries by strangers: they slow down guessing of passwords, and keep mailboxes from being flooded. */
const LIMITS: Record<string, Limits> = {
  '/auth/sign-in/email': {
    pair: { limit: 10, windowMs: 15 * MINUTE_MS },
    address: { limit: 100, windowMs: 15 * MINUTE_MS },
    mail: { limit: 50, windowMs: 15 * MINUTE_MS },
    failuresOnly: true,
  },
  '/auth/sign-up/email': { address: { limit: 100, windowMs: HOUR_MS } },
  '/auth/request-password-reset': {
    address: { limit: 30, windowMs: HOUR_MS },
    mail: { limit: 5, windowMs: HOUR_MS },
  },
  '/auth/send-verification-email': {
    address: { limit: 30, windowMs: HOUR_MS },
    mail: { limit: 5, windowMs: HOUR_MS },
  },
  '/auth/reset-password': { address: { limit: 30, windowMs: HOUR_MS } },
  '/auth/change-email': {
    address: { limit: 30, windowMs: HOUR_MS },
    mail: { limit: 5, windowMs: HOUR_MS },
  },
  '/auth/change-password': { address: { limit: 30, windowMs: HOUR_MS } },
}

interface Place {
  gate: string
  quotas: Quota[]
}

export type Admitted = { ok: false; until: Date } | { ok: true; ended(succeeded: boolean): Promise<void> }

/** Takes a place under every limit of this try, or none. `email`: the address in the body. */
export async function admitTry(c: Context<Api>, email: string | null): Promise<Admitted> {
  const limits = LIMITS[c.req.path]
  if (!limits) return { ok: true, ended: async () => undefined }
  const gate = accountGate(c.env)
  const places = await placesOf(c, limits, email)
  const id = newId()
  const taken: Place[] = []
  for (const place of places) {
    const [reserved] = await gate.reserve({ account: place.gate }, [{ id, quotas: place.quotas }])
    if (!reserved) throw new Error('The gate left the request unanswered.')
    if (!reserved.ok) {
      await giveBack(gate, taken, id)
      return { ok: false, until: new Date(reserved.until) }
    }
    taken.push(place)
  }
  return {
    ok: true,
    async ended(succeeded) {
      if (succeeded && limits.failuresOnly) await giveBack(gate, taken, id)
    },
  }
}

const giveBack = (gate: Gate, places: readonly Place[], id: string) =>
  Promise.all(places.map((place) => gate.refund({ account: place.gate }, [id])))

/** Counts a network address in one object and a mailbox in another. Neither is named in clear. */
async function placesOf(
  c: Context<Api>,
  { pair, address, mail }: Limits,
  named: string | null,
): Promise<Place[]> {
  // Only Cloudflare sets this header on requests to a Worker.
  const from = await sha256Hex(c.req.header('cf-connecting-ip') ?? 'unknown')
  const to = named === null ? null : await sha256Hex(named)
  const { path } = c.req
  const here: Quota[] = [
    ...(address ? [{ key: path, ...address }] : []),
    ...(pair && to !== null ? [{ key: `${path} ${to}`, ...pair }] : []),
  ]
  return [
    ...(here.length > 0 ? [{ gate: `from/${from}`, quotas: here }] : []),
    ...(mail && to !== null ? [{ gate: `mailbox/${to}`, quotas: [{ key: path, ...mail }] }] : []),
  ]
}
