import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Occurrence } from '../rules/recurrence.ts'
import { MAKE_WHEN_WITHIN_MS, occurrenceId, planMaking } from '../rules/series.ts'
import { marksOf } from '../rules/variants.ts'
import * as media from '../store/media.ts'
import * as occurrenceStore from '../store/occurrences.ts'
import * as posts from '../store/posts.ts'
import * as store from '../store/series.ts'
import * as sorting from '../store/sorting.ts'

/** How many series one tick makes occurrences of. Each needs it about once a day. */
const SERIES_PER_TICK = 100

export interface Made {
  targets: { id: string; dueAt: Date }[]
}

/**
 * Makes the occurrences of a series up to the horizon, each once: the row of an occurrence is unique by its series and
 * local time, whoever makes it. The caller holds the series locked.
 */
export async function makeOccurrences(tx: Db, series: store.SeriesRow, now: Date): Promise<Made> {
  const { workspaceId, id } = series
  const plan = planMaking(series, now)
  const made = await insertOccurrences(tx, series, plan.make)
  await store.update(tx, {
    workspaceId,
    id,
    madeUntil: plan.madeUntil,
    madeCount: plan.madeCount,
    nextAt: plan.nextAt,
    ...(plan.nextAt === null ? { status: 'ended' } : {}),
  })
  return made
}

/** Inserts posts and targets for occurrences of a series; those that exist stay as they are. */
export async function insertOccurrences(
  tx: Db,
  series: store.SeriesRow,
  occurrences: readonly Occurrence[],
): Promise<Made> {
  const { workspaceId, id: seriesId, text, variants, timezone, createdBy } = series
  if (occurrences.length === 0) return { targets: [] }
  const accounts = await store.accountsOf(tx, { workspaceId, seriesIds: [seriesId] })
  const inserted = await occurrenceStore.insertOccurrences(
    tx,
    occurrences.map(({ nominal, at }) => ({
      id: occurrenceId(seriesId, nominal),
      workspaceId,
      text,
      variants: marksOf(variants),
      timezone,
      publishAt: at,
      seriesId,
      occurrence: nominal,
      campaignId: series.campaignId,
      createdBy,
    })),
  )
  await media.insert(
    tx,
    inserted.map(({ id: postId }) => ({ workspaceId, postId, shown: series.media, variants })),
  )
  if (series.labelIds.length > 0 && inserted.length > 0)
    await sorting.addLabels(tx, {
      ...{ workspaceId, ids: series.labelIds },
      postIds: inserted.map((post) => post.id),
    })
  const targets = inserted.flatMap(({ id: postId, publishAt: dueAt }) =>
    accounts.map(({ accountId }) => ({ id: newId(), workspaceId, postId, accountId, dueAt })),
  )
  if (targets.length > 0) await posts.insertTargets(tx, targets)
  return { targets }
}

/** Makes the occurrences that have come within the horizon, each minute. A series that fails does not hold the others back. */
export async function makeDueOccurrences(ctx: SystemCtx): Promise<{ made: number }> {
  const now = ctx.now()
  const before = new Date(now.getTime() + MAKE_WHEN_WITHIN_MS)
  const [due] = await ctx.db.batch((db) => [store.toMake(db, { before, limit: SERIES_PER_TICK })])
  let made = 0
  for (const { workspaceId, id } of due) {
    try {
      made += await ctx.db.tx(async (tx) => {
        const [series] = await store.lockToMake(tx, { workspaceId, id, before })
        return series ? (await makeOccurrences(tx, series, now)).targets.length : 0
      })
    } catch (error) {
      ctx.log.error('series.not_made', { workspaceId, seriesId: id, error: describeError(error) })
    }
  }
  return { made }
}
