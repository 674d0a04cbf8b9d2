import { accountsById } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/context.ts'
import type { Enqueue } from '#core/lib/db.ts'
import { conflict, type FieldError, invalid, notFound } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import { type MediumRow, mediaByIds, toShown } from '#core/media/queries.ts'
import { checkText, HINT_HORIZON_MS, PAST_TOLERANCE_MS, resolvableFrom } from '../rules.ts'
import type {
  CreateScheduledPost,
  PostStatus,
  ResolveTarget,
  ScheduledPost,
  UpdateScheduledPost,
} from '../schemas.ts'
import * as media from '../store/media.ts'
import * as store from '../store/posts.ts'
import { checkMedia } from './media.ts'

/** Schedules one post to several accounts. Everything that a platform would refuse is refused here, per target. */
export async function schedulePost(ctx: Ctx, input: CreateScheduledPost): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const publishAt = checkPublishAt(ctx, input.publishAt)
  const accountIds = [...new Set(input.accountIds)]
  const shown = input.media ?? []
  await checkTargets(ctx, { text: input.text, mediaIds: idsOf(shown) }, accountIds)

  const id = newId()
  const targets = accountIds.map((accountId) => ({
    id: newId(),
    workspaceId,
    postId: id,
    accountId,
    dueAt: publishAt,
  }))
  await ctx.db.tx(async (tx, enqueue) => {
    const { text, timezone = 'UTC' } = input
    await store.insertPost(tx, {
      id,
      workspaceId,
      text,
      timezone,
      publishAt,
      createdBy: actorUserId(ctx.actor),
    })
    await store.insertTargets(tx, targets)
    await media.replace(tx, { workspaceId, postId: id, shown })
    await audit.record(tx, ctx, {
      action: 'post.schedule',
      objectType: 'scheduled_post',
      objectId: id,
      after: {
        text,
        accountIds,
        publishAt: publishAt.toISOString(),
        timezone,
        ...(shown.length > 0 ? { media: idsOf(shown) } : {}),
      },
    })
    hintIfSoon(ctx, enqueue, targets, 1, publishAt)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
  return getPost(ctx, id)
}

/** Changes text or time of what has not begun. Hints of the earlier version become worthless. */
export async function updatePost(ctx: Ctx, id: string, input: UpdateScheduledPost): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const publishAt = input.publishAt === undefined ? undefined : checkPublishAt(ctx, input.publishAt)
  if (input.text !== undefined || input.media !== undefined) {
    const [[post], targets, shown] = await ctx.db.batch((db) => [
      store.byIds(db, { workspaceId, ids: [id] }),
      store.targetsOf(db, { workspaceId, postIds: [id] }),
      media.ofPosts(db, { workspaceId, postIds: [id] }),
    ])
    await checkTargets(
      ctx,
      {
        text: input.text ?? post?.text ?? '',
        mediaIds: input.media ? idsOf(input.media) : shown.map(({ medium }) => medium.id),
        ...(input.media ? {} : { known: shown.map(({ medium }) => medium) }),
      },
      targets.map(({ target }) => target.accountId),
      'text',
    )
  }
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id })
    if (!post) throw notFound('scheduled post')
    const dueAt = publishAt ?? post.publishAt
    const moved = await store.moveTargets(tx, { workspaceId, postId: id, dueAt })
    if (moved.length === 0)
      throw conflict(
        'already_publishing',
        'Nothing of this post is still to be published, so it can no longer be changed.',
      )
    const change = {
      ...(input.text === undefined ? {} : { text: input.text }),
      ...(publishAt ? { publishAt } : {}),
    }
    await store.update(tx, { workspaceId, id, ...change })
    if (input.media) await media.replace(tx, { workspaceId, postId: id, shown: input.media })
    await audit.record(tx, ctx, {
      action: 'post.update',
      objectType: 'scheduled_post',
      objectId: id,
      before: { text: post.text, publishAt: post.publishAt.toISOString() },
      after: input,
    })
    hintIfSoon(ctx, enqueue, moved, post.version + 1, dueAt)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
  return getPost(ctx, id)
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

/** A person says what became of a target that the machine cannot know or may not decide. */
export async function resolveTarget(
  ctx: Ctx,
  postId: string,
  targetId: string,
  input: ResolveTarget,
): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id: postId })
    if (!post) throw notFound('scheduled post')
    const now = ctx.now()
    const set =
      input.outcome === 'send_again'
        ? { status: 'queued' as const, dueAt: now, error: null }
        : input.outcome === 'sent'
          ? { status: 'sent' as const, url: input.url ?? null, error: null }
          : { status: 'cancelled' as const }
    const from = resolvableFrom(input.outcome)
    const [resolved] = await store.resolveTarget(tx, { workspaceId, postId, targetId, from, set })
    if (!resolved)
      throw conflict('not_resolvable', 'This target is not waiting for a person. Look at its state again.')
    await audit.record(tx, ctx, {
      action: 'post.resolve',
      objectType: 'scheduled_post',
      objectId: postId,
      after: { targetId, outcome: input.outcome },
    })
    if (input.outcome === 'send_again') hintIfSoon(ctx, enqueue, [{ id: targetId }], post.version, now)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id: postId })
  })
  return getPost(ctx, postId)
}

