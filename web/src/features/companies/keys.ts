/** The key of everything about company pages. */
export const companiesKey = ['companies'] as const
