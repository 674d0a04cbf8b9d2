/** What `ilike` finds these words with, as they stand: no sign of theirs is a wildcard. */
export const containing = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`
