import type { Counted } from '#core/lib/kernel/limits.ts'
import { PLANS, type Plan, planSchema } from '#core/workspaces/rules/plans.ts'

interface Terms {
  /** Credits a month. */
  credits: number
  /** There is no limit to what is left out. */
  limits: Readonly<Partial<Record<Counted, number>>>
}

/** The terms of each plan. A plan by contract states its credits on its product at the payment service; else it has those of `pro`. */
export const TERMS: Readonly<Record<Plan, Terms>> = {
  free: { credits: 200, limits: { accounts: 3, members: 2, ...PLANS.free } },
  starter: { credits: 2_000, limits: { accounts: 10, members: 5, ...PLANS.starter } },
  pro: { credits: 10_000, limits: { accounts: 30, members: 20, ...PLANS.pro } },
  enterprise: { credits: 10_000, limits: {} },
}

/** Returns the plan and the credits a month of a product; null for one that is no plan. */
export function planOf(product: { plan: string | null; credits: number | null } | undefined) {
  const { data: plan } = planSchema.safeParse(product?.plan)
  return plan === undefined ? null : { plan, credits: product?.credits ?? TERMS[plan].credits }
}
