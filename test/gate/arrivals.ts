import type { GateAddress } from '#core/lib/kernel/context.ts'
import type { Quota, Reservation, Reserved } from '#core/lib/platform/quota.ts'
import type { Random } from '../chaos/random.ts'
import { Lost, memoryGates } from './objects.ts'
import { type Call, Platform } from './platform.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const BOT: Quota = { key: 'bot', scope: 'credential', limit: 30, windowMs: SECOND }

/** Draws limits of the kinds that platforms have: rolling, by the hour, by the day of a zone, of different members, weighted. */
export function anyCall(random: Random): Quota[] {
  switch (random.pick(['message', 'message', 'message', 'post', 'album', 'hashtag', 'units', 'bulk'])) {
    case 'post':
      return [BOT, { key: 'posts', limit: 100, windowMs: DAY }, { key: 'posts', limit: 20, windowMs: MINUTE }]
    case 'album':
      return Array.from({ length: random.int(2, 10) }, (): Quota[] => [
        BOT,
        { key: 'group:1', scope: 'action', limit: 20, windowMs: MINUTE },
      ]).flat()
    case 'hashtag': {
      const member = random.pick(['café', '東京', 'cats', '__proto__', `tag${random.int(1, 60)}`])
      return [
        { key: 'hashtags', kind: 'distinct', limit: 30, windowMs: 7 * DAY, member },
        { key: 'searches', scope: 'credential', kind: 'fixed', limit: 200, windowMs: HOUR },
      ]
    }
    case 'units': {
      const day = { kind: 'fixed', windowMs: DAY, zone: 'America/Los_Angeles' } as const
      return [{ key: 'units', scope: 'credential', limit: 1_000, cost: random.pick([1, 1, 50]), ...day }]
    }
    case 'bulk':
      return [{ key: 'bulk', limit: 1_200, windowMs: HOUR, cost: random.int(1, 20) }]
    default: {
      const key = `to:${random.int(1, 40)}`
      return [BOT, { key, scope: 'action', limit: 1, windowMs: 6 * SECOND }]
    }
  }
}

/** Results of a run. */
export interface Found {
  arrivals: number
  batches: number
  admitted: number
  /** Calls that were let through and that the platform's own rule refuses. */
  over: number
  /** Calls that were refused and that the platform would have taken. */
  missed: number
  refunded: number
  /** Requests whose answer was lost for good: their calls were not made. */
  lost: number
  evictions: number
  /** Calls between the callers and the accounts' objects, without repetitions. */
  calls: number
  /** Most values that one object kept at any time. */
  mostRows: number
}

export interface Faults {
  /** Rate at which a call is lost, and at which its answer is. */
  loss: number
  /** Rate at which an object is evicted, before a call to any. */
  eviction: number
}

/** Two accounts under one credential and one under another. */
const ACCOUNTS = [
  { account: 'a', credential: 'shared' },
  { account: 'b', credential: 'shared' },
  { account: 'c', credential: 'own' },
]

/** Gate and platform side by side: every arrival is asked of the gate and checked against the platform. */
export class Arrivals {
  now = Date.parse('2026-03-07T00:00:00Z')
  readonly platform = new Platform()
  readonly gates
  readonly found: Found = {
    arrivals: 0,
    batches: 0,
    admitted: 0,
    over: 0,
    missed: 0,
    refunded: 0,
    lost: 0,
    evictions: 0,
    calls: 0,
    mostRows: 0,
  }
  readonly #random: Random
  #faults: Faults
  #ids = 0