export async function getPost(ctx: Ctx, id: string): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const [[post], targets, runs, shown] = await ctx.db.batch((db) => [
    store.byIds(db, { workspaceId, ids: [id] }),
    store.targetsOf(db, { workspaceId, postIds: [id] }),
    store.runsOf(db, { workspaceId, postIds: [id] }),
    media.ofPosts(db, { workspaceId, postIds: [id] }),
  ])
  if (!post) throw notFound('scheduled post')
  return toPost(post, targets, runs, shown)
}

interface ListQuery {
  from?: string | undefined
  to?: string | undefined
  status?: PostStatus | undefined
  limit: number
  cursor?: string | undefined
}

/** By time of publishing, earliest first. */
export async function listPosts(
  ctx: Ctx,
  { from, to, status, limit, cursor }: ListQuery,
): Promise<Page<ScheduledPost>> {
  const { workspaceId } = ctx
  const after = decodeCursor(cursor)
  const [posts] = await ctx.db.batch((db) => [
    store.list(db, {
      workspaceId,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
      status,
      after,
      limit,
    }),
  ])
  const postIds = posts.map((post) => post.id)
  const [targets, runs, shown] =
    postIds.length === 0
      ? [[], [], []]
      : await ctx.db.batch((db) => [
          store.targetsOf(db, { workspaceId, postIds }),
          store.runsOf(db, { workspaceId, postIds }),
          media.ofPosts(db, { workspaceId, postIds }),
        ])
  const targetsByPost = Map.groupBy(targets, ({ target }) => target.postId)
  const runsByPost = Map.groupBy(runs, (run) => run.postId)
  const shownByPost = Map.groupBy(shown, (one) => one.postId)
  return pageOfRows(
    posts,
    limit,
    (post) => ({ at: post.publishAt, id: post.id }),
    (post) =>
      toPost(
        post,
        targetsByPost.get(post.id) ?? [],
        runsByPost.get(post.id) ?? [],
        shownByPost.get(post.id) ?? [],
      ),
  )
}

function checkPublishAt(ctx: Ctx, publishAt: string): Date {
  const at = new Date(publishAt)
  if (at.getTime() < ctx.now().getTime() - PAST_TOLERANCE_MS) {
    throw invalid('The time is past.', [
      { path: 'publishAt', message: 'Choose a time that is at most 5 minutes past.' },
    ])
  }
  return at
}

const idsOf = (shown: readonly { mediaId: string }[]) => shown.map(({ mediaId }) => mediaId)

async function checkTargets(
  ctx: Ctx,
  { text, mediaIds, known }: { text: string; mediaIds: readonly string[]; known?: readonly MediumRow[] },
  accountIds: readonly string[],
  path?: string,
): Promise<void> {
  if (accountIds.length === 0) throw notFound('scheduled post')
  const [accounts] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: ctx.workspaceId, ids: accountIds }),
  ])
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const errors: FieldError[] = []
  const targets = accountIds.flatMap((id, index) => {
    const at = path ?? `accountIds.${index}`
    const account = byId.get(id)
    if (!account || account.status === 'revoked') {
      errors.push({ path: at, message: 'There is no such account in this workspace.' })
      return []
    }
    const connector = ctx.connector(account.platform)
    if (!connector.publish) {
      errors.push({ path: at, message: `Nothing can be published to ${account.name} (${account.platform}).` })
      return []
    }
    return [{ path: at, name: account.name, capabilities: connector.capabilities }]
  })
  errors.push(...checkText(text, targets))
  // What the post shows already may have left the library since.
  const shown = known ?? (await mediaByIds(ctx, mediaIds, (index) => `media.${index}.mediaId`))
  errors.push(...checkMedia(shown, text, targets))
  if (errors.length > 0) throw invalid(errors.map((error) => error.message).join(' '), errors)
}

/** What is further away than the horizon is hinted by the tick. */
function hintIfSoon(
  ctx: Ctx,
  enqueue: Enqueue,
  targets: readonly { id: string }[],
  version: number,
  dueAt: Date,
) {
  if (dueAt.getTime() > ctx.now().getTime() + HINT_HORIZON_MS) return
  for (const { id } of targets)
    enqueue({ type: 'publishing.hint', targetId: id, version, dueAt: dueAt.toISOString() })
}

const toPost = (
  post: store.PostRow,
  targets: readonly store.TargetRow[],
  runs: readonly store.RunRow[],
  shown: readonly media.ShownRow[],
): ScheduledPost => ({
  id: post.id,
  text: post.text,
  media: shown.map(({ medium, altText }) => toShown(medium, altText)),
  status: post.status,
  publishAt: post.publishAt.toISOString(),
  timezone: post.timezone,
  targets: targets.map(({ target, accountName, platform }) => ({
    id: target.id,
    accountId: target.accountId,
    accountName,
    platform,
    status: target.status,
    waitingReason: target.waitingReason,
    externalId: target.externalId,
    url: target.url,
    error: target.error,
  })),
  runs: runs.map((run) => ({
    id: run.id,
    targetId: run.targetId,
    status: run.status,
    fence: run.fence,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    error: run.error,
  })),
  createdAt: post.createdAt.toISOString(),
})
