/** The key of all queries of listening: the live feed makes them stale. */
export const listeningKey = ['listening'] as const
