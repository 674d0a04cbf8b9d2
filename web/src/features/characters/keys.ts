/** The key of everything about characters. */
export const charactersKey = ['characters'] as const
