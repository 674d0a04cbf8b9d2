import * as z from 'zod'

export const planSchema = z.enum(['free', 'starter', 'pro', 'enterprise'])
export type Plan = z.infer<typeof planSchema>

const MB = 1024 * 1024
const GB = 1024 * MB

export interface Usage {
  bytes: number
  documents: number
}

/** The limits of each plan; null is set by contract. */
export const PLANS: Readonly<Record<Plan, Usage | null>> = {
  free: { bytes: 200 * MB, documents: 20 },
  starter: { bytes: 5 * GB, documents: 200 },
  pro: { bytes: 50 * GB, documents: 2_000 },
  enterprise: null,
}

const sizeOf = (bytes: number) => (bytes >= GB ? `${bytes / GB} GB` : `${bytes / MB} MB`)

/** Explains why nothing more can be kept, and what to do; null while there is room. Existing data stays, whatever the plan. */
export function quotaProblem(plan: Plan, used: Usage): string | null {
  const limits = PLANS[plan]
  if (!limits) return null
  const advice = 'Delete what is no longer needed, or change the plan.'
  if (used.documents > limits.documents)
    return `The plan ${plan} keeps ${limits.documents} documents. ${advice}`
  if (used.bytes > limits.bytes) return `The plan ${plan} keeps ${sizeOf(limits.bytes)} of files. ${advice}`
  return null
}
