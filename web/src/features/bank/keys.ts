/** The key of everything about captured posts. */
export const bankKey = ['bank'] as const
/** The key of authors and of the syncs of their posts. */
export const profilesKey = ['profiles'] as const
