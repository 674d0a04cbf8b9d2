import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { clusterRuns } from '#drizzle/schema/clusters.ts'

export type RunRow = typeof clusterRuns.$inferSelect

/** Begins a run; nothing where one is going on. */
export const begin = (db: Db, { id, workspaceId, at }: { id: string; workspaceId: string; at: Date }) =>
  db
    .insert(clusterRuns)
    .values({ id, workspaceId, leaseUntil: at, createdAt: at })
    .onConflictDoNothing()
    .returning({ id: clusterRuns.id })

/** Lists workspaces in which somebody wrote since the last run began. Crosses workspaces. */
export const changed = (db: Db, { limit }: { limit: number }) =>
  db.execute<{ workspace_id: string }>(sql`
    select w.id as workspace_id from workspaces w
    left join lateral (
      select r.created_at from cluster_runs r where r.workspace_id = w.id order by r.created_at desc, r.id desc limit 1
    ) last on true
    where exists (select from conversations v where v.workspace_id = w.id and v.last_inbound_at > coalesce(last.created_at, '-infinity'))
      or exists (select from comments c where c.workspace_id = w.id and not c.is_own and c.posted_at > coalesce(last.created_at, '-infinity'))
    order by last.created_at nulls first, w.id limit ${limit}`)

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(clusterRuns.workspaceId, workspaceId), eq(clusterRuns.id, id))

/** Takes a run that no other worker has. */
export const claim = (db: Db, where: One, { at, until }: { at: Date; until: Date }) =>
  db
    .update(clusterRuns)
    .set({ leaseUntil: until, fence: sql`${clusterRuns.fence} + 1`, tries: sql`${clusterRuns.tries} + 1` })
    .where(and(one(where), eq(clusterRuns.status, 'running'), lte(clusterRuns.leaseUntil, at)))
    .returning()

/** Writes how far a run has got; nothing where another worker has taken it. */
export const proceed = (
  db: Db,
  where: One & { fence: number },
  set: Partial<Omit<typeof clusterRuns.$inferInsert, 'done'>> & { alsoDone?: string },
) => {
  const { alsoDone, ...rest } = set
  return db
    .update(clusterRuns)
    .set({
      tries: 0,
      ...rest,
      ...(alsoDone === undefined ? {} : { done: sql`array_append(${clusterRuns.done}, ${alsoDone})` }),
    })
    .where(and(one(where), eq(clusterRuns.status, 'running'), eq(clusterRuns.fence, where.fence)))
    .returning({ id: clusterRuns.id })
}

/** Lists runs that no worker has and that should go on. Crosses workspaces. */
export const due = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db
    .select({ id: clusterRuns.id, workspaceId: clusterRuns.workspaceId })
    .from(clusterRuns)
    .where(and(eq(clusterRuns.status, 'running'), lte(clusterRuns.leaseUntil, before)))
    .orderBy(clusterRuns.leaseUntil)
    .limit(limit)

export const byId = (db: Db, where: One) => db.select().from(clusterRuns).where(one(where))

export const list = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(clusterRuns)
    .where(
      and(
        eq(clusterRuns.workspaceId, workspaceId),
        keyset.before(clusterRuns.createdAt, clusterRuns.id, before),
      ),
    )
    .orderBy(desc(clusterRuns.createdAt), desc(clusterRuns.id))
    .limit(limit + 1)
