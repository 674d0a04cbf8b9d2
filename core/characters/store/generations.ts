import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { characters } from '#drizzle/schema/characters.ts'
import { contentGenerations, generationItems } from '#drizzle/schema/generations.ts'
import type { GenerationStatus, JobType } from '../schemas.ts'

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(contentGenerations.workspaceId, workspaceId), eq(contentGenerations.id, id))

const shown = (db: Db) =>
  db
    .select({ generation: contentGenerations, characterName: characters.name })
    .from(contentGenerations)
    .innerJoin(
      characters,
      and(
        eq(characters.workspaceId, contentGenerations.workspaceId),
        eq(characters.id, contentGenerations.characterId),
      ),
    )
    .$dynamic()
export type GenerationRow = Awaited<ReturnType<typeof shown>>[number]
export type ItemRow = typeof generationItems.$inferSelect

export const byId = (db: Db, where: One) => shown(db).where(one(where))

export const list = (
  db: Db,
  {
    workspaceId,
    characterId,
    status,
    jobType,
    before,
    limit,
  }: {
    workspaceId: string
    characterId: string | undefined
    status: GenerationStatus | undefined
    jobType: JobType | undefined
    before: Position | null
    limit: number
  },
) =>
  shown(db)
    .where(
      and(
        eq(contentGenerations.workspaceId, workspaceId),
        characterId === undefined ? undefined : eq(contentGenerations.characterId, characterId),
        status === undefined ? undefined : eq(contentGenerations.status, status),
        jobType === undefined ? undefined : eq(contentGenerations.jobType, jobType),
        keyset.before(contentGenerations.createdAt, contentGenerations.id, before),
      ),
    )
    .orderBy(desc(contentGenerations.createdAt), desc(contentGenerations.id))
    .limit(limit + 1)

export const itemsOf = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(generationItems)
    .where(and(eq(generationItems.workspaceId, workspaceId), inArray(generationItems.generationId, [...ids])))
    .orderBy(asc(generationItems.position))

export const lock = (db: Db, where: One) =>
  db.select().from(contentGenerations).where(one(where)).for('update')

export const insert = (db: Db, row: typeof contentGenerations.$inferInsert) =>
  db.insert(contentGenerations).values(row)

export const insertItems = (db: Db, rows: (typeof generationItems.$inferInsert)[]) =>
  db.insert(generationItems).values(rows)

/** Brings a generation's status and figures up to its items. Its row is locked before, so that two items that end at once are both counted. */
export const recount = (db: Db, { workspaceId, id, now }: One & { now: Date }) =>
  db.execute(sql`
    update content_generations g set
      status = case
        when i.open > 0 then case when i.begun > 0 then 'running' else 'queued' end
        when i.unknown > 0 then 'unknown' when i.done > 0 then 'done' when i.failed > 0 then 'failed' else 'cancelled' end,
      success_count = i.done,
      failure_count = i.failed + i.unknown,
      retry_count = i.retries,
      generated_content_ids = i.made,
      error_message = i.error,
      started_at = i.started_at,
      completed_at = case when i.open = 0 then coalesce(g.completed_at, ${now.toISOString()}::timestamptz) end,
      duration_seconds = case when i.open = 0
        then extract(epoch from coalesce(g.completed_at, ${now.toISOString()}::timestamptz) - i.started_at)::int end
    from (
      select
        count(*) filter (where status in ('queued', 'running')) as open,
        count(*) filter (where status <> 'queued' or attempts > 0) as begun,
        count(*) filter (where status = 'done') as done,
        count(*) filter (where status = 'failed') as failed,
        count(*) filter (where status = 'unknown') as unknown,
        coalesce(sum(greatest(attempts - 1, 0)), 0) as retries,
        coalesce(array_agg(content_id order by position) filter (where content_id is not null), '{}') as made,
        (array_agg(error order by ended_at desc nulls last) filter (where error is not null))[1] as error,
        min(started_at) as started_at
      from generation_items where workspace_id = ${workspaceId} and generation_id = ${id}
    ) i
    where g.workspace_id = ${workspaceId} and g.id = ${id}`)
