import { and, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { projectFeeds } from '#drizzle/schema/listening-targets.ts'

interface OfProject {
  workspaceId: string
  projectId: string
}

export const list = (db: Db, { workspaceId, projectId }: OfProject) =>
  db
    .select({ id: projectFeeds.id, url: projectFeeds.url })
    .from(projectFeeds)
    .where(and(eq(projectFeeds.workspaceId, workspaceId), eq(projectFeeds.projectId, projectId)))
    .orderBy(projectFeeds.url)

export const add = (db: Db, row: OfProject & { url: string }) =>
  db.insert(projectFeeds).values(row).onConflictDoNothing()

export const remove = (db: Db, { workspaceId, projectId, id }: OfProject & { id: string }) =>
  db
    .delete(projectFeeds)
    .where(
      and(
        eq(projectFeeds.workspaceId, workspaceId),
        eq(projectFeeds.projectId, projectId),
        eq(projectFeeds.id, id),
      ),
    )
    .returning({ url: projectFeeds.url })
