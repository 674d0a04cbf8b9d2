import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { automationExecutions, automationRules } from '#drizzle/schema/automation.ts'
import type { ExecutionStatus, QuietHours, Why } from '../schemas.ts'
import type { One } from './rules.ts'

const x = automationExecutions
const one = ({ workspaceId, id }: One) => and(eq(x.workspaceId, workspaceId), eq(x.id, id))

const shown = (db: Db) =>
  db
    .select({ ...getTableColumns(x), ruleName: automationRules.name })
    .from(x)
    .innerJoin(
      automationRules,
      and(eq(automationRules.workspaceId, x.workspaceId), eq(automationRules.id, x.ruleId)),
    )
    .$dynamic()
export type ExecutionRow = Awaited<ReturnType<typeof shown>>[number]

export const byId = (db: Db, where: One) => shown(db).where(one(where))

export interface ExecutionFilter {
  workspaceId: string
  ruleId: string | undefined
  characterId: string | undefined
  status: ExecutionStatus | undefined
  before: Position | null
  limit: number
}

/** Lists executions, those first whose time is latest. */
export const list = (db: Db, { workspaceId, ruleId, characterId, status, before, limit }: ExecutionFilter) =>
  shown(db)
    .where(
      and(
        eq(x.workspaceId, workspaceId),
        ruleId === undefined ? undefined : eq(x.ruleId, ruleId),
        characterId === undefined ? undefined : eq(x.characterId, characterId),
        status === undefined ? undefined : eq(x.status, status),
        keyset.before(x.at, x.id, before),
      ),
    )
    .orderBy(desc(x.at), desc(x.id))
    .limit(limit + 1)

export const insert = (db: Db, row: typeof x.$inferInsert) => db.insert(x).values(row)

/** The times of a rule's posts, made or on their way, from a moment on. */
export const postedSince = (db: Db, { workspaceId, id, since }: One & { since: Date }) =>
  db
    .select({ at: x.at })
    .from(x)
    .where(
      and(
        eq(x.workspaceId, workspaceId),
        eq(x.ruleId, id),
        inArray(x.status, ['admitted', 'running', 'posted']),
        sql`${x.at} >= ${since.toISOString()}::timestamptz`,
      ),
    )

/** A rule with executions that are to be decided, and the times of its posts around them. */
export interface UndecidedRule extends Record<string, unknown> {
  id: string
  workspace_id: string
  decided: number
  goes: boolean
  timezone: string
  max_day: number | null
  max_week: number | null
  cooldown: number
  quiet: QuietHours | null
  due: { id: string; at: string }[]
  posted: string[]
}

/** Finds the executions that are to be decided, by their rules: of all workspaces, or one of them. */
export const undecided = (
  db: Db,
  {
    now,
    rememberedMs,
    limit,
    only,
  }: { now: Date; rememberedMs: number; limit: number; only?: One | undefined },
) =>
  db.execute<UndecidedRule>(sql`
    with due as (
      select id, workspace_id, rule_id, at from automation_executions
      where status = 'due' and at <= ${now.toISOString()}::timestamptz
        and ${only === undefined ? sql`true` : sql`workspace_id = ${only.workspaceId} and id = ${only.id}`}
      order by at, id limit ${limit}
    ), ruled as (
      select workspace_id, rule_id, min(at) as first, jsonb_agg(jsonb_build_object('id', id, 'at', to_json(at)) order by at, id) as due
      from due group by 1, 2
    )
    select r.id, r.workspace_id, r.decided, r.is_enabled and c.status = 'active' and not chorus_machines_paused(r.workspace_id) as goes, c.timezone,
      r.max_posts_per_day as max_day, r.max_posts_per_week as max_week, r.cooldown_minutes as cooldown,
      case when r.quiet_from is null then null else jsonb_build_object('from', r.quiet_from, 'to', r.quiet_to) end as quiet, d.due,
      coalesce((select jsonb_agg(to_json(p.at)) from automation_executions p
        where p.workspace_id = d.workspace_id and p.rule_id = d.rule_id and p.status in ('admitted', 'running', 'posted')
          and p.at >= d.first - ${rememberedMs} * interval '1 millisecond'), '[]') as posted
    from ruled d join automation_rules r on r.workspace_id = d.workspace_id and r.id = d.rule_id
    join characters c on c.workspace_id = r.workspace_id and c.id = r.character_id`)

export interface Decision {
  ruleId: string
  workspaceId: string
  /** The number of decisions that the rule had when this one was made. */
  seen: number
  executions: { id: string; status: 'admitted' | 'skipped'; why: Why }[]
}

