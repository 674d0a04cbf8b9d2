import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import type { LocalTime } from '#core/lib/kernel/local-time.ts'
import { isUnapproved } from '../rules/series.ts'
import type { CreateScheduledPost, ScheduledPost, Scope, UpdateScheduledPost, When } from '../schemas.ts'
import * as occurrenceStore from '../store/occurrences.ts'
import * as postStore from '../store/posts.ts'
import * as seriesStore from '../store/series.ts'
import { type Step, takeTo } from './drafts.ts'
import { insertOccurrences } from './make.ts'
import { getPost } from './post-view.ts'
import { cancelPost, schedulePost, updatePost } from './posts.ts'
import { cancelSeries, pauseSeries, resumeSeries, scheduleSeries } from './series.ts'
import { takeSeriesTo } from './series-drafts.ts'
import { updateSeries } from './series-edit.ts'
import { findComputed, findSeries } from './series-view.ts'
import { isSortingAlone, sortPost, sortSeries } from './sorting.ts'
import { instantGiven } from './when.ts'

/**
 * Posts, series and occurrences share one address: an id names a post, a series, or an occurrence too far ahead to have been
 * made. Changing such an occurrence makes it.
 */

export async function schedule(ctx: Ctx, input: CreateScheduledPost): Promise<ScheduledPost> {
  const { rrule, exdate, rdate } = input
  if (rrule !== undefined) return read(ctx, await scheduleSeries(ctx, { ...input, rrule }))
  const stray = Object.entries({ exdate, rdate }).filter(([, value]) => value !== undefined)
  if (stray.length > 0) {
    const message = 'Only a post with an rrule recurs: add one, or leave this out.'
    throw invalid(
      message,
      stray.map(([path]) => ({ path, message })),
    )
  }
  return schedulePost(ctx, input)
}

/** Finds the post, series or computed occurrence that an id names. Throws 404 when there is none. */
async function find(ctx: Ctx, id: string) {
  const { workspaceId } = ctx
  const [[post], [series]] = await ctx.db.batch((db) => [
    postStore.byIds(db, { workspaceId, ids: [id] }),
    seriesStore.byIds(db, { workspaceId, ids: [id] }),
  ])
  if (post) return { kind: 'post', post } as const
  if (series) return { kind: 'series', series } as const
  const computed = await findComputed(ctx, id)
  if (computed) return { kind: 'computed', ...computed } as const
  throw notFound('scheduled post')
}
type Found = Awaited<ReturnType<typeof find>>

export async function read(ctx: Ctx, id: string): Promise<ScheduledPost> {
  const found = await find(ctx, id)
  if (found.kind === 'post') return getPost(ctx, id)
  if (found.kind === 'computed') return found.post
  const series = await findSeries(ctx, id)
  if (!series) throw notFound('scheduled post')
  return series
}

const timezoneOf = (found: Found): string =>
  found.kind === 'series' ? found.series.timezone : found.post.timezone

/** Returns the series of a found entry, and its occurrence by the rule; null where the series itself was found. */
function seriesOf(found: Found): { id: string; anchor: LocalTime | null } {
  if (found.kind === 'series') return { id: found.series.id, anchor: null }
  if (found.kind === 'computed') return { id: found.series.id, anchor: found.occurrence.nominal }
  const { seriesId, occurrence } = found.post
  if (seriesId === null || occurrence === null)
    throw invalid('This post does not recur.', [
      { path: 'scope', message: 'Leave it out: this post is alone.' },
    ])
  return { id: seriesId, anchor: occurrence }
}

/** Returns the scope of a change. An unapproved series can only be changed whole: none of its occurrences stands by itself yet. */
function scopeOf(found: Found, scope: Scope | undefined): Scope {
  if (found.kind === 'post') return scope ?? 'this'
  const whole = isUnapproved(found.series.status)
  const meant = scope ?? (found.kind === 'series' || whole ? 'all' : 'this')
  if (whole && meant !== 'all')
    throw conflict('series_not_approved', 'This series has not been approved: change all of it.')
  return meant
}

