/** The scope of a limit: all accounts under one credential (a bot, an app), one account, or one kind of action of an account. */
export type QuotaScope = 'credential' | 'account' | 'action'

/**
 * How the platform counts. `sliding`: at most `limit` in any `windowMs` (a token bucket would let up to twice as many through).
 * `fixed`: in windows that begin when the platform's do. `distinct`: at most `limit` different members in use, each for
 * `windowMs` from its first use; using the same member again costs nothing and does not restart its window.
 */
export type QuotaKind = 'sliding' | 'fixed' | 'distinct'

/** A limit as the platform counts it. */
export interface Quota {
  /** The thing counted: `messages`, or one of many, such as `to:16505551234`. The name is the part before the colon. */
  key: string
  limit: number
  windowMs: number
  /** Default `account`. */
  scope?: QuotaScope
  /** Default `sliding`. */
  kind?: QuotaKind
  /** The number that the platform counts the call as; default 1. */
  cost?: number
  /** For `fixed`: windows are the days of this time zone. Without it they begin at whole multiples of `windowMs` in UTC. */
  zone?: string
  /** For `distinct`: the member that the call uses. */
  member?: string
}

/** A quota with its defaults filled in. */
export type Rule = Required<Omit<Quota, 'zone' | 'member'>> & Pick<Quota, 'zone' | 'member'>

/** Places for one call. A second request with the same id gets the same places. */
export interface Reservation {
  id: string
  quotas: readonly Quota[]
}

/** `key` names the limit that blocks the call; null if the platform itself refuses calls. Times are Unix milliseconds. */
export type Reserved = { ok: true } | { ok: false; until: number; scope: QuotaScope; key: string | null }

/** Usage of a budget that the platform counts itself, as its headers report it. */
export interface UsageReport {
  scope: 'credential' | 'account'
  name: string
  /** 0–100 and beyond. */
  usedPercent: number
}

/** How far a limit is used. Among limits of the same name (such as one per contact), the one that is used most. */
export interface LimitStatus {
  scope: QuotaScope
  name: string
  kind: QuotaKind | 'reported' | 'closed'
  used: number
  limit: number
  windowMs: number | null
  /** When the first place becomes free, or the platform accepts calls again; null if nothing is used. */
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

/** Returns the id of a rule's counter. The key alone is not enough: it may be limited by the minute and by the day. */
export const ruleId = ({ key, kind, windowMs, scope }: Pick<Rule, 'key' | 'kind' | 'windowMs' | 'scope'>) =>
  `${scope[0]}${kind[0]}${windowMs}:${key}`

/** Returns the first quota that has no room for the call even if nothing else is counted; null if there is none. */
export const neverFits = (quotas: readonly Quota[]): Rule | null =>
  rulesOf(quotas).find(({ kind, cost, limit }) => (kind === 'distinct' ? 1 : cost) > limit) ?? null
