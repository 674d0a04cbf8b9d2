import { eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { workspaces } from '#drizzle/schema/identity.ts'
import { aiRules, aiSettings } from '#drizzle/schema/inbox.ts'
import { members } from '#drizzle/schema/workspaces.ts'

export const insertWorkspace = (db: Db, row: typeof workspaces.$inferInsert) =>
  db.insert(workspaces).values(row).returning()

export const insertAiSettings = (db: Db, workspaceId: string) => db.insert(aiSettings).values({ workspaceId })
export const insertAiRules = (db: Db, workspaceId: string) => db.insert(aiRules).values({ workspaceId })

/** Lists the workspaces of a person, oldest membership first. Crosses workspaces. */
export const membershipsOf = (db: Db, userId: string) =>
  db
    .select({
      workspaceId: members.workspaceId,
      name: workspaces.name,
      role: members.role,
      createdAt: workspaces.createdAt,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(members.createdAt)

export const current = (db: Db, workspaceId: string) =>
  db
    .select({
      workspace: workspaces,
      machinesOff: sql<boolean>`exists (select from worker_flags f where f.name = 'machines' and not f.enabled)`,
    })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))

/** Locks the workspace to the end of the transaction, so that its members and its state change one at a time. */
export const lock = (db: Db, workspaceId: string) =>
  db.select().from(workspaces).where(eq(workspaces.id, workspaceId)).for('update')

export const update = (
  db: Db,
  workspaceId: string,
  changed: Partial<Pick<typeof workspaces.$inferInsert, 'name' | 'timezone'>>,
) => db.update(workspaces).set(changed).where(eq(workspaces.id, workspaceId))

/** Returns a row if the database knows a time zone. */
export const knownZone = (db: Db, timezone: string) =>
  db.execute<{ name: string }>(sql`select name from pg_timezone_names where name = ${timezone}`)

export const setPaused = (
  db: Db,
  {
    workspaceId,
    paused,
  }: { workspaceId: string; paused: { at: Date; by: string; reason: string | null } | null },
) =>
  db
    .update(workspaces)
    .set({
      pausedAt: paused?.at ?? null,
      pausedBy: paused?.by ?? null,
      pauseReason: paused?.reason ?? null,
    })
    .where(eq(workspaces.id, workspaceId))

/** Deletes the workspace's row, and with it all rows that refer to it. */
export const remove = (db: Db, workspaceId: string) =>
  db.delete(workspaces).where(eq(workspaces.id, workspaceId))
