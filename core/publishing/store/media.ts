import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { media } from '#drizzle/schema/media.ts'
import { type postSeries, scheduledPostMedia } from '#drizzle/schema/publishing.ts'
import type { ChosenMedium, Variants } from '../schemas.ts'

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
      accountId: scheduledPostMedia.accountId,
      medium: media,
      ownAltText: scheduledPostMedia.altText,
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

/** Returns the media that posts show, as they were chosen. */
export const chosen = (rows: readonly ShownRow[]) =>
  rows.map(({ accountId, medium, ownAltText }) => ({ accountId, mediaId: medium.id, altText: ownAltText }))

/** Reads media of any posts, also those that have left the library. */
export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), inArray(media.id, [...ids])))
export type MediumRow = Awaited<ReturnType<typeof byIds>>[number]

/** Returns the ids of all media that a series shows, on any account. */
export const idsOfSeries = ({ media: shown, variants }: Pick<SeriesRow, 'media' | 'variants'>): string[] =>
  [shown, ...Object.values(variants).map((own) => own.media ?? [])].flat().map(({ mediaId }) => mediaId)

type SeriesRow = typeof postSeries.$inferSelect

type Shows = OfPost & { shown: readonly ChosenMedium[]; variants: Variants }

/** Inserts the media of posts that have none yet, in order: what they show, and what they show in its place on single accounts. */
export async function insert(db: Db, posts: readonly Shows[]): Promise<void> {
  const rows = posts.flatMap(({ shown, variants, ...where }) => [
    ...inOrder({ ...where, accountId: null }, shown),
    ...Object.entries(variants).flatMap(([accountId, { media }]) =>
      inOrder({ ...where, accountId }, media ?? []),
    ),
  ])
  if (rows.length > 0) await db.insert(scheduledPostMedia).values(rows)
}

const inOrder = <Where extends OfPost>(where: Where, shown: readonly ChosenMedium[]) =>
  shown.map(({ mediaId, altText }, position) => ({ ...where, mediaId, altText, position }))

/** Replaces the media of a post by these, in this order. */
export async function replace(db: Db, { shown, variants, ...where }: Shows): Promise<void> {
  await db.delete(scheduledPostMedia).where(ofPost(where))
  await insert(db, [{ ...where, shown, variants }])
}
