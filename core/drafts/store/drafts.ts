import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { profiles } from '#drizzle/schema/bank.ts'
import { generatedHooks, productionPosts } from '#drizzle/schema/drafts.ts'
import { audiences, postStructures, topics } from '#drizzle/schema/taxonomy.ts'
import type { DraftFilter } from '../schemas.ts'

export type Draft = typeof productionPosts.$inferSelect
export type DraftInsert = typeof productionPosts.$inferInsert

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(productionPosts.workspaceId, workspaceId), eq(productionPosts.id, id))

/** Selects drafts with the names of what they are for, and their selected hook. */
const labelled = (db: Db) =>
  db
    .select({
      draft: productionPosts,
      authorName: profiles.name,
      topicName: topics.name,
      audienceName: audiences.name,
      structureName: postStructures.name,
      hook: generatedHooks.hookText,
    })
    .from(productionPosts)
    .leftJoin(
      profiles,
      and(eq(profiles.workspaceId, productionPosts.workspaceId), eq(profiles.id, productionPosts.authorId)),
    )
    .leftJoin(
      topics,
      and(eq(topics.workspaceId, productionPosts.workspaceId), eq(topics.id, productionPosts.topicId)),
    )
    .leftJoin(
      audiences,
      and(
        eq(audiences.workspaceId, productionPosts.workspaceId),
        eq(audiences.id, productionPosts.audienceId),
      ),
    )
    .leftJoin(
      postStructures,
      and(
        eq(postStructures.workspaceId, productionPosts.workspaceId),
        eq(postStructures.id, productionPosts.structureId),
      ),
    )
    .leftJoin(
      generatedHooks,
      and(
        eq(generatedHooks.workspaceId, productionPosts.workspaceId),
        eq(generatedHooks.productionPostId, productionPosts.id),
        sql`${generatedHooks.isSelected}`,
      ),
    )
export type LabelledDraft = Awaited<ReturnType<typeof byId>>[number]

export const byId = (db: Db, where: One) => labelled(db).where(one(where))

/** Lists the drafts of a batch, as they were made. */
export const ofBatch = (db: Db, { workspaceId, id }: One) =>
  labelled(db)
    .where(and(eq(productionPosts.workspaceId, workspaceId), eq(productionPosts.batchId, id)))
    .orderBy(productionPosts.createdAt, productionPosts.id)

/** Lists drafts, the latest first. */
export const list = (
  db: Db,
  {
    workspaceId,
    filter: { status, authorId, topicId },
    before,
    limit,
  }: { workspaceId: string; filter: DraftFilter; before: Position | null; limit: number },
) =>
  labelled(db)
    .where(
      and(
        eq(productionPosts.workspaceId, workspaceId),
        status === undefined ? undefined : eq(productionPosts.status, status),
        authorId === undefined ? undefined : eq(productionPosts.authorId, authorId),
        topicId === undefined ? undefined : eq(productionPosts.topicId, topicId),
        keyset.before(productionPosts.createdAt, productionPosts.id, before),
      ),
    )
    .orderBy(desc(productionPosts.createdAt), desc(productionPosts.id))
    .limit(limit + 1)

export const lock = (db: Db, where: One) => db.select().from(productionPosts).where(one(where)).for('update')

export const insert = (db: Db, rows: DraftInsert | DraftInsert[]) =>
  db.insert(productionPosts).values(Array.isArray(rows) ? rows : [rows])

/** Changes a draft, which the caller holds locked. */
export const update = (
  db: Db,
  where: One,
  set: { [Field in keyof DraftInsert]?: DraftInsert[Field] | undefined },
) =>
  db
    .update(productionPosts)
    .set({ ...set, revision: sql`${productionPosts.revision} + 1` })
    .where(one(where))

export const remove = (db: Db, where: One) =>
  db.delete(productionPosts).where(one(where)).returning({ title: productionPosts.title })
