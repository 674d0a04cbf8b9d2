import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { productionPostVersions } from '#drizzle/schema/drafts.ts'

export type VersionRow = typeof productionPostVersions.$inferSelect
export type VersionInsert = typeof productionPostVersions.$inferInsert

interface OfDraft {
  workspaceId: string
  draftId: string
}
const ofDraft = ({ workspaceId, draftId }: OfDraft) =>
  and(
    eq(productionPostVersions.workspaceId, workspaceId),
    eq(productionPostVersions.productionPostId, draftId),
  )

export const latest = (db: Db, draft: OfDraft) =>
  db
    .select()
    .from(productionPostVersions)
    .where(ofDraft(draft))
    .orderBy(desc(productionPostVersions.number))
    .limit(1)

export const insert = (db: Db, row: VersionInsert) => db.insert(productionPostVersions).values(row)

/** Puts new words in place of those of a version. */
export const replaceWords = (
  db: Db,
  { workspaceId, id, body }: { workspaceId: string; id: string; body: string },
) =>
  db
    .update(productionPostVersions)
    .set({ body })
    .where(and(eq(productionPostVersions.workspaceId, workspaceId), eq(productionPostVersions.id, id)))

/** Lists the versions of a draft, the latest first. */
export const list = (
  db: Db,
  { before, limit, ...draft }: OfDraft & { before: Position | null; limit: number },
) =>
  db
    .select()
    .from(productionPostVersions)
    .where(
      and(ofDraft(draft), keyset.before(productionPostVersions.createdAt, productionPostVersions.id, before)),
    )
    .orderBy(desc(productionPostVersions.createdAt), desc(productionPostVersions.id))
    .limit(limit + 1)
