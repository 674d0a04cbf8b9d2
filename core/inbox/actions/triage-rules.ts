import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { AppError, conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { mayAnswer } from '#core/workspaces/queries.ts'
import { demandLabels } from '../queries/labels.ts'
import { inOrder, makeRoom } from '../rules/triage/place.ts'
import {
  type ChangeTriageRule,
  type CreateTriageRule,
  RULES_MAX,
  type TriageRule,
  type When,
} from '../schemas/triage-rules.ts'
import * as store from '../store/triage-rules.ts'

export async function listTriageRules(
  { db, workspaceId, now }: Ctx,
  { limit }: { limit: number },
): Promise<Page<TriageRule>> {
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, now: now(), limit })])
  return { items: rows.map(toRule), nextCursor: null }
}

export async function getTriageRule({ db, workspaceId, now }: Ctx, id: string): Promise<TriageRule> {
  const [[row]] = await db.batch((one) => [store.list(one, { workspaceId, id, now: now(), limit: 1 })])
  if (!row) throw notFound('rule')
  return toRule(row)
}

/** Adds a rule at a position, or last. It applies from the next decision on. */
export async function createTriageRule(
  ctx: Ctx,
  { position: wanted, ...rule }: CreateTriageRule,
): Promise<TriageRule> {
  const id = newId()
  await changing(ctx, async (tx, rules) => {
    if (rules.length >= RULES_MAX)
      throw new AppError(
        'conflict',
        'too_many_rules',
        `A workspace has at most ${RULES_MAX} rules. Delete one first.`,
      )
    await demandKnown(ctx, tx, rule)
    const position = wanted ?? (rules.at(-1)?.position ?? 0) + 1
    await store.move(tx, { workspaceId: ctx.workspaceId, to: makeRoom(rules, position) })
    await store.insert(tx, { id, workspaceId: ctx.workspaceId, position, ...rule })
    return { verb: 'create', id, after: { ...rule, position } }
  })
  return getTriageRule(ctx, id)
}

/** Changes a rule; with a position it moves there. */
export async function changeTriageRule(ctx: Ctx, id: string, change: ChangeTriageRule): Promise<TriageRule> {
  const { workspaceId } = ctx
  await changing(ctx, async (tx, rules) => {
    const before = rules.find((rule) => rule.id === id)
    if (!before) throw notFound('rule')
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const after = { ...before, ...given }
    if (after.assignTo !== null && after.decision !== 'escalate')
      throw invalid('Only what is escalated is given to a person.', [
        { path: 'assignTo', message: 'Choose nobody, or let the rule escalate.' },
      ])
    await demandKnown(ctx, tx, after)
    if (after.position !== before.position) {
      const others = rules.filter((rule) => rule.id !== id)
      // Out of the way of those that move on, at a place that none can have.
      await store.change(tx, { workspaceId, id, position: -1 })
      await store.move(tx, { workspaceId, to: makeRoom(others, after.position) })
    }
    await store.change(tx, { workspaceId, id, ...given, position: after.position })
    const names = Object.keys(given) as (keyof typeof before)[]
    return {
      verb: 'change',
      id,
      before: Object.fromEntries(names.map((name) => [name, before[name]])),
      after: given,
    }
  })
  return getTriageRule(ctx, id)
}

/** Deletes a rule. What it decided stays decided, and says so. */
export async function deleteTriageRule(ctx: Ctx, id: string): Promise<void> {
  await changing(ctx, async (tx, rules) => {
    const before = rules.find((rule) => rule.id === id)
    if (!before) throw notFound('rule')
    await store.remove(tx, { workspaceId: ctx.workspaceId, id })
    const { name, position, enabled, when, decision } = before
    return { verb: 'delete', id, before: { name, position, enabled, when, decision } }
  })
}

/** Puts all rules into an order. Refused if somebody has added or deleted one meanwhile. */
export async function orderTriageRules(ctx: Ctx, ids: readonly string[]): Promise<Page<TriageRule>> {
  const { workspaceId } = ctx
  await changing(ctx, async (tx, rules) => {
    const to = inOrder(rules, ids)
    if (to === null)
      throw conflict('rules_changed', 'The rules have changed meanwhile. Look at them, and order them again.')
    await store.move(tx, { workspaceId, to })
    return { verb: 'order', id: workspaceId, before: { ids: rules.map(({ id }) => id) }, after: { ids } }
  })
  return listTriageRules(ctx, { limit: RULES_MAX })
}

interface Changed {
  verb: 'create' | 'change' | 'delete' | 'order'
  id: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Runs a change of the rules alone in its workspace, and records it. */
const changing = (
  ctx: Ctx,
  work: (tx: Db, rules: Awaited<ReturnType<typeof store.all>>) => Promise<Changed>,
): Promise<void> =>
  ctx.db.tx(async (tx, enqueue) => {
    await store.lock(tx, ctx.workspaceId)
    const { verb, id, ...values } = await work(tx, await store.all(tx, ctx.workspaceId))
    await audit.record(tx, ctx, {
      action: `triage_rule.${verb}`,
      objectType: verb === 'order' ? 'workspace' : 'triage_rule',
      objectId: id,
      ...values,
    })
    enqueue({ type: 'feed.changed', topic: 'workspace', id: ctx.workspaceId })
  })

/** Refuses accounts and people that the workspace does not have. */
async function demandKnown(
  { workspaceId }: Ctx,
  tx: Db,
  { when, assignTo, labelIds }: { when: When; assignTo: string | null; labelIds: readonly string[] },
): Promise<void> {
  const ids = [when.accountId ?? []].flat()
  if (ids.length > 0 && (await store.accounts(tx, { workspaceId, ids })).length < new Set(ids).size)
    throw invalid('An account of the rule is not of this workspace.', [
      { path: 'when.accountId', message: 'Choose an account of this workspace.' },
    ])
  await demandLabels(tx, { workspaceId, ids: [when.labelId ?? []].flat(), path: 'when.labelId' })
  await demandLabels(tx, { workspaceId, ids: labelIds, path: 'labelIds' })
  if (assignTo !== null && (await mayAnswer(tx, { workspaceId, userId: assignTo })).length === 0)
    throw invalid('That person is not a member of this workspace who may answer.', [
      { path: 'assignTo', message: 'Choose a member.' },
    ])
}

const toRule = ({ rule, count, lastAt }: store.ListedRow): TriageRule => ({
  id: rule.id,
  name: rule.name,
  enabled: rule.enabled,
  when: rule.when,
  decision: rule.decision,
  assignTo: rule.assignTo,
  labelIds: rule.labelIds,
  position: rule.position,
  matches: { count, lastAt: lastAt === null ? null : new Date(lastAt).toISOString() },
  createdAt: rule.createdAt.toISOString(),
  updatedAt: rule.updatedAt.toISOString(),
})
