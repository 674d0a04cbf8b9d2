import type { TFunction } from 'i18next'
import type { Decision, MatchedRule } from '#core/inbox/schemas.ts'
import { said } from '../../lib/server-words.ts'

/** Rules whose name is the whole reason. */
const SAY_ALL: ReadonlySet<MatchedRule> = new Set([
  'opt_out',
  'answered',
  'no_words',
  'opted_out',
  'asks_for_person',
  'no_text',
  'window_closed',
  'empty_reply',
  'too_long',
])

/** Returns why the machine decided so: in the reader's language for a rule, otherwise in the model's words. */
export const reasonOf = (
  { matchedRule, reason }: Pick<Decision, 'matchedRule' | 'reason'>,
  t: TFunction,
): string => (matchedRule && SAY_ALL.has(matchedRule) ? `${t(`why.rules.${matchedRule}`)}.` : said(reason))
