/** The key of all queries of drafts: the live feed makes them stale. */
export const draftsKey = ['drafts'] as const
