import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db, Enqueue } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { type LocalTime, ofWallMs, wallMs } from '#core/lib/kernel/local-time.ts'
import { HINT_HORIZON_MS, PAST_TOLERANCE_MS } from '../rules/attempts.ts'
import { instantOf, nextOccurrences } from '../rules/recurrence.ts'
import { written } from '../rules/recurrence-check.ts'
import {
  continued,
  countedBefore,
  isUnapproved,
  placeBefore,
  placeOf,
  recurrenceOf,
  shifted,
  shiftMs,
} from '../rules/series.ts'
import { marksOf, variantsFor } from '../rules/variants.ts'
import type { SeriesStatus, UpdateScheduledPost } from '../schemas.ts'
import * as accounts from '../store/accounts.ts'
import * as media from '../store/media.ts'
import * as occurrenceStore from '../store/occurrences.ts'
import * as posts from '../store/posts.ts'
import * as store from '../store/series.ts'
import { regroup } from './accounts.ts'
import { hintIfSoon } from './hints.ts'
import { checkTargets } from './judge.ts'
import { makeOccurrences } from './make.ts'
import { checkVariants } from './posts.ts'
import { announce, checkRecurrence, ended } from './series.ts'
import { demandSorting, sortSeriesIn } from './sorting.ts'
import { checkPublishAt } from './when.ts'

/** The occurrence that an edit starts from: its local time by the rule, and the instant of that time. */
interface Anchor {
  nominal: LocalTime
  at: Date
}

export interface SeriesEdit {
  id: string
  /** The local time, by the rule, of the occurrence that was named; null when the series itself was named. */
  anchor: LocalTime | null
  scope: 'following' | 'all'
  input: UpdateScheduledPost
}

/**
 * Changes a series: everything that has not begun, or only from one occurrence on. Occurrences that have begun, were
 * skipped or were edited on their own stay as they are. Returns the id of the series that goes on, which after “this and
 * following” is a new one.
 */
export async function updateSeries(ctx: Ctx, { id, anchor, scope, input }: SeriesEdit): Promise<string> {
  const { workspaceId } = ctx
  if (input.publishAt !== undefined) checkPublishAt(ctx, input.publishAt)
  const accountIds = input.accountIds && [...new Set(input.accountIds)]
  if (input.text !== undefined || input.media || input.variants || accountIds) {
    const [going, [series]] = await ctx.db.batch((db) => [
      store.accountsOf(db, { workspaceId, seriesIds: [id] }),
      store.byIds(db, { workspaceId, ids: [id] }),
    ])
    if (!series) throw notFound('series')
    const ids = media.idsOfSeries(series)
    // Media that the series already shows may have left the library since.
    const [known] =
      ids.length === 0 ? [[]] : await ctx.db.batch((db) => [media.byIds(db, { workspaceId, ids })])
    const goesTo = accountIds ?? going.map(({ accountId }) => accountId)
    await checkTargets(
      ctx,
      { ...contentAfter(series, input, goesTo), known },
      goesTo,
      accountIds ? undefined : input.text === undefined ? 'media' : 'text',
    )
  }
  return ctx.db.tx(async (tx, enqueue) => {
    await demandSorting(tx, ctx, input)
    const [series] = await store.lock(tx, { workspaceId, id })
    if (!series) throw notFound('series')
    if (series.status === 'cancelled') throw conflict('series_cancelled', 'The series has been cancelled.')
    const from = scope === 'following' ? anchor : null
    await occurrenceStore.lockTargets(tx, { workspaceId, seriesId: id, from })
    const first = await firstToChange(tx, series, from)
    const { text, rrule, start, timezone } = series
    const were = (await store.accountsOf(tx, { workspaceId, seriesIds: [id] })).map((one) => one.accountId)
    const before = { text, rrule, start, timezone, ...(accountIds ? { accountIds: were } : {}) }
    const change = { ...input, accountIds: accountIds ?? were }
    if (scope === 'all' && accountIds)
      await accounts.replaceOfSeries(tx, { workspaceId, seriesId: id, accountIds })
    const goesOn =
      scope === 'all' && onlyContent(input)
        ? await rewrite(ctx, tx, enqueue, series, change)
        : await rebuild(ctx, tx, enqueue, series, { first, anchor, scope, input: change })
    await sortSeriesIn(tx, { workspaceId, id: goesOn }, input)
    await audit.record(tx, ctx, {
      action: 'post.update',
      objectType: 'scheduled_post',
      objectId: id,
      before,
      after: { ...input, scope, ...(goesOn === id ? {} : { goesOnAs: goesOn, from: first.nominal }) },
    })
    return goesOn
  })
}

