import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { enabledRules } from '../queries/machine.ts'
import { BEFORE_RULES, decideBeforeModel, decideBySafety } from '../rules/order.ts'
import { asRuleLanguage } from '../rules/triage/language.ts'
import { type Asked, firstMatch, missesOf, type Rule } from '../rules/triage/match.ts'
import type { ReplayedTriage, ReplayTriage, TriedTriage, TryTriage } from '../schemas/triage-rules.ts'
import * as store from '../store/triage-rules.ts'

type Triaged = ReplayedTriage['items'][number]['would']

const named = (rule: { id: string | null; name: string } | null) => rule && { id: rule.id, name: rule.name }

/** Shows what the steps before the model, and so the rules, would make of a message. Stores nothing and asks no model. */
export async function tryTriage(ctx: Ctx, { text, ...given }: TryTriage): Promise<TriedTriage> {
  const rules: readonly Rule[] =
    given.rules ?? (await ctx.db.batch((db) => [store.all(db, ctx.workspaceId)]))[0]
  const asked: Asked = {
    texts: [text],
    language: asRuleLanguage(given.language ?? detectLanguage(text)),
    sender: given.sender === undefined ? [] : [given.sender],
    accountId: given.accountId ?? null,
    at: given.at === undefined ? ctx.now() : new Date(given.at),
    first: given.firstMessage,
    labelIds: given.labelIds ?? [],
  }
  const burst = [{ type: 'text', text }]
  const { verdict, rule } = decideBeforeModel(burst, { optedOut: false }, () => firstMatch(rules, asked))
  return {
    decision: rule?.decision ?? verdict?.decision ?? null,
    rule: named(rule),
    matchedRule: rule ? 'triage_rule' : (verdict?.matchedRule ?? null),
    reason: rule ? `The rule “${rule.name}” applies.` : (verdict?.reason ?? null),
    language: asked.language,
    considered: rules.map(({ id, name, enabled, when }) => {
      const misses = missesOf(when, asked)
      return { id, name, enabled, matches: misses.length === 0, misses }
    }),
  }
}

/**
 * Shows what rules would have made of the latest messages that were decided on, beside what became of them. Stores nothing and asks no
 * model: what no rule decides, and none decided, stays as the model decided it.
 */
export async function replayTriage(
  ctx: Ctx,
  { rules: drafts, limit }: ReplayTriage,
): Promise<ReplayedTriage> {
  const { workspaceId } = ctx
  const [rows, stored] = await ctx.db.batch((db) => [
    store.decided(db, { workspaceId, limit }),
    enabledRules(db, workspaceId),
  ])
  const rules: readonly Rule[] = drafts ?? stored
  const items = rows.map((row) => {
    const was: Triaged = {
      decision: row.decision,
      matchedRule: row.matchedRule,
      rule: row.snapshot.rule ?? null,
    }
    const would = wouldBe(row, was, rules)
    const changed = was.decision !== would.decision || (was.rule?.id ?? null) !== (would.rule?.id ?? null)
    return {
      messageId: row.messageId,
      conversationId: row.conversationId,
      customerName: row.name,
      text: row.snapshot.burst.join('\n').slice(0, 500),
      at: row.sentAt.toISOString(),
      was,
      would,
      changed: changed || (would.rule !== null && was.rule === null),
    }
  })
  return { items, changed: items.filter(({ changed }) => changed).length }
}

function wouldBe(
  row: Awaited<ReturnType<typeof store.decided>>[number],
  was: Triaged,
  rules: readonly Rule[],
): Triaged {
  if (was.matchedRule !== null && BEFORE_RULES.includes(was.matchedRule)) return was
  const texts = row.snapshot.burst
  const unsafe = decideBySafety(texts)
  if (unsafe) return { decision: unsafe.decision, matchedRule: unsafe.matchedRule, rule: null }
  const asked: Asked = {
    texts,
    language: asRuleLanguage(detectLanguage(texts.join('\n'))),
    sender: [row.name, row.handle, row.recipient].filter((name) => name !== null),
    accountId: row.accountId,
    at: row.sentAt,
    first: row.firstDecisionId === row.id,
    labelIds: row.labelIds,
  }
  const rule = firstMatch(rules, asked)
  if (rule) return { decision: rule.decision, matchedRule: 'triage_rule', rule: named(rule) }
  // Left to the assistant, which was not asked when a rule decided.
  return was.rule === null ? was : { decision: null, matchedRule: null, rule: null }
}
