import { Temporal } from 'temporal-polyfill'
import type { Rule } from './quota.ts'

/** How long a place can be given back after it was taken, in milliseconds: longer than any call and its retries. */
export const REFUND_MS = 5 * 60_000

/** Up to this limit, a sliding window keeps the exact time of each call. */
const EXACT_LIMIT = 1_000
/**
 * Above it, the window has this many slots. All calls of a slot count from its latest time, so that never too many are
 * admitted.
 */
const SLOTS = 1_024

/** The counter of one rule, as it is stored. Times are Unix milliseconds, oldest first. */
export type Counter = { rule: Omit<Rule, 'cost' | 'member'> } & (
  | { kind: 'sliding'; slotMs: number; total: number; log: [slot: number, at: number, count: number][] }
  | { kind: 'fixed'; start: number; ends: number; used: number }
  /** The times at which each member was used. Times after the first are kept only while the first can be given back. */
  | { kind: 'distinct'; members: Map<string, number[]> }
)

/** The places that a reservation took from a counter, so that exactly these can be given back. */
export type Taken = { id: string; cost: number; at: number } & (
  | { kind: 'sliding'; slot: number }
  | { kind: 'fixed'; start: number }
  | { kind: 'distinct'; member: string }
)

export function newCounter({ cost: _cost, member: _member, ...rule }: Rule, now: number): Counter {
  switch (rule.kind) {
    case 'sliding': {
      const slotMs = rule.limit <= EXACT_LIMIT ? 1 : Math.max(1, Math.floor(rule.windowMs / SLOTS))
      return { rule, kind: 'sliding', slotMs, total: 0, log: [] }
    }
    case 'fixed':
      return { rule, kind: 'fixed', ...windowAt(rule, now), used: 0 }
    case 'distinct':
      return { rule, kind: 'distinct', members: new Map() }
  }
}

/** Removes entries that have left the window. Returns false if nothing is left. */
export function forgetPassed(counter: Counter, now: number): boolean {
  const since = now - counter.rule.windowMs
  switch (counter.kind) {
    case 'sliding': {
      let passed = 0
      for (const [, at, count] of counter.log) {
        if (at > since) break
        passed++
        counter.total -= count
      }
      if (passed > 0) counter.log.splice(0, passed)
      return counter.log.length > 0
    }
    case 'fixed':
      if (now >= counter.ends) Object.assign(counter, windowAt(counter.rule, now), { used: 0 })
      return counter.used > 0
    case 'distinct': {
      for (const [member, [first = 0]] of counter.members) {
        if (first <= since) counter.members.delete(member)
      }
      return counter.members.size > 0
    }
  }
}

/**
 * Returns when there will be room, if nothing else is admitted meanwhile; null if there is room now. Call `forgetPassed`
 * first.
 */
export function roomAt(counter: Counter, { limit, cost, member = '' }: Rule): number | null {
  const { windowMs } = counter.rule
  switch (counter.kind) {
    case 'sliding': {
      let over = counter.total + cost - limit
      if (over <= 0) return null
      for (const [, at, count] of counter.log) {
        over -= count
        if (over <= 0) return at + windowMs
      }
      throw new RangeError(`${counter.rule.key}: ${cost} never fit under a limit of ${limit}.`)
    }
    case 'fixed':
      if (cost > limit) throw new RangeError(`${counter.rule.key}: ${cost} never fit under ${limit}.`)
      return counter.used + cost <= limit ? null : counter.ends
    case 'distinct': {
      if (counter.members.has(member)) return null
      const firsts = [...counter.members.values()].map(([first = 0]) => first)
      const over = firsts.length + 1 - limit
      if (over <= 0) return null
      const blocking = firsts.sort((a, b) => a - b)[over - 1]
      if (blocking === undefined)
        throw new RangeError(`${counter.rule.key}: a limit of ${limit} admits none.`)
      return blocking + windowMs
    }
  }
}

export function take(counter: Counter, id: string, { cost, member = '' }: Rule, now: number): Taken {
  switch (counter.kind) {
    case 'sliding': {
      const slot = Math.floor(now / counter.slotMs)
      const last = counter.log.at(-1)
      if (last && last[0] === slot) {
        last[1] = now
        last[2] += cost
      } else counter.log.push([slot, now, cost])
      counter.total += cost
      return { id, kind: 'sliding', cost, at: now, slot }
    }
    case 'fixed':
      counter.used += cost
      return { id, kind: 'fixed', cost, at: now, start: counter.start }
    case 'distinct': {
      const uses = counter.members.get(member) ?? []
      // The first use can no longer be given back, so the member stays in use whether or not this one is.
      if (uses[0] !== undefined && uses[0] <= now - REFUND_MS) uses.length = 1
      else uses.push(now)
      counter.members.set(member, uses)
      return { id, kind: 'distinct', cost, at: now, member }
    }
  }
}

/** Gives back exactly the places that were taken, if they are still counted. */
export function giveBack(counter: Counter, taken: Taken): void {
  if (counter.kind === 'sliding' && taken.kind === 'sliding') {
    const at = counter.log.findLastIndex(([slot]) => slot === taken.slot)
    const entry = counter.log[at]
    if (!entry) return
    counter.total -= taken.cost
    entry[2] -= taken.cost
    if (entry[2] === 0) counter.log.splice(at, 1)
  } else if (counter.kind === 'fixed' && taken.kind === 'fixed') {
    if (counter.start === taken.start) counter.used -= taken.cost
  } else if (counter.kind === 'distinct' && taken.kind === 'distinct') {
    const uses = counter.members.get(taken.member)
    if (!uses) return
    const at = uses.lastIndexOf(taken.at)
    if (at >= 0) uses.splice(at, 1)
    if (uses.length === 0) counter.members.delete(taken.member)
  }
}

/** Returns how much is used, and when the first place becomes free. Call `forgetPassed` first. */
export function usedOf(counter: Counter): { used: number; resetsAt: number | null } {
  const { windowMs } = counter.rule
  switch (counter.kind) {
    case 'sliding': {
      const first = counter.log[0]
      return { used: counter.total, resetsAt: first ? first[1] + windowMs : null }
    }
    case 'fixed':
      return { used: counter.used, resetsAt: counter.used > 0 ? counter.ends : null }
    case 'distinct': {
      const firsts = [...counter.members.values()].map(([first = 0]) => first)
      return { used: firsts.length, resetsAt: firsts.length > 0 ? Math.min(...firsts) + windowMs : null }
    }
  }
}

/** Returns the window of a `fixed` rule that contains `now`. A day of a zone has 23 to 25 hours when its clocks change. */
export function windowAt(
  { windowMs, zone }: Pick<Rule, 'windowMs' | 'zone'>,
  now: number,
): { start: number; ends: number } {
  if (zone === undefined) {
    const start = Math.floor(now / windowMs) * windowMs
    return { start, ends: start + windowMs }
  }
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay()
  return { start: day.epochMilliseconds, ends: day.add({ days: 1 }).startOfDay().epochMilliseconds }
}
