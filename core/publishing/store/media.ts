import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { media } from '#drizzle/schema/media.ts'
import { scheduledPostMedia } from '#drizzle/schema/publishing.ts'

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

/** Shows these from now on, in this order, and nothing else. */
export async function replace(
  db: Db,
  { shown, ...where }: OfPost & { shown: readonly { mediaId: string; altText: string | null }[] },
): Promise<void> {
  await db.delete(scheduledPostMedia).where(ofPost(where))
  if (shown.length === 0) return
  await db.insert(scheduledPostMedia).values(shown.map((one, position) => ({ ...where, ...one, position })))
}
