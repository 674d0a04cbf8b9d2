import { type Plan, planSchema } from '#core/workspaces/rules/plans.ts'

const DAY_MS = 86_400_000
/** The days for which machines go on while an invoice is open that could not be paid. */
export const GRACE_DAYS = 7

/** Statuses in which a subscription gives its plan. In the last two its machines stop after the days of grace. */
const GRANTS = ['active', 'trialing', 'past_due', 'unpaid']
const OWES = ['past_due', 'unpaid']

export const owes = (status: string): boolean => OWES.includes(status)

interface Held {
  status: string
  plan: string
  startedAt: Date
  pastDueSince: Date | null
}

/**
 * Returns the subscription that counts: of those that give their plan one that is paid before one that is owed, then the larger plan, then
 * the later. Null: the workspace is on the free plan.
 */
export function standingOf<T extends Held>(subscriptions: readonly T[]): T | null {
  const [best = null] = subscriptions
    .filter(({ status }) => GRANTS.includes(status))
    .toSorted(
      (a, b) =>
        Number(owes(a.status)) - Number(owes(b.status)) ||
        rank(b.plan) - rank(a.plan) ||
        b.startedAt.getTime() - a.startedAt.getTime(),
    )
  return best
}

const rank = (plan: string) => planSchema.options.indexOf(plan as Plan)

/** Returns when the machines of a subscription stop; null where nothing is owed. */
export const machinesStopAt = ({ status, pastDueSince }: Held): Date | null =>
  owes(status) && pastDueSince ? new Date(pastDueSince.getTime() + GRACE_DAYS * DAY_MS) : null

/** Returns the warning that the use of a period's credits calls for. `granted`: what the period has had, purchases included. */
export function warningOf(used: number, granted: number): '80' | '100' | null {
  if (granted <= 0 || used >= granted) return '100'
  return used >= 0.8 * granted ? '80' : null
}
