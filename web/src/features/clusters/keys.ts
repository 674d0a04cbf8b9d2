/** The key of everything about themes. */
export const clustersKey = ['clusters'] as const
