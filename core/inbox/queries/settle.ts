import type { MeteredCall } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Verdict, Word } from '../rules/decisions.ts'
import { type Closed, closedAt, hoursOf } from '../rules/opening-hours.ts'
import { decideBeforeModel, decideByExample, decideByHours } from '../rules/order.ts'
import { type Asked, firstMatch, type Rule } from '../rules/triage/match.ts'
import type { SettlingSettings } from '../schemas/machine-settings.ts'
import type { Likeness } from '../schemas.ts'
import { leastAlike, mostAlike } from './examples.ts'

interface Unsettled<R extends Rule> {
  /** The messages that are decided on together, oldest first. */
  burst: readonly ({ type: string } & Word)[]
  about: Asked
  optedOut: boolean
  /** The workspace's rules in their order. */
  rules: readonly R[]
  settings: SettlingSettings
  now: Date
}

interface Settled<R> {
  /** Null if the model has to decide. */
  verdict: Verdict | null
  rule: R | null
  /** The example to ignore that the messages are most like, where they were compared with any. */
  example: Likeness | null
  /** The closed time that it is, or null while people answer. */
  closed: Closed | null
  /** The cost of the comparison, to be recorded with the decision. */
  calls: readonly MeteredCall[]
}

/** Decides by all steps before the model, in the order of decision 30: rules, examples to ignore, business hours. */
export async function settle<R extends Rule>(ctx: Ctx, unsettled: Unsettled<R>): Promise<Settled<R>> {
  const { burst, about, optedOut, rules, settings, now } = unsettled
  const calls: MeteredCall[] = []
  const closed = closedAt(hoursOf(settings, about.accountId), now)
  const before = decideBeforeModel(burst, { optedOut }, () => firstMatch(rules, about))
  const decided = before.verdict !== null && before.verdict.matchedRule !== 'no_text'
  if (decided) return { ...before, example: null, closed, calls }
  const compared = before.verdict === null && before.rule === null
  const example = compared
    ? leastAlike(
        await mostAlike(
          { ...ctx, ai: ctx.ai.noting?.(calls) ?? ctx.ai },
          { texts: about.texts, examples: settings.ignoreExamples },
        ),
      )
    : null
  const verdict =
    decideByExample(example, settings.ignoreLikeness) ??
    (closed && settings.outsideHours === 'away' ? decideByHours() : before.verdict)
  return { ...before, verdict, example, closed, calls }
}
