import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { withOffset } from '#core/lib/kernel/local-time.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { toShown } from '#core/media/queries.ts'
import { runId } from '../rules/attempts.ts'
import { postReason, targetReason } from '../rules/reasons.ts'
import type { PostStatus, Run, ScheduledPost, ShownVariants, Target } from '../schemas.ts'
import * as media from '../store/media.ts'
import { list } from '../store/post-lists.ts'
import * as store from '../store/posts.ts'
import * as sorting from '../store/sorting.ts'

export async function getPost(ctx: Ctx, id: string): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const [[post], targets, runs, shown, labels] = await ctx.db.batch((db) => [
    store.byIds(db, { workspaceId, ids: [id] }),
    store.targetsOf(db, { workspaceId, postIds: [id] }),
    store.runsOf(db, { workspaceId, postIds: [id] }),
    media.ofPosts(db, { workspaceId, postIds: [id] }),
    sorting.labelsOf(db, { workspaceId, postIds: [id] }),
  ])
  if (!post) throw notFound('scheduled post')
  return toPost(ctx.now(), post, { targets, runs, shown, labels })
}

export interface ListQuery {
  from?: string | undefined
  to?: string | undefined
  status?: PostStatus | undefined
  labelId?: string | undefined
  campaignId?: string | undefined
  q?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Lists posts by publishing time, earliest first; a search for words lists the latest first. */
export async function listPosts(
  ctx: Ctx,
  { from, to, status, labelId, campaignId, q, limit, cursor }: ListQuery,
): Promise<Page<ScheduledPost>> {
  const { workspaceId } = ctx
  const [posts] = await ctx.db.batch((db) => [
    list(db, {
      workspaceId,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
      status,
      labelId,
      campaignId,
      q,
      last: decodeCursor(cursor),
      limit,
    }),
  ])
  const postIds = posts.map((post) => post.id)
  const [targets, runs, shown, labels] =
    postIds.length === 0
      ? [[], [], [], []]
      : await ctx.db.batch((db) => [
          store.targetsOf(db, { workspaceId, postIds }),
          store.runsOf(db, { workspaceId, postIds }),
          media.ofPosts(db, { workspaceId, postIds }),
          sorting.labelsOf(db, { workspaceId, postIds }),
        ])
  const targetsByPost = Map.groupBy(targets, ({ target }) => target.postId)
  const runsByPost = Map.groupBy(runs, (run) => run.postId)
  const shownByPost = Map.groupBy(shown, (one) => one.postId)
  const labelsByPost = Map.groupBy(labels, (one) => one.postId)
  return pageOfRows(
    posts,
    limit,
    (post) => ({ at: post.publishAt, id: post.id }),
    (post) =>
      toPost(ctx.now(), post, {
        targets: targetsByPost.get(post.id) ?? [],
        runs: runsByPost.get(post.id) ?? [],
        shown: shownByPost.get(post.id) ?? [],
        labels: labelsByPost.get(post.id) ?? [],
      }),
  )
}

interface Parts {
  targets: readonly store.TargetRow[]
  runs: readonly store.RunRow[]
  shown: readonly media.ShownRow[]
  labels: readonly sorting.LabelRow[]
}

export const toPost = (
  now: Date,
  post: store.PostRow,
  { targets, runs, shown, labels }: Parts,
): ScheduledPost => {
  const shownOn = (accountId: string | null) =>
    shown.filter((row) => row.accountId === accountId).map(({ medium, altText }) => toShown(medium, altText))
  return {
    id: post.id,
    text: post.text,
    media: shownOn(null),
    variants: shownVariants(post.variants, shownOn),
    status: post.status,
    reason: postReason(
      post,
      targets.map(({ target }) => target),
      now,
    ),
    publishAt: post.publishAt.toISOString(),
    timezone: post.timezone,
    localTime: withOffset(post.publishAt, post.timezone),
    seriesId: post.seriesId,
    occurrence: post.occurrence,
    detached: post.detached,
    labels: labels.map(({ id, name, color }) => ({ id, name, color })),
    campaignId: post.campaignId,
    computed: false,
    series: null,
    targets: targets.map((row) => toTarget(now, post.status, row)),
    runs: runs.map(toRun),
    createdAt: post.createdAt.toISOString(),
  }
}

/** Returns the variants of a post as they are shown; `shownOn` gives the media of an account's own. */
export const shownVariants = (
  variants: Readonly<Record<string, { text?: string | undefined; media?: unknown }>>,
  shownOn: (accountId: string) => ScheduledPost['media'],
): ShownVariants =>
  Object.fromEntries(
    Object.entries(variants).map(([accountId, { text, media: own }]) => [
      accountId,
      { ...(text === undefined ? {} : { text }), ...(own ? { media: shownOn(accountId) } : {}) },
    ]),
  )

export const toTarget = (
  now: Date,
  postStatus: PostStatus,
  { target, accountName, platform, text }: store.TargetRow,
): Target => ({
  id: target.id,
  accountId: target.accountId,
  accountName,
  platform,
  status: target.status,
  waitingReason: target.waitingReason,
  text,
  externalId: target.externalId,
  url: target.url,
  error: target.error,
  // What a person publishes is due for no machine; its time is that of the next reminder.
  dueAt:
    ['queued', 'waiting'].includes(target.status) && target.waitingReason !== 'by_hand'
      ? target.dueAt.toISOString()
      : null,
  reason: targetReason(target, postStatus, now),
})

export const toRun = (run: store.RunRow): Run => ({
  id: runId(run),
  targetId: run.targetId,
  status: run.status,
  fence: run.fence,
  startedAt: run.startedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
  error: run.error,
})
