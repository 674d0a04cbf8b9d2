import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { automationRules } from '#drizzle/schema/automation.ts'
import { characters } from '#drizzle/schema/characters.ts'
import type { TriggerConfig } from '../schemas.ts'

export interface One {
  workspaceId: string
  id: string
}
export type RuleValues = typeof automationRules.$inferInsert
const one = ({ workspaceId, id }: One) =>
  and(eq(automationRules.workspaceId, workspaceId), eq(automationRules.id, id))

const shown = (db: Db) =>
  db
    .select({
      ...getTableColumns(automationRules),
      characterName: characters.name,
      timezone: characters.timezone,
    })
    .from(automationRules)
    .innerJoin(
      characters,
      and(
        eq(characters.workspaceId, automationRules.workspaceId),
        eq(characters.id, automationRules.characterId),
      ),
    )
    .$dynamic()
export type RuleRow = Awaited<ReturnType<typeof shown>>[number]

export const byId = (db: Db, where: One) => shown(db).where(one(where))

/** Lists rules, the latest first. */
export const list = (
  db: Db,
  {
    workspaceId,
    characterId,
    before,
    limit,
  }: { workspaceId: string; characterId: string | undefined; before: Position | null; limit: number },
) =>
  shown(db)
    .where(
      and(
        eq(automationRules.workspaceId, workspaceId),
        characterId === undefined ? undefined : eq(automationRules.characterId, characterId),
        keyset.before(automationRules.createdAt, automationRules.id, before),
      ),
    )
    .orderBy(desc(automationRules.createdAt), desc(automationRules.id))
    .limit(limit + 1)

export const lock = (db: Db, where: One) =>
  db
    .select({ id: automationRules.id, enabled: automationRules.enabled })
    .from(automationRules)
    .where(one(where))
    .for('update')
export const insert = (db: Db, row: RuleValues) => db.insert(automationRules).values(row)
export const change = (db: Db, where: One, set: Partial<RuleValues>) =>
  db.update(automationRules).set(set).where(one(where))
export const remove = (db: Db, where: One) =>
  db.delete(automationRules).where(one(where)).returning({ name: automationRules.name })

export const characterById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ status: characters.status, timezone: characters.timezone })
    .from(characters)
    .where(and(eq(characters.workspaceId, workspaceId), eq(characters.id, id)))

/**
 * Lists the rules that posts of a character set off, with whose posts they make. Holds the saving of such rules still until the transaction ends, so that
 * two of them never close a circle together.
 */
export async function feeding(db: Db, workspaceId: string) {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('automation ' || ${workspaceId}, 0))`)
  return db
    .select({
      id: automationRules.id,
      name: automationRules.name,
      from: sql<string>`${automationRules.triggerConfig}->>'characterId'`,
      to: automationRules.characterId,
    })
    .from(automationRules)
    .where(
      and(
        eq(automationRules.workspaceId, workspaceId),
        eq(automationRules.triggerType, 'event'),
        eq(automationRules.enabled, true),
        sql`${automationRules.triggerConfig}->>'characterId' is not null`,
      ),
    )
}

export interface DueRule extends Record<string, unknown> {
  id: string
  workspace_id: string
  character_id: string
  trigger_config: TriggerConfig
  next_at: string
  next_counted: number
}

/** Finds the schedules whose time has come, of all workspaces. */
export const due = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<DueRule>(sql`
    select r.id, r.workspace_id, r.character_id, r.trigger_config, to_json(r.next_at)#>>'{}' as next_at, r.next_counted
    from automation_rules r
    where r.is_enabled and r.next_at <= ${now.toISOString()}::timestamptz
    order by r.next_at limit ${limit}`)

export interface Taken {
  id: string
  executionId: string
  /** The time that was taken, and where it stood: the rule moves on only from there. */
  from: string
  at: string
  missed: number
  nextAt: string | null
  nextCounted: number
}

/** Writes an execution for each schedule that was taken, and moves the schedule on: once, whoever else takes it. */
export const take = (db: Db, taken: readonly Taken[]) =>
  db.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${jsonb(taken)}) as g("id" uuid, "executionId" uuid, "from" timestamptz, "at" timestamptz, "missed" int,
        "nextAt" timestamptz, "nextCounted" int)
    ), moved as (
      update automation_rules r set next_at = g."nextAt", next_counted = g."nextCounted" from given g
      where r.id = g."id" and r.next_at = g."from" and r.is_enabled
      returning r.workspace_id, r.id, r.character_id, g."executionId", g."at", g."missed"
    )
    insert into automation_executions (id, workspace_id, rule_id, character_id, trigger_key, trigger_type, at, steps)
    select "executionId", workspace_id, id, character_id, 'at ' || to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), 'schedule', "at",
      case when "missed" > 0 then jsonb_build_array(jsonb_build_object('step', 'missed', 'value', "missed"::text)) else '[]' end
    from moved
    on conflict do nothing`)
