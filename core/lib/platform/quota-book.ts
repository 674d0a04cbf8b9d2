import {
  type LimitStatus,
  nameOf,
  type Reservation,
  type Reserved,
  type Rule,
  ruleId,
  rulesOf,
  type UsageReport,
} from './quota.ts'
import {
  type Counter,
  forgetPassed,
  giveBack,
  newCounter,
  REFUND_MS,
  roomAt,
  type Taken,
  take,
  usedOf,
} from './quota-counter.ts'

/** How long a usage report of the platform is kept: an hour. */
const REPORT_MS = 3_600_000
/** Sweeps start above this size, and run again whenever the size has doubled since the last one. */
const SWEEP_FROM = 64

interface Closing {
  scope: UsageReport['scope'] | 'action'
  until: number
}

interface Held {
  at: number
  /** Empty once it has been given back: if the request arrives afterwards, it takes no places. */
  taken: Taken[]
  givenBack: boolean
}

/**
 * The state of one object of the account gate: counters, reservations that may still be given back, and the stops and usage that
 * the platform reported. Each value has a storage key of its own, so that a change writes only what it changed.
 */
export class QuotaBook {
  readonly #counters = new Map<string, Counter>()
  readonly #held = new Map<string, Held>()
  readonly #closed = new Map<string, Closing>()
  readonly #reports = new Map<string, UsageReport & { at: number }>()
  readonly #changed = new Set<string>()
  #now = 0
  #sweepAbove = SWEEP_FROM

  constructor(stored: Iterable<readonly [string, unknown]> = []) {
    for (const [key, value] of stored) {
      const id = key.slice(2)
      if (key.startsWith('q:')) this.#counters.set(id, value as Counter)
      else if (key.startsWith('r:')) this.#held.set(id, value as Held)
      else if (key.startsWith('c:')) this.#closed.set(id, value as Closing)
      else if (key.startsWith('u:')) this.#reports.set(id, value as UsageReport & { at: number })
    }
    // Storage lists by key, but reservations are dropped by age.
    const byAge = [...this.#held].sort(([, a], [, b]) => a.at - b.at)
    this.#held.clear()
    for (const [id, held] of byAge) this.#held.set(id, held)
    this.#now = byAge.at(-1)?.[1].at ?? 0
  }

  /** Keeps the time from going backwards: the clock of another machine may be behind. */
  #at(now: number): number {
    this.#now = Math.max(this.#now, now)
    return this.#now
  }

  /** Reserves places for requests, in order. `each`: for those that have room. `all`: for all or none. */
  reserve(requests: readonly Reservation[], mode: 'each' | 'all', clock: number): Reserved[] {
    const now = this.#at(clock)
    this.#letGo(now)
    const taken: string[] = []
    const answers: Reserved[] = []
    for (const { id, quotas } of requests) {
      const known = this.#held.get(id)
      const answer = known ? again(known, now) : this.#admit(id, rulesOf(quotas), now)
      answers.push(answer)
      if (answer.ok && !known) taken.push(id)
      if (!answer.ok && mode === 'all') {
        for (const one of taken) this.#undo(one, now, false)
        return requests.map(() => answer)
      }
    }
    return answers
  }

