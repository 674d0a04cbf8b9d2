import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { type Adapted, marksOf, strayVariants, variantsFor, variantsOf } from '../rules/variants.ts'
import type { CreateScheduledPost, ScheduledPost, UpdateScheduledPost, Variants } from '../schemas.ts'
import * as media from '../store/media.ts'
import * as store from '../store/posts.ts'
import { regroup, undecided } from './accounts.ts'
import { hintIfSoon } from './hints.ts'
import { checkTargets, idsOf, refusedFor } from './judge.ts'
import { getPost } from './post-view.ts'
import { demandSorting, sortThem } from './sorting.ts'
import { checkPublishAt, checkWhen } from './when.ts'

/**
 * Schedules one post to several accounts. Everything that a platform would refuse is refused here, per target. `alongside` is done in
 * the same transaction.
 */
export async function schedulePost(
  ctx: Ctx,
  input: CreateScheduledPost,
  alongside?: (tx: Db, postId: string) => Promise<void>,
): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const { status = 'queued' } = input
  const publishAt = checkWhen(ctx, input, input.timezone)
  const accountIds = [...new Set(input.accountIds)]
  const shown = input.media ?? []
  const variants = checkVariants(input.variants ?? {}, accountIds)
  await checkTargets(ctx, { text: input.text, media: shown, variants }, accountIds)

  const id = newId()
  const targets = accountIds.map((accountId) => ({
    id: newId(),
    workspaceId,
    postId: id,
    accountId,
    dueAt: publishAt,
    // A publisher takes neither drafts nor posts that await approval.
    ...(status === 'queued' ? {} : { status: 'waiting' as const, waitingReason: 'approval' as const }),
  }))
  await ctx.db.tx(async (tx, enqueue) => {
    const { text, timezone, labels, campaignId } = input
    await demandSorting(tx, ctx, input)
    await store.insertPost(tx, {
      id,
      workspaceId,
      text,
      variants: marksOf(variants),
      status,
      timezone,
      publishAt,
      campaignId: campaignId ?? null,
      createdBy: actorUserId(ctx.actor),
    })
    await store.insertTargets(tx, targets)
    await media.insert(tx, [{ workspaceId, postId: id, shown, variants }])
    await sortThem(tx, { workspaceId, postIds: [id] }, { labels })
    await alongside?.(tx, id)
    await audit.record(tx, ctx, {
      action: 'post.schedule',
      objectType: 'scheduled_post',
      objectId: id,
      after: {
        text,
        accountIds,
        publishAt: publishAt.toISOString(),
        timezone,
        status,
        ...(shown.length > 0 ? { media: idsOf(shown) } : {}),
        ...(Object.keys(variants).length > 0 ? { variants } : {}),
        ...(labels ? { labels } : {}),
        ...(campaignId ? { campaignId } : {}),
      },
    })
    if (status === 'queued') hintIfSoon(ctx, enqueue, targets, 1, publishAt)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
    await checkLimits(tx, ctx, 'scheduled_posts')
  })
  return getPost(ctx, id)
}

