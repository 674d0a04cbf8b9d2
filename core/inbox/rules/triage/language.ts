/** Languages that a rule may ask for. `other`: surely none of English, French and Spanish. */
export const LANGUAGES = ['en', 'fr', 'es', 'other'] as const
export type RuleLanguage = (typeof LANGUAGES)[number]

/** Returns a language as rules know it: of a code such as `de`, or of what was detected (`simple` for other ones). */
export const asRuleLanguage = (code: string | null): RuleLanguage | null =>
  code === null ? null : (LANGUAGES.find((one) => one === code) ?? 'other')
