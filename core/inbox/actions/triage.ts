import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { given } from '#core/lib/kernel/given.ts'
import { leastAlike, mostAlike } from '../queries/examples.ts'
import { enabledRules, machineSettings } from '../queries/machine.ts'
import { settle } from '../queries/settle.ts'
import { closedAt, hoursOf } from '../rules/opening-hours.ts'
import { BEFORE_RULES, decideByExample, decideByHours, decideBySafety } from '../rules/order.ts'
import { asRuleLanguage } from '../rules/triage/language.ts'
import { type Asked, firstMatch, missesOf, type Rule } from '../rules/triage/match.ts'
import type { SettlingSettings } from '../schemas/machine-settings.ts'
import type { ReplayedTriage, ReplayTriage, TriedTriage, TryTriage } from '../schemas/triage-rules.ts'
import type { Likeness, MatchedRule } from '../schemas.ts'
import * as store from '../store/triage-rules.ts'

type Triaged = ReplayedTriage['items'][number]['would']
type Row = Awaited<ReturnType<typeof store.decided>>[number]

const named = (rule: { id: string | null; name: string } | null) => rule && { id: rule.id, name: rule.name }

/** Shows what the steps before the model, and so the rules, would make of a message. Stores nothing and asks no model. */
export async function tryTriage(ctx: Ctx, { text, ...asks }: TryTriage): Promise<TriedTriage> {
  const [stored, settings] = await ctx.db.batch((db) => [
    store.all(db, ctx.workspaceId),
    machineSettings(db, ctx.workspaceId),
  ])
  const rules: readonly Rule[] = asks.rules ?? stored
  const at = asks.at === undefined ? ctx.now() : new Date(asks.at)
  const about: Asked = {
    texts: [text],
    language: asRuleLanguage(asks.language ?? detectLanguage(text)),
    sender: asks.sender === undefined ? [] : [asks.sender],
    accountId: asks.accountId ?? null,
    at,
    first: asks.firstMessage,
    labelIds: asks.labelIds ?? [],
  }
  const burst = [{ type: 'text', text }]
  const { verdict, rule, example } = await settle(ctx, {
    burst,
    about,
    optedOut: false,
    rules,
    settings: only(settings),
    now: at,
  })
  return {
    decision: verdict?.decision ?? rule?.decision ?? null,
    rule: named(rule),
    matchedRule: verdict?.matchedRule ?? (rule ? 'triage_rule' : null),
    example: verdict?.matchedRule === 'ignore_example' ? example : null,
    reason: verdict?.reason ?? (rule ? `The rule “${rule.name}” applies.` : null),
    language: about.language,
    considered: rules.map(({ id, name, enabled, when }) => {
      const misses = missesOf(when, about)
      return { id, name, enabled, matches: misses.length === 0, misses }
    }),
  }
}

/**
 * Shows what rules and settings would have made of the latest messages that were decided on, beside what became of them. Stores nothing
 * and asks no model: what no step before it decides, and none decided, stays as the model decided it.
 */
export async function replayTriage(
  ctx: Ctx,
  { rules: drafts, settings: wanted = {}, limit }: ReplayTriage,
): Promise<ReplayedTriage> {
  const { workspaceId } = ctx
  const [rows, stored, saved] = await ctx.db.batch((db) => [
    store.decided(db, { workspaceId, limit }),
    enabledRules(db, workspaceId),
    machineSettings(db, workspaceId),
  ])
  const rules: readonly Rule[] = drafts ?? stored
  const settings: SettlingSettings = { ...only(saved), ...given(wanted) }
  const alike = await likenessesOf(ctx, rows, settings)
  const items = rows.map((row) => {
    const was: Triaged = {
      decision: row.decision,
      matchedRule: row.matchedRule,
      rule: row.snapshot.rule ?? null,
      example: row.snapshot.example ?? null,
    }
    const would = wouldBe(row, was, { rules, settings, example: alike.get(row.id) ?? null })
    return {
      messageId: row.messageId,
      conversationId: row.conversationId,
      customerName: row.name,
      text: row.snapshot.burst.join('\n').slice(0, 500),
      at: row.sentAt.toISOString(),
      was,
      would,
      changed: differs(was, would),
    }
  })
  return { items, changed: items.filter(({ changed }) => changed).length }
}

/** Steps between the rules and the model. */
const AFTER_RULES: readonly (MatchedRule | null)[] = ['ignore_example', 'outside_hours']

function differs(was: Triaged, would: Triaged): boolean {
  const step = was.matchedRule !== would.matchedRule
  return (
    was.decision !== would.decision ||
    (was.rule?.id ?? null) !== (would.rule?.id ?? null) ||
    (would.rule !== null && was.rule === null) ||
    (step && (AFTER_RULES.includes(was.matchedRule) || AFTER_RULES.includes(would.matchedRule)))
  )
}

/** Compares what was said with the examples to ignore, all at once. Returns the likeness of each decision by its id. */
async function likenessesOf(
  ctx: Ctx,
  rows: readonly Row[],
  { ignoreExamples: examples }: SettlingSettings,
): Promise<Map<string, Likeness | null>> {
  const said = rows.flatMap(({ id, snapshot }) => snapshot.burst.map((text) => ({ id, text })))
  const likenesses = await mostAlike(ctx, { texts: said.map(({ text }) => text), examples })
  const of = Map.groupBy(
    said.flatMap(({ id }, at) => ({ id, like: likenesses?.[at] })),
    ({ id }) => id,
  )
  return new Map(
    [...of].map(([id, all]) => [id, leastAlike(all.flatMap(({ like }) => (like ? [like] : [])))]),
  )
}

function wouldBe(
  row: Row,
  was: Triaged,
  {
    rules,
    settings,
    example,
  }: { rules: readonly Rule[]; settings: SettlingSettings; example: Likeness | null },
): Triaged {
  if (was.matchedRule !== null && BEFORE_RULES.includes(was.matchedRule)) return was
  const none = { rule: null, example: null }
  const texts = row.snapshot.burst
  const unsafe = decideBySafety(texts)
  if (unsafe) return { ...none, decision: unsafe.decision, matchedRule: unsafe.matchedRule }
  const about: Asked = {
    texts,
    language: asRuleLanguage(detectLanguage(texts.join('\n'))),
    sender: [row.name, row.handle, row.recipient].filter((name) => name !== null),
    accountId: row.accountId,
    at: row.sentAt,
    first: row.firstDecisionId === row.id,
    labelIds: row.labelIds,
  }
  const rule = firstMatch(rules, about)
  const byRule: Triaged | null = rule && {
    decision: rule.decision,
    matchedRule: 'triage_rule',
    rule: named(rule),
    example: null,
  }
  if (byRule && byRule.decision !== 'respond') return byRule
  const like =
    rule || was.matchedRule === 'no_text' ? null : decideByExample(example, settings.ignoreLikeness)
  if (like) return { ...none, decision: like.decision, matchedRule: like.matchedRule, example }
  if (settings.outsideHours === 'away' && closedAt(hoursOf(settings, row.accountId), row.sentAt)) {
    const { decision, matchedRule } = decideByHours()
    return { decision, matchedRule, rule: named(rule), example: null }
  }
  if (byRule) return byRule
  // Left to the assistant, which was not asked when an earlier step decided.
  return was.rule === null && !AFTER_RULES.includes(was.matchedRule)
    ? was
    : { ...none, decision: null, matchedRule: null }
}
