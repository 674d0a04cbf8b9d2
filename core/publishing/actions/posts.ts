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
import {
  type Adapted,
  contentOn,
  marksOf,
  strayVariants,
  variantsFor,
  variantsOf,
} from '../rules/variants.ts'
import type { CreateScheduledPost, ScheduledPost, UpdateScheduledPost, Variants } from '../schemas.ts'
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
    const { text, timezone } = input
    await store.insertPost(tx, {
      id,
      workspaceId,
      text,
      variants: marksOf(variants),
      status,
      timezone,
      publishAt,
      createdBy: actorUserId(ctx.actor),
    })
    await store.insertTargets(tx, targets)
    await media.insert(tx, [{ workspaceId, postId: id, shown, variants }])
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

export const idsOf = (shown: readonly { mediaId: string }[]) => shown.map(({ mediaId }) => mediaId)

interface Draft extends Adapted {
  /** Media that the post shows already: they may have left the library since. */
  known?: readonly MediumRow[] | undefined
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
 * Judges a post on each account, by its platform's own rules: what it says and shows there.
 * @throws AppError invalid_input for an account or medium that is not there, and for a platform on which nothing is published
 */
export async function judgeTargets(
  ctx: Ctx,
  draft: Draft,
  accountIds: readonly string[],
  /** The field that a refusal names: one for all accounts, or one for each. Default: the account's place in `accountIds`. */
  path?: string | readonly string[],
): Promise<Judged[]> {
  const places = accountIds.map((accountId, index) => ({
    accountId,
    path: (typeof path === 'string' ? path : path?.[index]) ?? `accountIds.${index}`,
  }))
  const isAdapted = ({ accountId }: Place) => draft.variants[accountId] !== undefined
  const alike = places.filter((place) => !isAdapted(place))
  const asks: Ask[] = [
    ...(alike.length > 0 ? [{ ...draft, field: 'media', places: alike }] : []),
    ...places.filter(isAdapted).map(({ accountId }) => {
      const path = `variants.${accountId}`
      const { known } = draft
      return { ...contentOn(draft, accountId), known, field: `${path}.media`, places: [{ accountId, path }] }
    }),
  ]
  const answers = await judgeAll(ctx, asks)
  const errors = answers.flatMap((answer) => answer.errors)
  if (errors.length > 0) throw refusedFor(errors)
  const byAccount = new Map(answers.flatMap(({ judged }) => judged.map((one) => [one.accountId, one])))
  return accountIds.flatMap((accountId) => byAccount.get(accountId) ?? [])
}

interface Place {
  accountId: string
  /** The field that a refusal names. */
  path: string
}

/** A text and media to be judged on the accounts where a post says and shows them. */
export interface Ask extends Omit<Draft, 'variants'> {
  /** The field of its media. */
  field: string
  places: readonly Place[]
}

/** Judges several texts and media, each on its accounts, in one trip to the database. `errors`: what is not there. */
export async function judgeAll(
  ctx: Ctx,
  asks: readonly Ask[],
): Promise<{ judged: Judged[]; errors: FieldError[] }[]> {
  if (asks.length === 0) return []
  const { workspaceId } = ctx
  const idsAt = ({ places }: Ask) => places.map(({ accountId }) => accountId)
  const accountIds = [...new Set(asks.flatMap(idsAt))]
  const allowing = allowingNsfw(ctx.platforms)
  const [accounts, characters, ...refused] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId, ids: accountIds }),
    disclosing(db, { workspaceId, accountIds }),
    ...asks.map((ask) =>
      refusedContent(db, {
        ...{ workspaceId, allowing, text: ask.text },
        ...{ accountIds: idsAt(ask), mediaIds: idsOf(ask.media) },
      }),
    ),
  ])
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return Promise.all(
    asks.map(async (ask, n) => {
      const shown = await shownIn(ctx, ask)
      const errors: FieldError[] = []
      const judged = ask.places.flatMap(({ accountId, path }) => {
        const account = byId.get(accountId)
        const found = account && account.status !== 'revoked' ? account : undefined
        const posts = found && ctx.connector(found.platform).posts
        if (!found || !posts) {
          const message = found
            ? `Nothing can be published to ${found.name} (${found.platform}).`
            : 'There is no such account in this workspace.'
          errors.push({ path, message })
          return []
        }
        const target = { name: found.name, rules: rulesFor(posts.rules, found.limits) }
        const disclosure = lineOn(characters, accountId)
        const text = withDisclosure(ask.text, disclosure)
        const refusal = refused[n]?.rows.find((row) => row.account_id === accountId)?.refusal
        const problems = [
          textProblem(text, target),
          mediumProblem(shown, text, target),
          refusal ? contentProblem(refusal, target) : null,
        ].filter((problem) => problem !== null)
        return [{ accountId, path, rules: target.rules, text, disclosure, problems }]
      })
      return { judged, errors }
    }),
  )
}

/** Reads the media of a post in their order: those that it shows already, and those that it adds from the library. */
async function shownIn(ctx: Ctx, { media: chosen, known = [], field }: Ask): Promise<MediumRow[]> {
  const mediaIds = idsOf(chosen)
  const added = mediaIds.filter((id) => !known.some((row) => row.id === id))
  const pathOf = (index: number) => `${field}.${mediaIds.indexOf(added[index] ?? '')}.mediaId`
  const found = await mediaByIds(ctx, added, pathOf)
  return mediaIds.flatMap((id) => [...known, ...found].find((row) => row.id === id) ?? [])
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
