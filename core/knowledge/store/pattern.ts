/** Returns the `ilike` pattern that finds these words literally: none of their signs is a wildcard. */
export const containing = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`
