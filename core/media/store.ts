import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { media } from '#drizzle/schema/media.ts'
import type { LibraryKind } from './schemas.ts'

export type MediumRow = typeof media.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(media.workspaceId, workspaceId), eq(media.id, id), isNull(media.removedAt))

export const insert = (db: Db, row: typeof media.$inferInsert) => db.insert(media).values(row).returning()

export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), inArray(media.id, [...ids]), isNull(media.removedAt)))

export const list = (
  db: Db,
  {
    workspaceId,
    kind,
    before,
    limit,
  }: { workspaceId: string; kind: LibraryKind | undefined; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(media)
    .where(
      and(
        eq(media.workspaceId, workspaceId),
        isNull(media.removedAt),
        kind === undefined ? undefined : eq(media.kind, kind),
        keyset.before(media.createdAt, media.id, before),
      ),
    )
    .orderBy(desc(media.createdAt), desc(media.id))
    .limit(limit + 1)

/** Deletes a file's row. @throws 23503 (foreign_key_violation) while a message or a post shows it */
export const remove = (db: Db, where: One) => db.delete(media).where(one(where)).returning()

/** Removes a file from the library only. */
export const hide = (db: Db, { now, ...where }: One & { now: Date }) =>
  db.update(media).set({ removedAt: now }).where(one(where)).returning()
