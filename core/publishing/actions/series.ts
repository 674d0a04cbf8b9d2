import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db, Enqueue } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { type LocalTime, localTimeOf, parseLocalTime, withOffset } from '#core/lib/kernel/local-time.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { instantOf, nextOccurrences, type Recurrence } from '../rules/recurrence.ts'
import {
  type RecurrenceText,
  readRecurrence,
  recurrenceProblems,
  written,
} from '../rules/recurrence-check.ts'
import { placeBefore, placeOf, recurrenceOf } from '../rules/series.ts'
import type { CreateScheduledPost, PreviewRecurrence } from '../schemas.ts'
import * as occurrenceStore from '../store/occurrences.ts'
import * as store from '../store/series.ts'
import { hintIfSoon } from './hints.ts'
import { checkTargets } from './judge.ts'
import { type Made, makeOccurrences } from './make.ts'
import { checkVariants } from './posts.ts'
import { demandSorting } from './sorting.ts'
import { checkWhen } from './when.ts'

/** Returns the next times of a recurrence, before anything is scheduled. */
export function previewRecurrence({ start, limit, ...rest }: PreviewRecurrence): { items: string[] } {
  const local = parseLocalTime(start)
  if (!local)
    throw invalid('The start is not a local time.', [
      { path: 'start', message: 'Write a local time without a zone, such as 2026-03-29T09:00:00.' },
    ])
  const recurrence = checkRecurrence({ ...rest, start: local })
  return { items: nextOccurrences(recurrence, { limit }).map(({ at }) => withOffset(at, rest.timezone)) }
}

/** Reads a recurrence. @throws AppError `invalid` that names `rrule`, `exdate.0`, … */
export function checkRecurrence(text: RecurrenceText): Recurrence {
  const { recurrence, errors } = readRecurrence(text)
  const problems = recurrence ? recurrenceProblems(recurrence) : errors
  if (!recurrence || problems.length > 0)
    throw invalid(problems.map(({ message }) => message).join(' '), problems)
  return recurrence
}

/**
 * Schedules a recurring post. Its first occurrences are made at once; those of a draft, or of a series that awaits
 * approval, are made when it is scheduled. Returns the series' id.
 */
export async function scheduleSeries(
  ctx: Ctx,
  input: CreateScheduledPost & { rrule: string },
): Promise<string> {
  const { workspaceId } = ctx
  const { text, timezone, rrule, status = 'queued', media = [] } = input
  const start = localTimeOf(checkWhen(ctx, input, timezone), timezone)
  const recurrence = checkRecurrence({ ...input, rrule, start })
  const accountIds = [...new Set(input.accountIds)]
  const variants = checkVariants(input.variants ?? {}, accountIds)
  await checkTargets(ctx, { text, media, variants }, accountIds)

  const id = newId()
  await ctx.db.tx(async (tx, enqueue) => {
    await demandSorting(tx, ctx, input)
    const sorting = { labelIds: [...new Set(input.labels)], campaignId: input.campaignId ?? null }
    const content = { text, media, variants, ...sorting }
    const row = { id, workspaceId, ...content, start, timezone, rrule, ...written(recurrence) }
    const [first] = nextOccurrences(recurrence, { limit: 1 })
    const held = status === 'queued' ? {} : { status, nextAt: first?.at ?? null }
    await store.insert(tx, { ...row, ...held, createdBy: actorUserId(ctx.actor) })
    await store.insertAccounts(
      tx,
      accountIds.map((accountId) => ({ workspaceId, seriesId: id, accountId })),
    )
    const [series] = await store.lock(tx, { workspaceId, id })
    if (!series) throw new Error('A series that was just written is not there.')
    const made = status === 'queued' ? await makeOccurrences(tx, series, ctx.now()) : { targets: [] }
    announce(ctx, enqueue, id, made)
    await audit.record(tx, ctx, {
      action: 'post.schedule',
      objectType: 'scheduled_post',
      objectId: id,
      after: { ...row, accountIds, status },
    })
    await checkLimits(tx, ctx, 'scheduled_posts')
  })
  return id
}

