/** The key of all queries of batches: the live feed makes them stale. */
export const batchesKey = ['batches'] as const
