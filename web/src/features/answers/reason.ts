import type { TFunction } from 'i18next'
import type { Decision, MatchedRule } from '#core/inbox/schemas.ts'
import { said } from '../../lib/server-words.ts'

/** Rules whose name is the whole reason. */
const SAY_ALL: ReadonlySet<MatchedRule> = new Set([
  'opt_out',
  'answered',
  'no_words',
  'opted_out',
  'self_harm',
  'attack',
  'abuse',
  'asks_for_person',
  'outside_hours',
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

/** Returns what decided or overruled the model: the workspace's own rule by its name, else a step of the decision. */
export function ruleOf({ matchedRule, rule }: Pick<Decision, 'matchedRule' | 'rule'>, t: TFunction): string {
  const own = rule && t('why.ownRule', { name: rule.name })
  const step = matchedRule && matchedRule !== 'triage_rule' ? t(`why.rules.${matchedRule}`) : null
  return [own, step].filter(Boolean).join(' · ') || t('why.noRule')
}