const onlyContent = ({ publishAt, timezone, rrule, exdate, rdate }: UpdateScheduledPost) =>
  [publishAt, timezone, rrule, exdate, rdate].every((change) => change === undefined)

/** Returns the first occurrence that an edit changes: the one named, or else the first that has not begun. */
async function firstToChange(tx: Db, series: store.SeriesRow, named: LocalTime | null): Promise<Anchor> {
  const ahead = { workspaceId: series.workspaceId, seriesId: series.id, from: named }
  if (named) {
    const [same] = await occurrenceStore.occurrenceState(tx, { ...ahead, occurrence: named })
    if (same?.begun)
      throw conflict('already_publishing', 'This occurrence has begun. Choose a later one to start from.')
    // The time by the rule: the occurrence itself may have been moved.
    return { nominal: named, at: instantOf(named, series.timezone) }
  }
  const [made] = await occurrenceStore.followingPosts(tx, ahead)
  if (made?.occurrence) return { nominal: made.occurrence, at: made.publishAt }
  const [next] = nextOccurrences(recurrenceOf(series), { after: placeOf(series), limit: 1 })
  if (!next) throw conflict('series_ended', 'Nothing of this series is still to come.')
  return next
}

/** Returns what a series says and shows after an edit. */
const contentAfter = (
  series: store.SeriesRow,
  { text = series.text, media: shown = series.media, variants }: UpdateScheduledPost,
  accountIds: readonly string[],
) => ({
  text,
  media: shown,
  variants: variants ? checkVariants(variants, accountIds) : variantsFor(series.variants, accountIds),
})

/** An edit that names all accounts, even where they stay the same. */
type Change = UpdateScheduledPost & { accountIds: string[] }

/** Gives new text, other media or other accounts to everything that has not begun. */
async function rewrite(
  ctx: Ctx,
  tx: Db,
  enqueue: Enqueue,
  series: store.SeriesRow,
  { accountIds, ...input }: Change,
): Promise<string> {
  const { workspaceId, id } = series
  const { text, media: shown, variants } = contentAfter(series, input, accountIds)
  await store.update(tx, { workspaceId, id, text, media: shown, variants })
  const changed = await occurrenceStore.rewriteFollowing(tx, {
    ...{ workspaceId, seriesId: id, from: null },
    ...{ text, variants: marksOf(variants) },
  })
  const targets = Map.groupBy(
    await posts.targetsOf(tx, { workspaceId, postIds: changed.map((post) => post.id) }),
    ({ target }) => target.postId,
  )
  for (const { id: postId, publishAt: dueAt } of changed) {
    await media.replace(tx, { workspaceId, postId, shown, variants })
    const post = { workspaceId, id: postId }
    await regroup(ctx, tx, { post, targets: targets.get(postId) ?? [], accountIds, dueAt })
  }
  const horizon = ctx.now().getTime() + HINT_HORIZON_MS
  const soon = new Map(
    changed.filter(({ publishAt }) => publishAt.getTime() <= horizon).map((post) => [post.id, post]),
  )
  if (soon.size > 0) {
    // Hint again: hints of the earlier version no longer count.
    for (const { target } of await posts.targetsOf(tx, { workspaceId, postIds: [...soon.keys()] }))
      hintIfSoon(ctx, enqueue, [target], soon.get(target.postId)?.version ?? 0, target.dueAt)
  }
  enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  return id
}