/** Changes text, time or accounts of the targets that have not begun. Hints of the earlier version no longer count. */
export async function updatePost(ctx: Ctx, id: string, input: UpdateScheduledPost): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const publishAt = input.publishAt === undefined ? undefined : checkPublishAt(ctx, input.publishAt)
  const accountIds = input.accountIds && [...new Set(input.accountIds)]
  if (input.text !== undefined || input.media || input.variants || accountIds) {
    const [[post], targets, rows] = await ctx.db.batch((db) => [
      store.byIds(db, { workspaceId, ids: [id] }),
      store.targetsOf(db, { workspaceId, postIds: [id] }),
      media.ofPosts(db, { workspaceId, postIds: [id] }),
    ])
    if (!post) throw notFound('scheduled post')
    const open = accountIds && undecided(accountIds, targets)
    const content = changed(post, rows, input, accountIds ?? targets.map(({ target }) => target.accountId))
    await checkTargets(
      ctx,
      { ...content, known: rows.map(({ medium }) => medium) },
      open ? open.map(({ accountId }) => accountId) : targets.map(({ target }) => target.accountId),
      open ? open.map(({ path }) => path) : 'text',
    )
  }
  await ctx.db.tx(async (tx, enqueue) => {
    await demandSorting(tx, ctx, input)
    const [post] = await store.lock(tx, { workspaceId, id })
    if (!post) throw notFound('scheduled post')
    const dueAt = publishAt ?? post.publishAt
    const targets = await store.targetsOf(tx, { workspaceId, postIds: [id] })
    const moved = await store.moveTargets(tx, { workspaceId, postId: id, dueAt })
    if (moved.length === 0)
      throw conflict(
        'already_publishing',
        'Nothing of this post is still to be published, so it can no longer be changed.',
      )
    const were = targets.map(({ target }) => target.accountId)
    const rows = await media.ofPosts(tx, { workspaceId, postIds: [id] })
    const content = changed(post, rows, input, accountIds ?? were)
    const change = {
      text: content.text,
      variants: marksOf(content.variants),
      ...(publishAt ? { publishAt } : {}),
      ...(input.timezone === undefined ? {} : { timezone: input.timezone }),
      // An occurrence that is edited on its own is detached from its series.
      ...(post.seriesId ? { detached: true } : {}),
    }
    await store.update(tx, { workspaceId, id, ...change })
    if (input.media || input.variants || accountIds)
      await media.replace(tx, { workspaceId, postId: id, shown: content.media, variants: content.variants })
    await sortThem(tx, { workspaceId, postIds: [id] }, input)
    const added = accountIds ? await regroup(ctx, tx, { post, targets, accountIds, dueAt }) : []
    await audit.record(tx, ctx, {
      action: 'post.update',
      objectType: 'scheduled_post',
      objectId: id,
      before: {
        text: post.text,
        publishAt: post.publishAt.toISOString(),
        ...(accountIds ? { accountIds: were } : {}),
      },
      after: input,
    })
    hintIfSoon(ctx, enqueue, moved, post.version + 1, dueAt)
    for (const one of added) hintIfSoon(ctx, enqueue, [one], post.version + 1, one.dueAt)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
  return getPost(ctx, id)
}

/** Returns what a post says and shows after an edit. */
function changed(
  post: store.PostRow,
  rows: readonly media.ShownRow[],
  input: Pick<UpdateScheduledPost, 'text' | 'media' | 'variants'>,
  accountIds: readonly string[],
): Adapted {
  const now = shownBy(post, rows)
  return {
    text: input.text ?? post.text,
    media: input.media ?? now.media,
    variants: input.variants
      ? checkVariants(input.variants, accountIds)
      : variantsFor(now.variants, accountIds),
  }
}

/** Returns what a post shows, and what differs of it on single accounts. */
export function shownBy(post: store.PostRow, rows: readonly media.ShownRow[]): Omit<Adapted, 'text'> {
  const shown = media.chosen(rows)
  return {
    media: shown.filter(({ accountId }) => accountId === null),
    variants: variantsOf(post.variants, shown),
  }
}

/** Returns variants that say or show something. @throws AppError invalid_input for one of an account that the post does not go to */
export function checkVariants(variants: Variants, accountIds: readonly string[]): Variants {
  const stray = strayVariants(variants, accountIds)
  if (stray.length > 0) throw refusedFor(stray)
  return variantsFor(variants, accountIds)
}

/** Stops every target that has not begun. */
export async function cancelPost(ctx: Ctx, id: string): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id })
    if (!post) throw notFound('scheduled post')
    const cancelled = await store.cancelTargets(tx, { workspaceId, postId: id })
    if (cancelled.length === 0)
      throw conflict(
        'already_publishing',
        'The post is being published or has been, and can no longer be cancelled.',
      )
    await audit.record(tx, ctx, {
      action: 'post.cancel',
      objectType: 'scheduled_post',
      objectId: id,
      before: { status: post.status },
      after: { cancelledTargets: cancelled.length },
    })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
  return getPost(ctx, id)
}

/** Deletes several posts of which nothing has been published, such as those of an import. The others stay, and are named. */
export async function removePosts(ctx: Ctx, { ids }: { ids: readonly string[] }) {
  const { workspaceId } = ctx
  return ctx.db.tx(async (tx, enqueue) => {
    await store.lockTargets(tx, { workspaceId, ids })
    const removed = (await store.removeUntouched(tx, { workspaceId, ids })).map(({ id }) => id)
    const kept = ids.filter((id) => !removed.includes(id))
    if (removed.length > 0) {
      await audit.record(tx, ctx, {
        action: 'post.delete_many',
        objectType: 'workspace',
        objectId: workspaceId,
        after: { ids: removed },
      })
      enqueue({ type: 'feed.changed', topic: 'scheduled-posts' })
    }
    return { removed, kept }
  })
}
