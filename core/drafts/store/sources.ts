import { and, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { contentSources } from '#drizzle/schema/drafts.ts'

export type SourceRow = typeof contentSources.$inferSelect
export type SourceInsert = typeof contentSources.$inferInsert

export const insert = (db: Db, row: SourceInsert) => db.insert(contentSources).values(row).returning()

export const byId = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select()
    .from(contentSources)
    .where(and(eq(contentSources.workspaceId, workspaceId), eq(contentSources.id, id)))

/** Locks a source, so that two of its drafts do not take the same beginning at once. */
export const lock = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select({ id: contentSources.id })
    .from(contentSources)
    .where(and(eq(contentSources.workspaceId, workspaceId), eq(contentSources.id, id)))
    .for('update')