  constructor(random: Random, faults: Faults) {
    this.#random = random
    this.#faults = faults
    this.gates = memoryGates(() => this.now, {
      before: (name) => {
        const names = this.gates.names()
        if (random.chance(this.#faults.eviction)) {
          this.gates.evict(names.length > 0 ? random.pick(names) : name)
          this.found.evictions++
        }
        if (random.chance(this.#faults.loss)) throw new Lost('the call')
      },
      after: () => {
        if (random.chance(this.#faults.loss)) throw new Lost('the answer')
      },
    })
  }

  /** Makes one batch of calls in the name of an account, as a consumer does. */
  async batch(most: number): Promise<void> {
    const { found, platform } = this
    const random = this.#random
    await this.pass(this.#pauseMs())
    const who = random.pick(ACCOUNTS)
    const requests = Array.from({ length: random.int(1, most) }, (): Reservation => {
      return { id: `r${++this.#ids}`, quotas: anyCall(random) }
    })
    const mode = random.chance(0.1) ? 'all' : 'each'
    found.batches++
    found.arrivals += requests.length
    const answers = await this.#reserve(who, requests, mode)
    if (!answers) {
      found.lost += requests.length
      return
    }
    const calls = requests.map(({ quotas }): Call => ({ at: this.now, ...who, quotas }))
    const unused: { id: string; call: Call }[] = []
    if (mode === 'all' && !answers[0]?.ok) {
      if (this.#allFit(calls)) found.missed += calls.length
      return
    }
    for (const [at, call] of calls.entries()) {
      const refused = platform.refuses(call)
      if (!answers[at]?.ok) {
        if (refused === null) found.missed++
        continue
      }
      if (refused !== null) found.over++
      platform.take(call)
      if (random.chance(0.03)) unused.push({ id: requests[at]?.id ?? '', call })
      else found.admitted++
    }
    if (unused.length > 0) await this.#giveBack(who, unused)
  }

  /** Lets time pass, and rings each alarm at its second. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms
    for (;;) {
      const next = this.gates.nextAlarm()
      if (next === null || next > until) break
      this.now = Math.max(this.now, next)
      await this.gates.ring().catch(onlyLost)
    }
    this.now = until
  }

  /** Compares the use of each limit by the gate's count with the platform's. */
  async differences(): Promise<string[]> {
    this.#faults = { loss: 0, eviction: 0 }
    const said: string[] = []
    for (const who of ACCOUNTS) {
      const limits = await this.gates.gate.status(who.account)
      for (const { scope, name, kind, windowMs, used } of limits) {
        // The gate and the platform count differently per contact and in slots.
        if (name === 'to' || name === 'bulk' || kind === 'closed' || kind === 'reported') continue
        const quota = QUOTAS.find((one) => one.key.split(':')[0] === name && one.windowMs === windowMs)
        if (!quota) throw new Error(`No rule is named ${name}.`)
        const [counted] = this.platform.used({ at: this.now, ...who, quotas: [quota] })
        if (counted !== used) said.push(`${who.account} ${scope} ${name}: ${used} instead of ${counted}`)
      }
    }
    return said
  }

  async #reserve(
    who: GateAddress,
    requests: readonly Reservation[],
    mode: 'each' | 'all',
  ): Promise<readonly Reserved[] | null> {
    const { gate } = this.gates
    this.found.calls++
    // As the stubs do, try the same ids once more. Then give back the places that may have been taken.
    const answers = await gate
      .reserve(who, requests, mode)
      .catch((error: unknown) => onlyLost(error) ?? gate.reserve(who, requests, mode))
      .catch(onlyLost)
    for (const name of this.gates.names())
      this.found.mostRows = Math.max(this.found.mostRows, this.gates.rowsOf(name).size)
    if (answers) return answers
    await this.#insist(() =>
      gate.refund(
        who,
        requests.map(({ id }) => id),
      ),
    )
    return null
  }

  async #giveBack(who: GateAddress, unused: readonly { id: string; call: Call }[]): Promise<void> {
    const ids = unused.map(({ id }) => id)
    await this.#insist(() => this.gates.gate.refund(who, ids))
    // Giving back twice counts once.
    if (this.#random.chance(0.3)) await this.#insist(() => this.gates.gate.refund(who, ids))
    for (const { call } of unused) this.platform.untake(call)
    this.found.refunded += unused.length
  }

  async #insist(call: () => Promise<void>): Promise<void> {
    for (;;) {
      const done = await call().then(() => true, onlyLost)
      if (done) return
    }
  }

  #allFit(calls: readonly Call[]): boolean {
    const taken: Call[] = []
    for (const call of calls) {
      if (this.platform.refuses(call) !== null) break
      this.platform.take(call)
      taken.push(call)
    }
    for (const call of taken) this.platform.untake(call)
    return taken.length === calls.length
  }

  #pauseMs(): number {
    const random = this.#random
    const kind = random.next()
    if (kind < 0.55) return random.int(0, 60)
    if (kind < 0.9) return random.int(0, 5_000)
    if (kind < 0.995) return random.int(0, 5 * MINUTE)
    return random.int(0, 10 * HOUR)
  }
}

const onlyLost = (error: unknown): undefined => {
  if (!(error instanceof Lost)) throw error
}

const QUOTAS: readonly Quota[] = [
  BOT,
  { key: 'posts', limit: 100, windowMs: DAY },
  { key: 'posts', limit: 20, windowMs: MINUTE },
  { key: 'group:1', scope: 'action', limit: 20, windowMs: MINUTE },
  { key: 'hashtags', kind: 'distinct', limit: 30, windowMs: 7 * DAY, member: '' },
  { key: 'searches', scope: 'credential', kind: 'fixed', limit: 200, windowMs: HOUR },
  {
    key: 'units',
    scope: 'credential',
    kind: 'fixed',
    limit: 1_000,
    windowMs: DAY,
    zone: 'America/Los_Angeles',
  },
]
