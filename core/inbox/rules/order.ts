import { asksForPerson } from '#core/lib/platform/intent.ts'
import { truncate } from '#core/lib/text/text.ts'
import type { DecisionKind, Likeness, MatchedRule } from '../schemas.ts'
import { consentOf, type Verdict, WORDLESS, type Word } from './decisions.ts'
import { type Danger, dangerOf } from './safety.ts'
import type { Rule } from './triage/match.ts'

/** The order of a decision: see docs/decisions/0030-the-order-of-a-decision.md. */

type Message = { type: string } & Word

const sure = (decision: DecisionKind, matchedRule: MatchedRule, reason: string): Verdict => ({
  decision,
  confidence: 1,
  reason,
  matchedRule,
})

const DANGEROUS: Readonly<Record<Danger, string>> = {
  self_harm: 'The contact may be in danger: a person should read this now.',
  attack: 'The message tries to give orders to automatic answers; a person may answer.',
  abuse: 'The message insults or threatens; a person may answer.',
}

/** Decides by the safety of texts, and by their asking for a person; null if neither applies. */
export function decideBySafety(texts: readonly string[]): Verdict | null {
  for (const text of texts) {
    const danger = dangerOf(text)
    if (danger !== null) return sure('escalate', danger, DANGEROUS[danger])
  }
  if (texts.some(asksForPerson)) return sure('escalate', 'asks_for_person', 'The contact asks for a person.')
  return null
}

/**
 * Decides before the workspace's rules are asked. STOP comes first, whoever answers; a contact who has opted out is answered by people
 * only; then safety. Null if none of this applies.
 */
function decideBeforeRules(burst: readonly Message[], { optedOut }: { optedOut: boolean }): Verdict | null {
  if (burst.length === 0) return sure('ignore', 'answered', 'A person has answered.')
  if (consentOf(burst) === 'out' && optedOut)
    return sure('ignore', 'opt_out', 'The contact does not want automatic messages here.')
  // A STOP that arrives late: the contact took it back before it arrived.
  if (burst.every((message) => consentOf([message]) === 'out'))
    return sure('ignore', 'opt_out', 'The contact did not want automatic messages here, and does again.')
  if (burst.every(({ type }) => WORDLESS.includes(type)))
    return sure('ignore', 'no_words', 'Nothing was said that asks for an answer.')
  if (optedOut)
    return sure('escalate', 'opted_out', 'The contact gets no automatic messages here; a person may answer.')
  return decideBySafety(burst.map(({ text }) => text ?? ''))
}
/** The names of those steps, in decisions. */
export const BEFORE_RULES: readonly MatchedRule[] = [
  'answered',
  'opt_out',
  'no_words',
  'opted_out',
  'self_harm',
  'attack',
  'abuse',
  'asks_for_person',
]

export interface Decided<R> {
  /** Null if the model has to decide. */
  verdict: Verdict | null
  /** The rule that matched, if a rule was asked; one that says `respond` leaves the answer to the model. */
  rule: R | null
}

/** Decides by all steps before the model. `match` finds the first rule of the workspace that applies. */
export function decideBeforeModel<R extends Rule>(
  burst: readonly Message[],
  standing: { optedOut: boolean },
  match: () => R | null,
): Decided<R> {
  const before = decideBeforeRules(burst, standing)
  if (before) return { verdict: before, rule: null }
  const rule = match()
  if (rule && rule.decision !== 'respond')
    return { verdict: sure(rule.decision, 'triage_rule', `The rule “${rule.name}” applies.`), rule }
  const unreadable = burst.find(({ text }) => text === null || text.trim() === '')
  if (!unreadable) return { verdict: null, rule }
  const what = `The contact sent something without text (${unreadable.type}), which only a person can judge.`
  return { verdict: sure('escalate', 'no_text', what), rule }
}

/** Leaves alone what is as alike an example to ignore as the workspace asks; null for anything less alike. */
export function decideByExample(like: Likeness | null, threshold: number): Verdict | null {
  if (like === null || like.likeness < threshold) return null
  const percent = Math.floor(like.likeness * 100)
  const reason = `It is ${percent} % like the example to ignore “${truncate(like.text, 80)}”.`
  return { decision: 'ignore', confidence: Math.min(1, like.likeness), reason, matchedRule: 'ignore_example' }
}

/** Decides what comes in while nobody answers, where the workspace wants it to wait for a person then. */
export const decideByHours = (): Verdict =>
  sure('escalate', 'outside_hours', 'It is outside business hours: a person will read it.')

/** Escalates what a rule wants answered and the model would not answer. Confidence and sources count as without the rule. */
export function holdToRule(verdict: Verdict, rule: Pick<Rule, 'name'> | null): Verdict {
  if (rule === null || verdict.matchedRule !== null || verdict.decision === 'respond') return verdict
  return {
    ...verdict,
    decision: 'escalate',
    matchedRule: 'low_confidence',
    reason: `The rule “${rule.name}” asks for an answer, and none was found. ${verdict.reason}`,
  }
}
