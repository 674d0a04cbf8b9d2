import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { generatedHooks, productionPosts } from '#drizzle/schema/drafts.ts'

export type HookRow = typeof generatedHooks.$inferSelect
export type HookInsert = typeof generatedHooks.$inferInsert

interface OfDraft {
  workspaceId: string
  draftId: string
}
const ofDraft = ({ workspaceId, draftId }: OfDraft) =>
  and(eq(generatedHooks.workspaceId, workspaceId), eq(generatedHooks.productionPostId, draftId))
const one = ({ id, ...draft }: OfDraft & { id: string }) => and(ofDraft(draft), eq(generatedHooks.id, id))

export const list = (db: Db, draft: OfDraft) =>
  db
    .select()
    .from(generatedHooks)
    .where(ofDraft(draft))
    .orderBy(asc(generatedHooks.position), asc(generatedHooks.id))

export const insert = (db: Db, rows: readonly HookInsert[]) => db.insert(generatedHooks).values([...rows])

export const remove = (db: Db, hook: OfDraft & { id: string }) => db.delete(generatedHooks).where(one(hook))
export const removeAll = (db: Db, draft: OfDraft) => db.delete(generatedHooks).where(ofDraft(draft))

export const change = (db: Db, hook: OfDraft & { id: string }, set: Partial<HookInsert>) =>
  db.update(generatedHooks).set(set).where(one(hook)).returning({ id: generatedHooks.id })

/** Selects one hook of a draft in place of the one that was; none, without an id. */
export const select = (db: Db, { id, ...draft }: OfDraft & { id: string | null }) =>
  // The old one first: two selected ones would break the index.
  [
    db
      .update(generatedHooks)
      .set({ isSelected: false })
      .where(and(ofDraft(draft), sql`${generatedHooks.isSelected}`)),
    ...(id === null
      ? []
      : [
          db
            .update(generatedHooks)
            .set({ isSelected: true })
            .where(one({ id, ...draft })),
        ]),
  ]

/** Lists the hooks of other drafts of a source. */
export const ofSource = (
  db: Db,
  { workspaceId, sourceId, except }: { workspaceId: string; sourceId: string; except: string },
) =>
  db
    .select({ text: generatedHooks.hookText, isSelected: generatedHooks.isSelected })
    .from(productionPosts)
    .innerJoin(
      generatedHooks,
      and(
        eq(generatedHooks.workspaceId, productionPosts.workspaceId),
        eq(generatedHooks.productionPostId, productionPosts.id),
      ),
    )
    .where(
      and(
        eq(productionPosts.workspaceId, workspaceId),
        eq(productionPosts.sourceId, sourceId),
        ne(productionPosts.id, except),
      ),
    )
    .limit(TAKEN_MAX)
const TAKEN_MAX = 1000
