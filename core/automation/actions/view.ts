import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { nextOccurrences } from '#core/publishing/rules/recurrence.ts'
import { planPosts, REMEMBERED_MS } from '../rules/plan.ts'
import { scheduleOf } from '../rules/trigger.ts'
import type { AutomationExecution, DryRun, DryRunAnswer, ExecutionListQuery } from '../schemas.ts'
import * as store from '../store/executions.ts'
import * as ruleStore from '../store/rules.ts'
import { quietHoursOf } from './rules.ts'
import { decideDue } from './tick.ts'

/** The most times of a dry run, those before its beginning included. */
const MOST = 5000

/**
 * Says at which times of a schedule a rule would post, and why not at the others: after the posts that it has made, and those that it would
 * make before `from`. @throws not_found, conflict `no_schedule`, invalid for more than 5000 times
 */
export async function dryRun(ctx: Ctx, id: string, { from, to }: DryRun): Promise<DryRunAnswer> {
  const { workspaceId } = ctx
  const [first, last] = [new Date(from), new Date(to)]
  const now = ctx.now()
  // Play through everything from now on, so that limits and cool-down know what comes before the beginning.
  const begin = new Date(Math.min(first.getTime(), now.getTime()))
  const [[rule], posted] = await ctx.db.batch((db) => [
    ruleStore.byId(db, { workspaceId, id }),
    store.postedSince(db, { workspaceId, id, since: new Date(begin.getTime() - REMEMBERED_MS) }),
  ])
  if (!rule) throw notFound('automation rule')
  const recurrence = scheduleOf(rule.triggerConfig)
  if (!recurrence)
    throw conflict('no_schedule', 'Only a rule with a schedule has times that can be tried ahead.')
  const times = nextOccurrences(recurrence, {
    // COUNT counts from the start of the schedule on.
    after: recurrence.rule.count === null ? { at: new Date(begin.getTime() - 1), counted: 0 } : null,
    to: last,
    limit: MOST + 1,
  })
  if (times.length > MOST)
    throw invalid(`These are more than ${MOST} times.`, [{ path: 'to', message: 'Choose an earlier end.' }])
  const planned = planPosts(
    times.filter(({ at }) => at >= begin).map(({ at }) => at),
    { ...rule, quietHours: quietHoursOf(rule) },
    posted.filter(({ at }) => at < begin).map(({ at }) => at),
  )
  return {
    items: planned
      .filter(({ at }) => at >= first)
      .map(({ at, would, why }) => ({ at: at.toISOString(), would, why })),
  }
}

/** Has a rule act now, within its limits. @throws not_found, conflict `rule_off` */
export async function runRule(ctx: Ctx, ruleId: string): Promise<AutomationExecution> {
  const { workspaceId } = ctx
  const id = newId()
  await ctx.db.tx(async (tx, enqueue) => {
    await ruleStore.lock(tx, { workspaceId, id: ruleId })
    const [rule] = await ruleStore.byId(tx, { workspaceId, id: ruleId })
    if (!rule) throw notFound('automation rule')
    if (!rule.enabled) throw conflict('rule_off', 'This rule is switched off. Switch it on first.')
    await store.insert(tx, {
      ...{ id, workspaceId, ruleId, characterId: rule.characterId },
      ...{ key: `hand ${id}`, trigger: 'manual', at: ctx.now() },
    })
    await audit.record(tx, ctx, {
      action: 'automation_rule.run',
      objectType: 'automation_rule',
      objectId: ruleId,
      after: { executionId: id },
    })
    enqueue({ type: 'feed.changed', topic: 'automation' })
  })
  await decideDue(ctx, { workspaceId, id })
  return getExecution(ctx, id)
}

/** Lists what rules did or left, those first whose time is latest. */
export async function listExecutions(
  { db, workspaceId }: Ctx,
  { ruleId, characterId, status, limit, cursor }: ExecutionListQuery,
): Promise<Page<AutomationExecution>> {
  const filter = { workspaceId, ruleId, characterId, status, before: decodeCursor(cursor), limit }
  const [rows] = await db.batch((one) => [store.list(one, filter)])
  return pageOfRows(rows, limit, ({ at, id }) => ({ at, id }), toExecution)
}

/** @throws not_found */
export async function getExecution({ db, workspaceId }: Ctx, id: string): Promise<AutomationExecution> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('automation execution')
  return toExecution(row)
}

const toExecution = (row: store.ExecutionRow): AutomationExecution => ({
  id: row.id,
  ruleId: row.ruleId,
  ruleName: row.ruleName,
  characterId: row.characterId,
  trigger: row.trigger,
  at: row.at.toISOString(),
  subject: row.subject,
  status: row.status,
  why: row.why,
  error: row.error,
  steps: row.steps,
  contentId: row.contentId,
  text: row.text,
  scheduledPostId: row.scheduledPostId,
  createdAt: row.createdAt.toISOString(),
})
