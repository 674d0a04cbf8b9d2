import { accountsById } from '#core/accounts/queries.ts'
import {
  allowingNsfw,
  type ContentRefusal,
  disclosing,
  lineOn,
  REFUSALS,
  refusedContent,
  withDisclosure,
} from '#core/characters/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, type FieldError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import { rulesFor } from '#core/lib/platform/own-limits.ts'
import { type MediumRow, mediaByIds } from '#core/media/queries.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { type Problem, textProblem } from '../rules/attempts.ts'
import type { CreateScheduledPost, ScheduledPost, UpdateScheduledPost } from '../schemas.ts'
import * as media from '../store/media.ts'
import * as store from '../store/posts.ts'
import { regroup, undecided } from './accounts.ts'
import { hintIfSoon } from './hints.ts'
import { mediumProblem } from './media.ts'
import { getPost } from './post-view.ts'
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
  await checkTargets(ctx, { text: input.text, mediaIds: idsOf(shown) }, accountIds)

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
    const { text, timezone } = input
    await store.insertPost(tx, {
      id,
      workspaceId,
      text,
      status,
      timezone,
      publishAt,
      createdBy: actorUserId(ctx.actor),
    })
    await store.insertTargets(tx, targets)
    await media.replace(tx, { workspaceId, postId: id, shown })
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
  if (input.text !== undefined || input.media !== undefined || accountIds) {
    const [[post], targets, shown] = await ctx.db.batch((db) => [
      store.byIds(db, { workspaceId, ids: [id] }),
      store.targetsOf(db, { workspaceId, postIds: [id] }),
      media.ofPosts(db, { workspaceId, postIds: [id] }),
    ])
    if (!post) throw notFound('scheduled post')
    const open = accountIds && undecided(accountIds, targets)
    await checkTargets(
      ctx,
      {
        text: input.text ?? post.text,
        mediaIds: input.media ? idsOf(input.media) : shown.map(({ medium }) => medium.id),
        ...(input.media ? {} : { known: shown.map(({ medium }) => medium) }),
      },
      open ? open.map(({ accountId }) => accountId) : targets.map(({ target }) => target.accountId),
      open ? open.map(({ path }) => path) : 'text',
    )
  }
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id })
    if (!post) throw notFound('scheduled post')
    const dueAt = publishAt ?? post.publishAt
    const targets = accountIds && (await store.targetsOf(tx, { workspaceId, postIds: [id] }))
    const moved = await store.moveTargets(tx, { workspaceId, postId: id, dueAt })
    if (moved.length === 0)
      throw conflict(
        'already_publishing',
        'Nothing of this post is still to be published, so it can no longer be changed.',
      )
    const change = {
      ...(input.text === undefined ? {} : { text: input.text }),
      ...(publishAt ? { publishAt } : {}),
      ...(input.timezone === undefined ? {} : { timezone: input.timezone }),
      // An occurrence that is edited on its own is detached from its series.
      ...(post.seriesId ? { detached: true } : {}),
    }
    await store.update(tx, { workspaceId, id, ...change })
    if (input.media) await media.replace(tx, { workspaceId, postId: id, shown: input.media })
    const added = accountIds && targets ? await regroup(ctx, tx, { post, targets, accountIds, dueAt }) : []
    await audit.record(tx, ctx, {
      action: 'post.update',
      objectType: 'scheduled_post',
      objectId: id,
      before: {
        text: post.text,
        publishAt: post.publishAt.toISOString(),
        ...(targets ? { accountIds: targets.map(({ target }) => target.accountId) } : {}),
      },
      after: input,
    })
    hintIfSoon(ctx, enqueue, moved, post.version + 1, dueAt)
    for (const one of added) hintIfSoon(ctx, enqueue, [one], post.version + 1, one.dueAt)
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

export const idsOf = (shown: readonly { mediaId: string }[]) => shown.map(({ mediaId }) => mediaId)

interface Draft {
  text: string
  mediaIds: readonly string[]
  /** Media that the post shows already: they may have left the library since. */
  known?: readonly MediumRow[]
}

/** An account that a post goes to, with why its platform would refuse the post. */
export interface Judged {
  accountId: string
  path: string
  rules: Posts['rules']
  /** The post's text as it is published there. */
  text: string
  /** The line that it ends with there, since a character publishes it; null for none. */
  disclosure: string | null
  problems: readonly Problem[]
}

/**
 * Judges a post on each account, by its platform's own rules.
 * @throws AppError invalid_input for an account or medium that is not there, and for a platform on which nothing is published
 */
export async function judgeTargets(
  ctx: Ctx,
  { text, mediaIds, known }: Draft,
  accountIds: readonly string[],
  /** The field that a refusal names: one for all accounts, or one for each. Default: the account's place in `accountIds`. */
  path?: string | readonly string[],
): Promise<Judged[]> {
  if (accountIds.length === 0) return []
  const { workspaceId } = ctx
  const shownIds = known?.map(({ id }) => id) ?? mediaIds
  const allowing = allowingNsfw(ctx.platforms)
  const [accounts, characters, { rows: refused }] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId, ids: accountIds }),
    disclosing(db, { workspaceId, accountIds }),
    refusedContent(db, { workspaceId, accountIds, text, mediaIds: shownIds, allowing }),
  ])
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const errors: FieldError[] = []
  const targets = accountIds.flatMap((accountId, index) => {
    const at = (typeof path === 'string' ? path : path?.[index]) ?? `accountIds.${index}`
    const account = byId.get(accountId)
    if (!account || account.status === 'revoked') {
      errors.push({ path: at, message: 'There is no such account in this workspace.' })
      return []
    }
    const { posts } = ctx.connector(account.platform)
    if (!posts) {
      errors.push({ path: at, message: `Nothing can be published to ${account.name} (${account.platform}).` })
      return []
    }
    const disclosure = lineOn(characters, accountId)
    return [
      { accountId, path: at, name: account.name, rules: rulesFor(posts.rules, account.limits), disclosure },
    ]
  })
  const shown = known ?? (await mediaByIds(ctx, mediaIds, (index) => `media.${index}.mediaId`))
  if (errors.length > 0) throw refusedFor(errors)
  return targets.map((target) => {
    const { accountId, path, rules, disclosure } = target
    const said = withDisclosure(text, disclosure)
    const refusal = refused.find((row) => row.account_id === accountId)?.refusal
    const problems = [
      textProblem(said, target),
      mediumProblem(shown, said, target),
      refusal ? contentProblem(refusal, target) : null,
    ]
    return {
      accountId,
      path,
      rules,
      text: said,
      disclosure,
      problems: problems.filter((problem) => problem !== null),
    }
  })
}

const contentProblem = (refusal: ContentRefusal, { name }: { name: string }): Problem => ({
  code: refusal,
  message: `${name}: ${REFUSALS[refusal].reason} ${REFUSALS[refusal].advice}`,
})

/** Refuses a post that the platform of one of its accounts would refuse. @throws AppError invalid_input, each fault at its field */
export async function checkTargets(...given: Parameters<typeof judgeTargets>): Promise<void> {
  const judged = await judgeTargets(...given)
  const errors = judged.flatMap(({ path, problems }) => problems.map(({ message }) => ({ path, message })))
  if (errors.length > 0) throw refusedFor(errors)
}

const refusedFor = (errors: readonly FieldError[]) =>
  invalid(errors.map(({ message }) => message).join(' '), [...errors])
