/** Languages that are told apart. `other`: surely none of English, French and Spanish. */
export const LANGUAGES = ['en', 'fr', 'es', 'other'] as const
export type RuleLanguage = (typeof LANGUAGES)[number]
