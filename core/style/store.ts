import { and, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { posts, profiles } from '#drizzle/schema/bank.ts'

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id))

export type StyleRow = Awaited<ReturnType<typeof byId>>[number]
export const byId = (db: Db, where: One) =>
  db
    .select({
      id: profiles.id,
      name: profiles.name,
      analysis: profiles.styleAnalysis,
      prompt: profiles.writingStylePrompt,
      correctedAt: profiles.styleCorrectedAt,
      signature: profiles.writingStyleEmbedding,
    })
    .from(profiles)
    .where(one(where))

/** Lists the texts of an author's captured posts, the latest first. */
export const textsOf = (db: Db, { workspaceId, id, limit }: One & { limit: number }) =>
  db
    .select({ text: posts.content })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), eq(posts.authorId, id)))
    .orderBy(desc(posts.postedAt), desc(posts.id))
    .limit(limit)

/** Writes an analysis, and the prompt that it suggests unless a person has corrected it. Ends the wait for it. */
export const writeAnalysis = (
  db: Db,
  where: One,
  { analysis, signature }: { analysis: NonNullable<StyleRow['analysis']>; signature: number[] },
) =>
  db
    .update(profiles)
    .set({
      styleAnalysis: analysis,
      writingStyleEmbedding: signature,
      writingStylePrompt: sql`case when ${profiles.styleCorrectedAt} is null then ${analysis.prompt} else ${profiles.writingStylePrompt} end`,
      styleDueAt: null,
    })
    .where(one(where))
    .returning({ id: profiles.id })

export const lock = (db: Db, where: One) =>
  db
    .select({
      analysis: profiles.styleAnalysis,
      prompt: profiles.writingStylePrompt,
      correctedAt: profiles.styleCorrectedAt,
    })
    .from(profiles)
    .where(one(where))
    .for('update')

export const correct = (db: Db, where: One, set: { prompt: string | null; correctedAt: Date | null }) =>
  db
    .update(profiles)
    .set({ writingStylePrompt: set.prompt, styleCorrectedAt: set.correctedAt })
    .where(one(where))

/** Marks as due the profiles that we write for, with more posts than `posts` and no recent analysis. Crosses workspaces. */
export const markDue = (db: Db, { at, recent, posts: more }: { at: Date; recent: Date; posts: number }) =>
  db
    .update(profiles)
    .set({ styleDueAt: at })
    .where(
      and(
        eq(profiles.type, 'internal'),
        isNull(profiles.styleDueAt),
        sql`coalesce((${profiles.styleAnalysis} ->> 'analyzedAt')::timestamptz, '-infinity') < ${recent.toISOString()}::timestamptz`,
        sql`exists (select 1 from profile_sync_status s where s.workspace_id = ${profiles.workspaceId}
          and s.profile_id = ${profiles.id} and s.total_posts_scraped > ${more})`,
      ),
    )
    .returning({ workspaceId: profiles.workspaceId, id: profiles.id })

/** Takes a profile that is due until a later time, so that one worker analyses it; nothing where another has it. */
export const take = (db: Db, where: One, { at, until }: { at: Date; until: Date }) =>
  db
    .update(profiles)
    .set({ styleDueAt: until })
    .where(and(one(where), lte(profiles.styleDueAt, at)))
    .returning({ id: profiles.id })

/** Lists profiles that have been due since before a time, the longest first. Crosses workspaces. */
export const due = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db
    .select({ workspaceId: profiles.workspaceId, id: profiles.id })
    .from(profiles)
    .where(lte(profiles.styleDueAt, before))
    .orderBy(profiles.styleDueAt)
    .limit(limit)
