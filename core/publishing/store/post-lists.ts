import { and, asc, desc, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { holdsAll, searched } from '#core/lib/text/searched.ts'
import { scheduledPostLabels } from '#drizzle/schema/post-labels.ts'
import { publishingQueue, scheduledPosts } from '#drizzle/schema/publishing.ts'
import type { PostStatus } from '../schemas.ts'

export interface PostFilter {
  workspaceId: string
  from: Date | undefined
  to: Date | undefined
  status: PostStatus | undefined
  labelId?: string | undefined
  campaignId?: string | undefined
  /** Words of the text. */
  q: string | undefined
  /** The end of the previous page. */
  last: Position | null
  limit: number
}

/**
 * Lists posts by time; with words, the latest first. The posts of a label are led by its index, those of a campaign by theirs; open posts
 * come from the queue, as no index covers them: see decision 15.
 */
export function list(db: Db, filter: PostFilter) {
  if (filter.q !== undefined) return listSought(db, filter, filter.q)
  if (filter.labelId !== undefined) return listLed(db, filter, labelled(filter, filter.labelId))
  if (isOpen(filter.status) && filter.campaignId === undefined) return listLed(db, filter, open(filter))
  return listAll(db, filter)
}

const isOpen = (status: PostStatus | undefined) => status === 'queued' || status === 'publishing'

const within = ({ workspaceId, from, to, status, campaignId }: PostFilter) =>
  and(
    eq(scheduledPosts.workspaceId, workspaceId),
    from ? gte(scheduledPosts.publishAt, from) : undefined,
    to ? lt(scheduledPosts.publishAt, to) : undefined,
    campaignId === undefined ? undefined : eq(scheduledPosts.campaignId, campaignId),
    status === undefined
      ? undefined
      : status === 'published' || isOpen(status)
        ? and(isNull(scheduledPosts.apart), eq(scheduledPosts.status, status))
        : eq(scheduledPosts.apart, status),
  )

const listAll = (db: Db, filter: PostFilter) =>
  db
    .select()
    .from(scheduledPosts)
    .where(and(within(filter), keyset.after(scheduledPosts.publishAt, scheduledPosts.id, filter.last)))
    .orderBy(asc(scheduledPosts.publishAt), asc(scheduledPosts.id))
    .limit(filter.limit + 1)

const hasLabel = (labelId: string) =>
  sql`exists (select from scheduled_post_labels l where l.workspace_id = ${scheduledPosts.workspaceId}
    and l.scheduled_post_id = ${scheduledPosts.id} and l.label_id = ${labelId})`

function listSought(db: Db, filter: PostFilter, q: string) {
  const { id, publishAt: at, text, workspaceId } = scheduledPosts
  const page = searched({
    table: scheduledPosts,
    id,
    at,
    where: and(
      within(filter),
      filter.labelId === undefined ? undefined : hasLabel(filter.labelId),
      keyset.before(at, id, filter.last),
    ),
    holds: holdsAll(q, text),
    found: sql`select id from match_posts(${q})`,
    limit: filter.limit + 1,
  })
  return db
    .select()
    .from(scheduledPosts)
    .where(and(eq(workspaceId, filter.workspaceId), sql`${id} = any(array${page})`))
    .orderBy(desc(at), desc(id))
    .limit(filter.limit + 1)
}

/** A table that has the times of posts beside their ids, by which it leads a list. */
interface Leader {
  table: PgTable
  publishAt: AnyPgColumn
  postId: AnyPgColumn
  where: SQL | undefined
}

/** Open posts stand in the queue once for each of their targets. */
const open = ({ workspaceId }: PostFilter): Leader => ({
  table: publishingQueue,
  publishAt: publishingQueue.publishAt,
  postId: publishingQueue.postId,
  where: eq(publishingQueue.workspaceId, workspaceId),
})

const labelled = ({ workspaceId }: PostFilter, labelId: string): Leader => ({
  table: scheduledPostLabels,
  publishAt: scheduledPostLabels.publishAt,
  postId: scheduledPostLabels.postId,
  where: and(eq(scheduledPostLabels.workspaceId, workspaceId), eq(scheduledPostLabels.labelId, labelId)),
})

/** Looks each post up in the order of its leader: joined in any other way, every post of the workspace may be read. */
function listLed(db: Db, filter: PostFilter, { table, publishAt, postId, where }: Leader) {
  const { from, to, last, limit } = filter
  const led = db
    .selectDistinct({ publishAt, postId })
    .from(table)
    .where(
      and(
        where,
        from ? gte(publishAt, from) : undefined,
        to ? lt(publishAt, to) : undefined,
        keyset.after(publishAt, postId, last),
      ),
    )
    .orderBy(asc(publishAt), asc(postId))
    .as('led')
  const post = db
    .select()
    .from(scheduledPosts)
    .where(and(within(filter), eq(scheduledPosts.id, led.postId)))
    .limit(1)
    .as('post')
  return db
    .select(post._.selectedFields)
    .from(led)
    .crossJoinLateral(post)
    .orderBy(asc(led.publishAt), asc(led.postId))
    .limit(limit + 1)
}
