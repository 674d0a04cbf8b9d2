import { LANGUAGES, type RuleLanguage } from '../../schemas/languages.ts'

/** Returns a language as rules know it: of a code such as `de`, or of what was detected (`simple` for other ones). */
export const asRuleLanguage = (code: string | null): RuleLanguage | null =>
  code === null ? null : (LANGUAGES.find((one) => one === code) ?? 'other')
