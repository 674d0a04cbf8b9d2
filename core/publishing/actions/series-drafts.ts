import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { PAST_TOLERANCE_MS } from '../rules/attempts.ts'
import { nextOccurrences } from '../rules/recurrence.ts'
import { isUnapproved, placeBefore, recurrenceOf } from '../rules/series.ts'
import type { PostStatus, SeriesStatus } from '../schemas.ts'
import * as media from '../store/media.ts'
import * as occurrenceStore from '../store/occurrences.ts'
import * as store from '../store/series.ts'
import { actionOf, type Step, stepProblem } from './drafts.ts'
import { checkTargets } from './judge.ts'
import { makeOccurrences } from './make.ts'
import { announce } from './series.ts'

/** Returns the status of a series in the terms of a post. */
const asPost = (status: SeriesStatus): PostStatus =>
  isUnapproved(status) || status === 'cancelled' ? status : 'queued'

/**
 * Moves a series from draft to approval, to its schedule, and back, by the rules of a single post. Occurrences are made only
 * once it is scheduled: those that fell due before its approval do not go out late.
 */
export async function takeSeriesTo(
  ctx: Ctx,
  id: string,
  step: Step,
  { publishAt }: { publishAt?: string | undefined } = {},
): Promise<void> {
  const { workspaceId } = ctx
  if (publishAt !== undefined)
    throw invalid('A series has times of its own.', [
      { path: 'publishAt', message: 'Change the times of the series first, and leave this out.' },
    ])
  if (step !== 'draft') await checkContent(ctx, id)
  await ctx.db.tx(async (tx, enqueue) => {
    const [series] = await store.lock(tx, { workspaceId, id })
    if (!series) throw notFound('series')
    const from = asPost(series.status)
    const { createdBy } = series
    const problem = stepProblem({ status: from, createdBy }, step, actorUserId(ctx.actor))
    if (problem) throw problem
    if (step === 'draft') await unmake(tx, series)
    const now = ctx.now()
    const recurrence = recurrenceOf(series)
    const place = step === 'draft' ? null : placeBefore(series, new Date(now.getTime() - PAST_TOLERANCE_MS))
    const [next] = nextOccurrences(recurrence, { after: place, limit: 1 })
    if (!next) throw allPast()
    const [taken] = await store.update(tx, {
      workspaceId,
      id,
      status: step === 'queued' ? 'active' : step,
      madeUntil: place?.at ?? null,
      madeCount: place?.counted ?? 0,
      nextAt: next.at,
    })
    if (!taken) throw new Error('A series that is locked is not there.')
    announce(ctx, enqueue, id, step === 'queued' ? await makeOccurrences(tx, taken, now) : { targets: [] })
    await audit.record(tx, ctx, {
      action: actionOf(from, step),
      objectType: 'scheduled_post',
      objectId: id,
      before: { status: series.status },
      after: { status: taken.status, nextAt: next.at.toISOString() },
    })
  })
}

const allPast = () =>
  invalid('Every time of this series is past.', [
    { path: 'publishAt', message: 'Change the times of the series first.' },
  ])

/** Refuses content that a platform would refuse: limits and accounts may have changed since it was written. */
async function checkContent(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const [[series], accounts] = await ctx.db.batch((db) => [
    store.byIds(db, { workspaceId, ids: [id] }),
    store.accountsOf(db, { workspaceId, seriesIds: [id] }),
  ])
  if (!series) throw notFound('series')
  const ids = media.idsOfSeries(series)
  const [known] =
    ids.length === 0 ? [[]] : await ctx.db.batch((db) => [media.byIds(db, { workspaceId, ids })])
  const accountIds = accounts.map(({ accountId }) => accountId)
  await checkTargets(ctx, { ...series, known }, accountIds, 'text')
}

/** Removes the occurrences that were made; refuses when one has begun or was changed on its own. */
async function unmake(tx: Db, { workspaceId, id }: store.SeriesRow): Promise<void> {
  const all = { workspaceId, seriesId: id, from: null }
  await occurrenceStore.lockTargets(tx, all)
  await occurrenceStore.removeFollowing(tx, all)
  if ((await occurrenceStore.statesOf(tx, { workspaceId, id })).length > 0)
    throw conflict(
      'already_publishing',
      'Some of this series has begun or was changed by itself. Pause it, or cancel the rest.',
    )
}
