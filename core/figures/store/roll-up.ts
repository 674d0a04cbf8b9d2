import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'

/** Lists workspaces of which something is to be counted. Crosses workspaces. */
export const marked = (db: Db) =>
  db.execute<{ id: string }>(sql`
    select w.id from workspaces w where exists (select from metric_marks m where m.workspace_id = w.id) order by w.id`)

/** Takes up to so many marks of a workspace and brings its figures up to date. */
export const rollUp = (db: Db, { workspaceId, most }: { workspaceId: string; most: number }) =>
  db.execute<{ rolled: { taken: number; changed: number } }>(
    sql`select chorus_roll_up(${workspaceId}, ${most}) as rolled`,
  )

/** Marks what moved since a time in all workspaces, or in one. */
export const markSince = (db: Db, since: Date) =>
  db.execute(sql`select chorus_mark_all(w.id, ${since.toISOString()}::timestamptz) from workspaces w`)

/** Writes the windows that are over and were not written: nothing happened in them. */
export const writeWindow = (db: Db, start: Date) =>
  db.execute<{ id: string }>(sql`
    select w.id, chorus_write_windows(w.id, array[${start.toISOString()}::timestamptz]) from workspaces w
    where not exists (select from kpi_2h k where k.workspace_id = w.id and k.window_start = ${start.toISOString()}::timestamptz)
      and w.created_at < ${start.toISOString()}::timestamptz + interval '2 hours'`)

/** Deletes up to so many windows that began before a time. */
export const forgetWindows = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db.execute<{ id: string }>(sql`
    delete from kpi_2h where id = any (array(
      select id from kpi_2h where window_start < ${before.toISOString()}::timestamptz limit ${limit})) returning id`)