export async function change(
  ctx: Ctx,
  id: string,
  { scope, publishAt, publishAtLocal, ...rest }: UpdateScheduledPost,
): Promise<ScheduledPost> {
  const found = await find(ctx, id)
  const given = instantGiven({ publishAt, publishAtLocal }, rest.timezone ?? timezoneOf(found))
  const input = { ...rest, ...(given === null ? {} : { publishAt: given }) }
  const wide = scopeOf(found, scope)
  if (wide !== 'this') {
    const { id: seriesId, anchor } = seriesOf(found)
    if (wide === 'following' && anchor === null) throw nowhere()
    if (wide === 'all' && isSortingAlone(input)) {
      await sortSeries(ctx, seriesId, input)
      return read(ctx, seriesId)
    }
    return read(ctx, await updateSeries(ctx, { id: seriesId, anchor, scope: wide, input }))
  }
  if (found.kind === 'series') throw nowhere()
  const stray = Object.entries({ rrule: input.rrule, exdate: input.exdate, rdate: input.rdate })
    .filter(([, value]) => value !== undefined)
    .map(([path]) => ({ path, message: 'One occurrence has no rule: say scope “following” or “all”.' }))
  if (stray.length > 0) throw invalid('A rule belongs to a whole series.', stray)
  if (found.kind === 'computed') await make(ctx, found)
  if (!isSortingAlone(input)) return updatePost(ctx, id, input)
  await sortPost(ctx, id, input)
  return getPost(ctx, id)
}

const nowhere = () =>
  invalid('This is the series itself.', [
    { path: 'scope', message: 'Name the occurrence by its own id to change it, or it and the following.' },
  ])

/** Cancels a post, skips an occurrence, or cancels a series from there on or whole. */
export async function cancel(ctx: Ctx, id: string, scope: Scope | undefined): Promise<ScheduledPost> {
  const found = await find(ctx, id)
  const wide = scopeOf(found, scope)
  if (wide === 'this') {
    if (found.kind === 'series') throw nowhere()
    if (found.kind === 'computed') await make(ctx, found)
    return cancelPost(ctx, id)
  }
  const { id: seriesId, anchor } = seriesOf(found)
  if (wide === 'following' && anchor === null) throw nowhere()
  await cancelSeries(ctx, seriesId, wide === 'following' ? anchor : null)
  return read(ctx, seriesId)
}

/** Makes an occurrence before its time, because it is to differ from its series. */
async function make(ctx: Ctx, { series, occurrence }: Extract<Found, { kind: 'computed' }>): Promise<void> {
  await ctx.db.tx(async (tx) => {
    const [held] = await seriesStore.lock(tx, { workspaceId: ctx.workspaceId, id: series.id })
    if (!held) throw notFound('scheduled post')
    if (held.status !== 'active') throw conflict(`series_${held.status}`, 'The series has just been stopped.')
    await insertOccurrences(tx, held, [occurrence])
  })
}

/** Moves a post from draft to approval, to its schedule, and back; a series that has not been approved is moved whole. */
export async function take(ctx: Ctx, id: string, step: Step, when: When = {}): Promise<ScheduledPost> {
  const found = await find(ctx, id)
  const given = instantGiven(when, timezoneOf(found))
  const input = given === null ? {} : { publishAt: given }
  if (found.kind === 'series' || (found.kind === 'computed' && isUnapproved(found.series.status))) {
    await takeSeriesTo(ctx, found.series.id, step, input)
    return read(ctx, found.series.id)
  }
  if (found.kind === 'computed') await make(ctx, found)
  return takeTo(ctx, id, step, input)
}

export async function pause(ctx: Ctx, id: string): Promise<ScheduledPost> {
  const { id: seriesId } = seriesOf(await find(ctx, id))
  await pauseSeries(ctx, seriesId)
  return read(ctx, seriesId)
}

export async function resume(ctx: Ctx, id: string): Promise<ScheduledPost> {
  const { id: seriesId } = seriesOf(await find(ctx, id))
  await resumeSeries(ctx, seriesId)
  return read(ctx, seriesId)
}

/** Deletes a post or series of which nothing has been sent. Posts that were published, or may have been, stay on record. */
export async function remove(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const found = await find(ctx, id)
  if (found.kind === 'computed' || (found.kind === 'post' && found.post.seriesId !== null))
    throw conflict(
      'occurrence',
      'An occurrence cannot be deleted, since its rule would bring it back: cancel it.',
    )
  await ctx.db.tx(async (tx, enqueue) => {
    const key = { workspaceId, id }
    if (found.kind === 'series') {
      await seriesStore.lock(tx, key)
      await occurrenceStore.lockTargets(tx, { workspaceId, seriesId: id, from: null })
      if ((await occurrenceStore.begun(tx, key)).length > 0)
        throw conflict(
          'already_published',
          'Some of this series has begun, and stays on record. Cancel the rest.',
        )
      await seriesStore.remove(tx, key)
    } else {
      const alone = { workspaceId, ids: [id] }
      await postStore.lockTargets(tx, alone)
      if ((await postStore.removeUntouched(tx, alone)).length === 0)
        throw conflict('already_published', 'It has been published, or may have been, and stays on record.')
    }
    await audit.record(tx, ctx, {
      action: 'post.delete',
      objectType: 'scheduled_post',
      objectId: id,
      before: found.kind === 'series' ? { rrule: found.series.rrule } : { status: found.post.status },
    })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
}