interface Rebuild extends Omit<SeriesEdit, 'id'> {
  first: Anchor
  input: Change
}

/** Gives a series new times from an occurrence on: removes the posts of the old times and makes those of the new. */
async function rebuild(
  ctx: Ctx,
  tx: Db,
  enqueue: Enqueue,
  series: store.SeriesRow,
  edit: Rebuild,
): Promise<string> {
  const { workspaceId } = ctx
  const { first, scope } = edit
  const times = newTimes(series, edit)
  const change = { ...times, ...contentAfter(series, edit.input, edit.input.accountIds) }
  const place = placeBefore(
    { ...change, endsBefore: series.endsBefore },
    new Date(ctx.now().getTime() - PAST_TOLERANCE_MS),
  )
  const progress = { madeUntil: place?.at ?? null, madeCount: place?.counted ?? 0 }
  let id = series.id
  if (scope === 'all') {
    await occurrenceStore.removeFollowing(tx, { workspaceId, seriesId: id, from: null })
    await store.update(tx, { workspaceId, id, ...change, ...progress })
  } else {
    id = newId()
    const { status, endsBefore, labelIds, campaignId } = series
    const kept = { status, endsBefore, labelIds, campaignId }
    const row = { id, workspaceId, ...kept, continues: series.id, ...change, ...progress }
    await store.insert(tx, { ...row, createdBy: actorUserId(ctx.actor) })
    await accounts.replaceOfSeries(tx, { workspaceId, seriesId: id, accountIds: edit.input.accountIds })
    await occurrenceStore.handOver(tx, { workspaceId, seriesId: series.id, from: first.nominal, to: id })
    await occurrenceStore.removeFollowing(tx, { workspaceId, seriesId: id, from: null })
    await store.update(tx, { workspaceId, id: series.id, ...ended(series, first.at) })
  }
  await goOn(ctx, tx, enqueue, id, series.status)
  return id
}

/**
 * Makes the occurrences of a series whose times are new. For a series that is paused or has not been approved, it only
 * records which comes next.
 */
async function goOn(ctx: Ctx, tx: Db, enqueue: Enqueue, id: string, before: SeriesStatus) {
  const { workspaceId } = ctx
  const status = before === 'paused' || isUnapproved(before) ? before : 'active'
  const [series] = await store.update(tx, { workspaceId, id, status })
  if (!series) throw new Error('A series that is locked is not there.')
  if (status === 'active') return announce(ctx, enqueue, id, await makeOccurrences(tx, series, ctx.now()))
  const [next] = nextOccurrences(recurrenceOf(series), { after: placeOf(series), limit: 1 })
  await store.update(tx, { workspaceId, id, nextAt: next?.at ?? null })
}

/** Returns the times of a series after an edit. @throws AppError `invalid` when they are none, or not those that were asked for. */
function newTimes(series: store.SeriesRow, { first, anchor, input }: Rebuild) {
  const timezone = input.timezone ?? series.timezone
  const to = input.publishAt === undefined ? null : new Date(input.publishAt)
  // When the series itself was named, its next occurrence moves to that time.
  const byMs = to === null ? 0 : shiftMs(anchor ?? first.nominal, to, timezone)
  const start = ofWallMs(wallMs(first.nominal) + byMs)
  const rrule = input.rrule ?? continued(series.rrule, countedBefore(series, first.nominal))
  const recurrence = checkRecurrence({
    rrule,
    start,
    timezone,
    exdate: input.exdate ?? shifted(series.exdate, byMs),
    rdate: input.rdate ?? shifted(series.rdate, byMs).filter((time) => time >= start),
  })
  const [next] = nextOccurrences({ ...recurrence, exdate: [], rdate: [] }, { limit: 1 })
  if (to !== null && input.rrule === undefined && next?.nominal !== start) {
    throw invalid('The rule does not fall on the new time.', [
      { path: 'rrule', message: `The rule ${rrule} does not fall on ${start}: change the rule as well.` },
    ])
  }
  return { rrule, start, timezone, ...written(recurrence) }
}