/** Hints targets that are due soon, and tells open screens of the change. */
export function announce(ctx: Pick<Ctx, 'now'>, enqueue: Enqueue, id: string, { targets }: Made): void {
  for (const { id: targetId, dueAt } of targets) hintIfSoon(ctx, enqueue, [{ id: targetId }], 1, dueAt)
  enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
}

async function change(
  ctx: Ctx,
  id: string,
  from: readonly store.SeriesRow['status'][],
  refusal: string,
  work: (tx: Db, enqueue: Enqueue, series: store.SeriesRow) => Promise<void>,
): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [series] = await store.lock(tx, { workspaceId: ctx.workspaceId, id })
    if (!series) throw notFound('series')
    if (!from.includes(series.status)) throw conflict(`series_${series.status}`, refusal)
    await work(tx, enqueue, series)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
}

const auditOf = (action: string, id: string, before: string, after: Record<string, unknown>) => ({
  action,
  objectType: 'scheduled_post',
  objectId: id,
  before: { status: before },
  after,
})

/** Pauses a series: nothing of it goes out until it is resumed. */
export const pauseSeries = (ctx: Ctx, id: string) =>
  change(
    ctx,
    id,
    ['active', 'ended'],
    'Only a series that is active can be paused.',
    async (tx, _enqueue, series) => {
      const { workspaceId } = ctx
      const { rows } = await occurrenceStore.holdTargets(tx, { workspaceId, seriesId: id, from: null })
      if (rows.length === 0 && series.nextAt === null)
        throw conflict('series_ended', 'Nothing of this series is still to come.')
      await store.update(tx, { workspaceId, id, status: 'paused' })
      await audit.record(tx, ctx, auditOf('post.pause', id, series.status, { status: 'paused' }))
    },
  )

/** Resumes a series with the occurrences still ahead: those that fell due meanwhile do not go out late. */
export const resumeSeries = (ctx: Ctx, id: string) =>
  change(ctx, id, ['paused'], 'Only a series that is paused can be resumed.', async (tx, enqueue, series) => {
    const { workspaceId } = ctx
    const now = ctx.now()
    await occurrenceStore.releaseTargets(tx, { workspaceId, seriesId: id, now })
    const place = laterOf(placeOf(series), placeBefore(series, now))
    const [resumed] = await store.update(tx, {
      workspaceId,
      id,
      status: 'active',
      madeUntil: place?.at ?? null,
      madeCount: place?.counted ?? 0,
    })
    if (!resumed) throw new Error('A series that is locked is not there.')
    announce(ctx, enqueue, id, await makeOccurrences(tx, resumed, now))
    await audit.record(tx, ctx, auditOf('post.resume', id, series.status, { status: 'active' }))
  })

const laterOf = <P extends { at: Date }>(a: P | null, b: P | null): P | null =>
  a && b ? (a.at > b.at ? a : b) : (a ?? b)

/** Cancels the occurrences that have not begun, all or from one on, and makes no more of them. */
export const cancelSeries = (ctx: Ctx, id: string, from: LocalTime | null) =>
  change(
    ctx,
    id,
    ['draft', 'awaiting_approval', 'active', 'paused', 'ended'],
    'The series is cancelled already.',
    async (tx, _enqueue, series) => {
      const { workspaceId } = ctx
      const { rows } = await occurrenceStore.cancelTargets(tx, {
        workspaceId,
        seriesId: id,
        from,
      })
      const change = from
        ? ended(series, instantOf(from, series.timezone))
        : { status: 'cancelled' as const, nextAt: null }
      if (rows.length === 0 && series.nextAt === null)
        throw conflict('already_publishing', 'Nothing of this series is still to be published.')
      await store.update(tx, { workspaceId, id, ...change })
      const after = { cancelledTargets: rows.length, ...(from ? { from } : {}) }
      await audit.record(tx, ctx, auditOf('post.cancel', id, series.status, after))
    },
  )

/** Returns the changes to a series that is to give nothing from a time on. */
export function ended(series: store.SeriesRow, endsBefore: Date): Partial<store.SeriesRow> {
  const bounded = { ...series, endsBefore }
  const [next] = nextOccurrences(recurrenceOf(bounded), { after: placeOf(series), limit: 1 })
  return { endsBefore, nextAt: next?.at ?? null, ...(next ? {} : { status: 'ended' as const }) }
}
