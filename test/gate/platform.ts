import type { Quota } from '#core/lib/platform/quota.ts'

/** A call that reached the platform. */
export interface Call {
  at: number
  account: string
  credential: string
  quotas: readonly Quota[]
}

/**
 * The platforms' own rules, written as in their documentation and counted in the plainest way: every call is kept,
 * and every window is counted anew. The oracle of the account gate; it shares no code with it.
 */
export class Platform {
  readonly #times = new Map<string, { at: number; cost: number }[]>()
  readonly #firsts = new Map<string, Map<string, number[]>>()

  /** Returns the first rule by which the platform would refuse the call; null when it takes it. */
  refuses(call: Call): Quota | null {
    for (const quota of summed(call.quotas)) {
      const key = counterOf(call, quota)
      if (quota.kind === 'distinct') {
        const inUse = this.#inUse(key, quota, call.at)
        if (!inUse.has(quota.member ?? '') && inUse.size + 1 > quota.limit) return quota
      } else if (this.#used(key, quota, call.at) + (quota.cost ?? 1) > quota.limit) return quota
    }
    return null
  }

  take(call: Call): void {
    for (const quota of summed(call.quotas)) {
      const key = counterOf(call, quota)
      if (quota.kind === 'distinct') {
        const inUse = this.#inUse(key, quota, call.at)
        inUse.set(quota.member ?? '', [...(inUse.get(quota.member ?? '') ?? []), call.at])
      } else {
        const times = this.#times.get(key) ?? []
        times.push({ at: call.at, cost: quota.cost ?? 1 })
        this.#times.set(key, times)
      }
    }
  }

  /** Removes a call that was not made after all. */
  untake(call: Call): void {
    for (const quota of summed(call.quotas)) {
      const key = counterOf(call, quota)
      if (quota.kind === 'distinct') {
        const uses = this.#firsts.get(key)?.get(quota.member ?? '') ?? []
        uses.splice(uses.indexOf(call.at), 1)
        if (uses.length === 0) this.#firsts.get(key)?.delete(quota.member ?? '')
      } else {
        const times = this.#times.get(key) ?? []
        const at = times.findLastIndex((one) => one.at === call.at && one.cost === (quota.cost ?? 1))
        times.splice(at, 1)
      }
    }
  }

  used(call: Call): number[] {
    return summed(call.quotas).map((quota) =>
      quota.kind === 'distinct'
        ? this.#inUse(counterOf(call, quota), quota, call.at).size
        : this.#used(counterOf(call, quota), quota, call.at),
    )
  }

  #used(key: string, quota: Quota, now: number): number {
    const times = this.#times.get(key) ?? []
    let used = 0
    for (let i = times.length - 1; i >= 0; i--) {
      const call = times[i]
      if (!call || !sameWindow(call.at, now, quota)) break
      used += call.cost
    }
    return used
  }

  /** Counts Instagram's hashtags: each is in use for a time from its first query; asking again changes nothing. */
  #inUse(key: string, { windowMs }: Quota, now: number): Map<string, number[]> {
    const firsts = this.#firsts.get(key) ?? new Map<string, number[]>()
    for (const [member, [first = 0]] of firsts) if (first + windowMs <= now) firsts.delete(member)
    this.#firsts.set(key, firsts)
    return firsts
  }
}

const sameWindow = (at: number, now: number, { kind, windowMs, zone }: Quota): boolean => {
  if (kind !== 'fixed') return at + windowMs > now
  if (zone === undefined) return Math.floor(at / windowMs) === Math.floor(now / windowMs)
  return dateIn(zone, at) === dateIn(zone, now)
}

const formats = new Map<string, Intl.DateTimeFormat>()
const dates = new Map<number, string>()

/** Returns the local date in a zone. By the minute, since formatting takes long. */
function dateIn(zone: string, at: number): string {
  const minute = Math.floor(at / 60_000)
  const known = dates.get(minute)
  if (known !== undefined) return known
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, format)
  const date = format.format(at)
  dates.set(minute, date)
  return date
}

const counterOf = ({ account, credential }: Call, { scope, key, windowMs, kind }: Quota) =>
  `${scope === 'credential' ? credential : account} ${kind ?? 'sliding'} ${windowMs} ${key}`

/** Adds up equal limits: an album is named once for each of its media. */
function summed(quotas: readonly Quota[]): Quota[] {
  const all = new Map<string, Quota>()
  for (const quota of quotas) {
    const key = `${quota.scope} ${quota.key} ${quota.windowMs} ${quota.member}`
    const known = all.get(key)
    all.set(key, known ? { ...known, cost: (known.cost ?? 1) + (quota.cost ?? 1) } : quota)
  }
  return [...all.values()]
}