  #admit(id: string, rules: readonly Rule[], now: number): Reserved {
    let blocked: Extract<Reserved, { ok: false }> | null = null
    const block = (until: number, scope: Rule['scope'], key: string | null) => {
      if (until > now && until > (blocked?.until ?? 0)) blocked = { ok: false, until, scope, key }
    }
    const all = this.#closed.get('')
    if (all) block(all.until, all.scope, null)
    const counters: [string, Counter, Rule][] = []
    for (const rule of rules) {
      const name = ruleId(rule)
      const closed = this.#closed.get(rule.key)
      if (closed) block(closed.until, closed.scope, rule.key)
      const known = this.#counters.get(name)
      const counter = known && forgetPassed(known, now) ? known : newCounter(rule, now)
      const room = roomAt(counter, rule)
      if (room !== null) block(room, rule.scope, rule.key)
      counters.push([name, counter, rule])
    }
    if (blocked) return blocked
    const taken: Taken[] = []
    for (const [name, counter, rule] of counters) {
      const { cost: _cost, member: _member, ...kept } = rule
      counter.rule = kept
      taken.push(take(counter, name, rule, now))
      this.#counters.set(name, counter)
      this.#changed.add(`q:${name}`)
    }
    this.#held.set(id, { at: now, taken, givenBack: false })
    this.#changed.add(`r:${id}`)
    return { ok: true }
  }

  /** Gives the places of these requests back, once. If a request arrives only afterwards, it takes none. */
  refund(ids: readonly string[], clock: number): void {
    const now = this.#at(clock)
    for (const id of ids) this.#undo(id, now, true)
  }

  /** Tests whether a request's places are taken and not given back. */
  holds(id: string): boolean {
    return this.#held.get(id)?.givenBack === false
  }

  /** Gives back places that were not granted to the caller. If the request comes again, it may take places again. */
  release(ids: readonly string[], clock: number): void {
    const now = this.#at(clock)
    for (const id of ids) this.#undo(id, now, false)
  }

  #undo(id: string, now: number, forGood: boolean): void {
    for (const taken of this.#held.get(id)?.taken ?? []) {
      const counter = this.#counters.get(taken.id)
      if (!counter) continue
      giveBack(counter, taken)
      this.#changed.add(`q:${taken.id}`)
      if (!forgetPassed(counter, now)) this.#counters.delete(taken.id)
    }
    this.#held.delete(id)
    if (forGood) this.#held.set(id, { at: now, taken: [], givenBack: true })
    this.#changed.add(`r:${id}`)
  }

  /** Records that the platform refuses calls until a time: all calls, or those with these keys. */
  close(scope: Rule['scope'], keys: readonly string[] | null, until: number): void {
    for (const key of keys ?? ['']) {
      const known = this.#closed.get(key)
      if (known && known.until >= until) continue
      this.#closed.set(key, { scope, until })
      this.#changed.add(`c:${key}`)
    }
  }

  report(reports: readonly UsageReport[], clock: number): void {
    for (const report of reports) {
      this.#reports.set(report.name, { ...report, at: this.#at(clock) })
      this.#changed.add(`u:${report.name}`)
    }
  }

  status(clock: number): LimitStatus[] {
    const now = this.#at(clock)
    this.#letGo(now)
    this.#sweep(now)
    const most = new Map<string, LimitStatus>()
    const note = (status: LimitStatus) => {
      const id = `${status.scope} ${status.kind} ${status.name} ${status.windowMs}`
      const known = most.get(id)
      if (!known || status.used / status.limit > known.used / known.limit) most.set(id, status)
    }
    for (const { rule, ...counter } of this.#counters.values()) {
      const { scope, kind, limit, windowMs, key } = rule
      note({
        scope,
        name: nameOf(key),
        kind,
        limit,
        windowMs,
        ...usedOf({ rule, ...counter } as Counter),
      })
    }
    for (const { scope, name, usedPercent } of this.#reports.values())
      note({ scope, name, kind: 'reported', used: usedPercent, limit: 100, windowMs: null, resetsAt: null })
    for (const [key, { scope, until }] of this.#closed)
      note({
        scope,
        name: nameOf(key) || 'all',
        kind: 'closed',
        used: 1,
        limit: 1,
        windowMs: null,
        resetsAt: until,
      })
    return [...most.values()]
  }

  /** Returns the values to store and to remove since the last call. */
  changes(): { put: Record<string, unknown>; remove: string[] } {
    const put: Record<string, unknown> = {}
    const remove: string[] = []
    for (const key of this.#changed) {
      const value = this.#valueOf(key)
      if (value === undefined) remove.push(key)
      else put[key] = value
    }
    this.#changed.clear()
    return { put, remove }
  }

  /** The number of values kept. */
  get size(): number {
    return this.#counters.size + this.#held.size + this.#closed.size + this.#reports.size
  }

  #valueOf(key: string): unknown {
    const id = key.slice(2)
    switch (key[0]) {
      case 'q':
        return this.#counters.get(id)
      case 'r':
        return this.#held.get(id)
      case 'c':
        return this.#closed.get(id)
      default:
        return this.#reports.get(id)
    }
  }

  #letGo(now: number): void {
    for (const [id, { at }] of this.#held) {
      if (at > now - REFUND_MS) break
      this.#held.delete(id)
      this.#changed.add(`r:${id}`)
    }
    if (this.size > this.#sweepAbove) this.#sweep(now)
  }

  /** Removes values that have expired, such as the counter that each contact leaves behind. */
  #sweep(now: number): void {
    for (const [name, counter] of this.#counters) {
      if (forgetPassed(counter, now)) continue
      this.#counters.delete(name)
      this.#changed.add(`q:${name}`)
    }
    for (const [key, { until }] of this.#closed) {
      if (until > now) continue
      this.#closed.delete(key)
      this.#changed.add(`c:${key}`)
    }
    for (const [name, { at }] of this.#reports) {
      if (at > now - REPORT_MS) continue
      this.#reports.delete(name)
      this.#changed.add(`u:${name}`)
    }
    this.#sweepAbove = Math.max(SWEEP_FROM, this.size * 2)
  }
}

/** Returns the answer to a repeated request: it keeps its places; one that was given back gets none. */
const again = ({ givenBack }: Held, now: number): Reserved =>
  givenBack ? { ok: false, until: now + REFUND_MS, scope: 'account', key: null } : { ok: true }
