import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { media } from '#drizzle/schema/media.ts'
import { scheduledPostMedia } from '#drizzle/schema/publishing.ts'
import type { ChosenMedium } from '../schemas.ts'

interface OfPost {
  workspaceId: string
  postId: string
}

const ofPost = ({ workspaceId, postId }: OfPost) =>
  and(eq(scheduledPostMedia.workspaceId, workspaceId), eq(scheduledPostMedia.postId, postId))

export const ofPosts = (
  db: Db,
  { workspaceId, postIds }: { workspaceId: string; postIds: readonly string[] },
) =>
  db
    .select({
      postId: scheduledPostMedia.postId,
      medium: media,
      altText: sql<string | null>`coalesce(${scheduledPostMedia.altText}, ${media.altText})`,
    })
    .from(scheduledPostMedia)
    .innerJoin(
      media,
      and(eq(media.workspaceId, scheduledPostMedia.workspaceId), eq(media.id, scheduledPostMedia.mediaId)),
    )
    .where(
      and(eq(scheduledPostMedia.workspaceId, workspaceId), inArray(scheduledPostMedia.postId, [...postIds])),
    )
    .orderBy(scheduledPostMedia.position)
export type ShownRow = Awaited<ReturnType<typeof ofPosts>>[number]

/** Reads media of any posts, also those that have left the library. */
export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), inArray(media.id, [...ids])))
export type MediumRow = Awaited<ReturnType<typeof byIds>>[number]

type Shows = OfPost & { shown: readonly ChosenMedium[] }

/** Inserts the media of posts that have none yet, in order. */
export async function insert(db: Db, posts: readonly Shows[]): Promise<void> {
  const rows = posts.flatMap(({ shown, ...where }) =>
    shown.map((one, position) => ({ ...where, ...one, position })),
  )
  if (rows.length > 0) await db.insert(scheduledPostMedia).values(rows)
}

/** Replaces the media of a post by these, in this order. */
export async function replace(db: Db, { shown, ...where }: Shows): Promise<void> {
  await db.delete(scheduledPostMedia).where(ofPost(where))
  await insert(db, [{ ...where, shown }])
}
