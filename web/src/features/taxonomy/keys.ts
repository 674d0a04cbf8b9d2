/** The key of everything that posts are sorted by. */
export const taxonomyKey = ['taxonomy'] as const
