/** The key of everything about plans and credits. */
export const billingKey = ['billing'] as const