/** Writes decisions about rules about which nobody else has decided since. Returns what was admitted. */
export const decide = (db: Db, { decisions, now }: { decisions: readonly Decision[]; now: Date }) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    with given as (
      select * from jsonb_to_recordset(${jsonb(decisions)}) as g("ruleId" uuid, "workspaceId" uuid, "seen" int, "executions" jsonb)
    ), counted as (
      select g.*, (select count(*)::int from jsonb_array_elements(g."executions") e where e->>'status' = 'admitted') as admitted from given g
    ), taken as (
      update automation_rules r set decided = r.decided + 1, times_executed = r.times_executed + g.admitted,
        last_executed_at = case when g.admitted > 0 then ${now.toISOString()}::timestamptz else r.last_executed_at end
      from counted g where r.workspace_id = g."workspaceId" and r.id = g."ruleId" and r.decided = g."seen"
      returning g."executions", r.workspace_id
    ), found as materialized (
      -- Each is found by its id, one by one: joined in another way, all that are due may be gone through for each of them.
      select due.workspace_id, due.id, e.status, e.why
      from taken t cross join lateral jsonb_to_recordset(t."executions") as e(id uuid, status text, why text)
      cross join lateral (select k.workspace_id, k.id from automation_executions k
        where k.workspace_id = t.workspace_id and k.id = e.id and k.status = 'due' limit 1) due
    ), written as (
      -- Only a decision takes an execution out of this state, and the count of its rule admits one at a time.
      update automation_executions x set status = f.status, why = f.why
      from found f where x.workspace_id = f.workspace_id and x.id = f.id
      returning x.id, x.workspace_id, x.status
    )
    select id, workspace_id from written where status = 'admitted'`)

/** Finds executions that are to be worked on: admitted ones, and those whose worker has not come back. */
export const open = (db: Db, { now, begunBefore, limit }: { now: Date; begunBefore: Date; limit: number }) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    select id, workspace_id from automation_executions
    where status in ('admitted', 'running') and again_at <= ${now.toISOString()}::timestamptz
      and (status = 'admitted' or started_at < ${begunBefore.toISOString()}::timestamptz)
    order by again_at, id limit ${limit}`)

/** Claims an execution. Nothing for one that is done, waits, or is being worked on. */
export const claim = (db: Db, where: One, { now, begunBefore }: { now: Date; begunBefore: Date }) =>
  db
    .update(x)
    .set({ status: 'running', startedAt: now, fence: sql`${x.fence} + 1` })
    .where(
      and(
        one(where),
        sql`${x.againAt} <= ${now.toISOString()}::timestamptz`,
        sql`(${x.status} = 'admitted' or ${x.status} = 'running' and ${x.startedAt} < ${begunBefore.toISOString()}::timestamptz)`,
      ),
    )
    .returning({ fence: x.fence, attempts: x.attempts })

/** Ends a claim, unless another one has been made since. */
export const settle = (
  db: Db,
  { workspaceId, id, fence, ...set }: One & { fence: number } & Partial<typeof x.$inferInsert>,
) =>
  db
    .update(x)
    .set(set)
    .where(and(one({ workspaceId, id }), eq(x.fence, fence), eq(x.status, 'running')))
    .returning({ ruleId: x.ruleId })

/** Counts a success or failure of a rule, if it is still on. */
export const count = (db: Db, { workspaceId, id, as }: One & { as: 'success' | 'failure' }) => {
  const column = as === 'success' ? 'successCount' : 'failureCount'
  return db
    .update(automationRules)
    .set({ [column]: sql`${automationRules[column]} + 1` })
    .where(
      and(
        eq(automationRules.workspaceId, workspaceId),
        eq(automationRules.id, id),
        as === 'success' ? eq(automationRules.enabled, true) : undefined,
      ),
    )
    .returning({ id: automationRules.id })
}

/** Finds a post of another rule of the character that says and shows the same. */
export const samePost = (
  db: Db,
  {
    workspaceId,
    characterId,
    ruleId,
    fingerprint,
  }: { workspaceId: string; characterId: string; ruleId: string; fingerprint: string },
) =>
  db
    .select({ id: x.id })
    .from(x)
    .where(
      and(
        eq(x.workspaceId, workspaceId),
        eq(x.characterId, characterId),
        eq(x.fingerprint, fingerprint),
        sql`${x.ruleId} <> ${ruleId}`,
      ),
    )
    .limit(1)
