import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { LATE_MS, planPosts, REMEMBERED_MS } from '../rules/plan.ts'
import { scheduleOf, takeDue } from '../rules/trigger.ts'
import * as store from '../store/executions.ts'
import * as ruleStore from '../store/rules.ts'

/** Rules that one tick takes up, and executions that it decides. */
const AT_ONCE = 10_000
/** Executions that are handed out at once; the sweep hands out the others. */
const HANDED_OUT = 100
/** A worker that has not ended an execution by then has died. */
export const LEASE_MS = 5 * 60_000

/**
 * Takes up the schedules whose time has come, and decides about all executions that are due: four trips to the database, however many
 * rules there are. Returns how many executions were admitted.
 */
export async function tickAutomation(ctx: SystemCtx): Promise<{ rules: number; admitted: number }> {
  const now = ctx.now()
  const [{ rows }] = await ctx.db.batch((db) => [ruleStore.due(db, { now, limit: AT_ONCE })])
  const timesOf = takingAt(now)
  const taken = rows.flatMap((rule): ruleStore.Taken[] => {
    const times = timesOf(rule)
    if (!times) return []
    const from = new Date(rule.next_at)
    const { at, missed, next } = times
    return [
      {
        ...{ id: rule.id, executionId: newId(), from: from.toISOString(), at: at.toISOString(), missed },
        ...{ nextAt: next.nextAt?.toISOString() ?? null, nextCounted: next.nextCounted },
      },
    ]
  })
  if (taken.length > 0) await ctx.db.batch((db) => [ruleStore.take(db, taken)])
  return { rules: taken.length, admitted: await decideDue(ctx) }
}

/** Takes what has come of schedules; rules with the same schedule share the search. */
function takingAt(now: Date) {
  const known = new Map<string, ReturnType<typeof takeDue> | null>()
  return ({ trigger_config, next_at, next_counted }: ruleStore.DueRule) => {
    const key = JSON.stringify([trigger_config, next_at, next_counted])
    const found = known.get(key)
    if (found !== undefined) return found
    const recurrence = scheduleOf(trigger_config)
    const place = { nextAt: new Date(next_at), nextCounted: next_counted }
    const times = recurrence && takeDue(recurrence, place, now)
    known.set(key, times)
    return times
  }
}

/** Decides about executions that are due: all, or one. Returns how many were admitted. */
export async function decideDue(ctx: SystemCtx | Ctx, only?: ruleStore.One): Promise<number> {
  const now = ctx.now()
  const [{ rows }] = await ctx.db.batch((db) => [
    store.undecided(db, { now, rememberedMs: REMEMBERED_MS, limit: AT_ONCE, only }),
  ])
  if (rows.length === 0) return 0
  const decisions = rows.map((rule) => decisionOf(rule, now))
  const [{ rows: admitted }] = await ctx.db.batch((db, enqueue) => {
    for (const workspaceId of new Set(only === undefined ? [] : [only.workspaceId]))
      if (workspaceId) enqueue({ type: 'feed.changed', topic: 'automation' })
    return [store.decide(db, { decisions, now })]
  })
  await handOut(ctx, admitted.slice(0, HANDED_OUT))
  return admitted.length
}

function decisionOf(rule: store.UndecidedRule, now: Date): store.Decision {
  const late = (at: string) => now.getTime() - Date.parse(at) > LATE_MS
  const present = rule.goes ? rule.due.filter(({ at }) => !late(at)) : []
  const planned = planPosts(
    present.map(({ at }) => new Date(at)),
    {
      timezone: rule.timezone,
      maxPostsPerDay: rule.max_day,
      maxPostsPerWeek: rule.max_week,
      cooldownMinutes: rule.cooldown,
      quietHours: rule.quiet,
    },
    rule.posted.map((at) => new Date(at)),
  )
  const verdicts = new Map(present.map(({ id }, index) => [id, planned[index]]))
  return {
    ruleId: rule.id,
    workspaceId: rule.workspace_id,
    seen: rule.decided,
    executions: rule.due.map(({ id }) => {
      const verdict = verdicts.get(id)
      if (!verdict) return { id, status: 'skipped', why: rule.goes ? 'late' : 'switched_off' }
      return { id, status: verdict.would === 'post' ? 'admitted' : 'skipped', why: verdict.why }
    }),
  }
}

const handOut = (
  ctx: Pick<SystemCtx, 'deliver'>,
  rows: readonly { id: string; workspace_id: string }[],
): Promise<void> | undefined =>
  rows.length === 0
    ? undefined
    : ctx.deliver(
        rows.map(({ id: executionId, workspace_id: workspaceId }) => ({
          id: newId(),
          workspaceId,
          job: { type: 'automation.execute' as const, executionId },
        })),
      )

/** Hands out executions that nobody works on. Returns how many. */
export async function sweepExecutions(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const begunBefore = new Date(now.getTime() - LEASE_MS)
  const [{ rows }] = await ctx.db.batch((db) => [store.open(db, { now, begunBefore, limit: HANDED_OUT })])
  await handOut(ctx, rows)
  return rows.length
}
