/** Whose budget a limit is: of all accounts under one credential (a bot, an app), of one account, of one thing of it. */
export type QuotaScope = 'credential' | 'account' | 'action'

/**
 * How the platform counts. `sliding`: at most `limit` in any `windowMs` (a token bucket would let up to twice as many through).
 * `fixed`: in windows that begin when the platform's do. `distinct`: at most `limit` different members in use, each for
 * `windowMs` from its first use; the same one again costs nothing and does not begin anew.
 */
export type QuotaKind = 'sliding' | 'fixed' | 'distinct'

/** A limit as the platform counts it. */
export interface Quota {
  /** What is counted: `messages`, or one of many as `to:16505551234`. What stands before the colon is its name. */
  key: string
  limit: number
  windowMs: number
  /** Default `account`. */
  scope?: QuotaScope
  /** Default `sliding`. */
  kind?: QuotaKind
  /** As how many the platform counts the call; default 1. */
  cost?: number
  /** Of `fixed`: windows are the days of this time zone. Without it they begin at whole multiples of `windowMs` in UTC. */
  zone?: string
  /** Of `distinct`: what is used. */
  member?: string
}

/** A quota with nothing left out. */
export type Rule = Required<Omit<Quota, 'zone' | 'member'>> & Pick<Quota, 'zone' | 'member'>

/** Places for one call. Asked for again under the same id, they are the same places. */
export interface Reservation {
  id: string
  quotas: readonly Quota[]
}

/** `key` is what is in the way; null where the platform itself said stop. Times are Unix milliseconds. */
export type Reserved = { ok: true } | { ok: false; until: number; scope: QuotaScope; key: string | null }

/** What the platform's headers say of a budget that it counts itself. */
export interface UsageReport {
  scope: 'credential' | 'account'
  name: string
  /** 0–100 and beyond. */
  usedPercent: number
}

/** How far a limit is used. Of many of one name (each contact has one) it is the one that is used most. */
export interface LimitStatus {
  scope: QuotaScope
  name: string
  kind: QuotaKind | 'reported' | 'closed'
  used: number
  limit: number
  windowMs: number | null
  /** When the first place comes free, or the platform's stop ends; null where nothing is used. */
  resetsAt: number | null
}

export const nameOf = (key: string) => key.split(':', 1)[0] ?? key

/** Completes each quota and adds up those that are named several times. */
export function rulesOf(quotas: readonly Quota[]): Rule[] {
  const rules = new Map<string, Rule>()
  for (const quota of quotas) {
    const rule: Rule = { scope: 'account', kind: 'sliding', cost: 1, ...quota }
    const id = `${ruleId(rule)} ${rule.member ?? ''}`
    const known = rules.get(id)
    rules.set(id, known ? { ...known, cost: known.cost + rule.cost } : rule)
  }
  return [...rules.values()]
}

/** What tells one counter from another: a key may be limited by the minute and by the day. */
export const ruleId = ({ key, kind, windowMs, scope }: Pick<Rule, 'key' | 'kind' | 'windowMs' | 'scope'>) =>
  `${scope[0]}${kind[0]}${windowMs}:${key}`

/** The first quota that has no room for the call even when nothing else is counted; null when there is none. */
export const neverFits = (quotas: readonly Quota[]): Rule | null =>
  rulesOf(quotas).find(({ kind, cost, limit }) => (kind === 'distinct' ? 1 : cost) > limit) ?? null
