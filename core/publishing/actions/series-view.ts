import type { Ctx } from '#core/lib/kernel/context.ts'
import { withOffset } from '#core/lib/kernel/local-time.ts'
import { decodeCursor, encodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { toShown } from '#core/media/queries.ts'
import { UNAPPROVED } from '../rules/reasons.ts'
import { nextOccurrences, type Occurrence, occurrences } from '../rules/recurrence.ts'
import {
  COMPUTED_LIMIT,
  isUnapproved,
  occurrenceAt,
  occurrenceId,
  placeOf,
  readOccurrenceId,
  recurrenceOf,
} from '../rules/series.ts'
import type { ChosenMedium, PostStatus, ScheduledPost, Series, SeriesStatus, Target } from '../schemas.ts'
import * as mediaStore from '../store/media.ts'
import * as occurrenceStore from '../store/occurrences.ts'
import * as store from '../store/series.ts'
import * as sorting from '../store/sorting.ts'
import { type ListQuery, listPosts, shownVariants, toRun, toTarget } from './post-view.ts'

/** How many of the next occurrences a series shows. */
const NEXT = 10
const RUNS = 200

type Parts = Pick<ScheduledPost, 'media' | 'variants' | 'labels' | 'campaignId'>

/** Reads the media and labels of these series. Returns a function that gives those of one of them. */
async function partsOf(ctx: Ctx, series: readonly store.SeriesRow[]) {
  const ids = series.flatMap(mediaStore.idsOfSeries)
  const labelIds = [...new Set(series.flatMap((one) => one.labelIds))]
  const { workspaceId } = ctx
  const [rows, labels] =
    ids.length + labelIds.length === 0
      ? [[], []]
      : await ctx.db.batch((db) => [
          mediaStore.byIds(db, { workspaceId, ids }),
          sorting.labelsByIds(db, { workspaceId, ids: labelIds }),
        ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const show = (chosen: readonly ChosenMedium[]): ScheduledPost['media'] =>
    chosen.flatMap(({ mediaId, altText }) => {
      const row = byId.get(mediaId)
      return row ? [toShown(row, altText ?? row.altText)] : []
    })
  return ({ media, variants, labelIds, campaignId }: store.SeriesRow): Parts => ({
    labels: labels.filter(({ id }) => labelIds.includes(id)),
    campaignId,
    media: show(media),
    variants: shownVariants(variants, (accountId) => show(variants[accountId]?.media ?? [])),
  })
}

/** Returns a series as a post: its state, its next occurrences, and the runs of all of them. Null when there is none. */
export async function findSeries(ctx: Ctx, id: string): Promise<ScheduledPost | null> {
  const key = { workspaceId: ctx.workspaceId, id }
  const [[series], accounts, near, runs, states] = await ctx.db.batch((db) => [
    store.byIds(db, { workspaceId: ctx.workspaceId, ids: [id] }),
    store.accountsOf(db, { workspaceId: ctx.workspaceId, seriesIds: [id] }),
    occurrenceStore.targetsNear(db, key),
    occurrenceStore.runsOf(db, { ...key, limit: RUNS }),
    occurrenceStore.statesOf(db, key),
  ])
  if (!series) return null
  const show = await partsOf(ctx, [series])
  const now = ctx.now()
  const view = toSeries(series, accounts, now)
  const status = statusOf(series, new Set(states.map((state) => state.status)))
  const [next] = view.next
  const publishAt = next ? new Date(next.publishAt) : (series.nextAt ?? series.madeUntil ?? series.createdAt)
  const byAccount = new Map(near.map((row) => [row.target.accountId, row]))
  return {
    id,
    text: series.text,
    ...show(series),
    status,
    reason: reasonOf(series, status, next?.at ?? null),
    publishAt: publishAt.toISOString(),
    timezone: series.timezone,
    localTime: withOffset(publishAt, series.timezone),
    seriesId: id,
    occurrence: null,
    detached: false,
    computed: false,
    targets: accounts.map((account) => {
      const row = byAccount.get(account.accountId)
      return row ? toTarget(now, status, row) : aheadOf(account, series, series.nextAt)
    }),
    runs: runs.toReversed().map(toRun),
    series: view,
    createdAt: series.createdAt.toISOString(),
  }
}

export function toSeries(
  series: store.SeriesRow,
  accounts: readonly store.SeriesAccountRow[],
  now: Date,
): Series {
  const { id, status, text, rrule, start, timezone, exdate, rdate, endsBefore, continues, createdAt } = series
  return {
    id,
    status,
    text,
    accountIds: accounts.filter((account) => account.seriesId === id).map(({ accountId }) => accountId),
    rrule,
    start,
    timezone,
    exdate,
    rdate,
    endsBefore: endsBefore?.toISOString() ?? null,
    continues,
    next: status === 'cancelled' ? [] : upcoming(series, now).map((occurrence) => toNext(series, occurrence)),
    createdAt: createdAt.toISOString(),
  }
}

/** Returns the next occurrences from now on, made or not. */
function upcoming(series: store.SeriesRow, now: Date): Occurrence[] {
  const recurrence = recurrenceOf(series)
  const counts = recurrence.rule.count !== null
  const after = counts ? null : { at: now, counted: 0 }
  const found: Occurrence[] = []
  for (const occurrence of occurrences(recurrence, after)) {
    if (occurrence.at > now) found.push(occurrence)
    if (found.length === NEXT) break
  }
  return found
}

const toNext = ({ id, timezone }: store.SeriesRow, { nominal, at }: Occurrence) => ({
  id: occurrenceId(id, nominal),
  occurrence: nominal,
  publishAt: at.toISOString(),
  at: withOffset(at, timezone),
})

/** Returns the state of a series in the terms of a post. An occurrence that needs a person comes first. */
function statusOf({ status }: store.SeriesRow, posts: ReadonlySet<PostStatus>): PostStatus {
  if (posts.has('needs_person')) return 'needs_person'
  if (status === 'cancelled' || isUnapproved(status)) return status
  if (posts.has('publishing')) return 'publishing'
  if (status !== 'ended' || posts.has('queued')) return 'queued'
  const failed = posts.has('failed') || posts.has('partial')
  if (!posts.has('published')) return failed ? (posts.has('partial') ? 'partial' : 'failed') : 'cancelled'
  return failed ? 'partial' : 'published'
}

function reasonOf({ status }: store.SeriesRow, post: PostStatus, next: string | null): string {
  if (post === 'needs_person') return 'One of its occurrences waits for a person.'
  if (status === 'paused') return 'The series is paused: nothing of it goes out until it is resumed.'
  if (status === 'cancelled') return 'The series was cancelled.'
  if (isUnapproved(status)) return UNAPPROVED[status]
  if (next) return `It goes out next at ${next}.`
  return 'The series has come to its end.'
}

/** Returns a target that is still to be made. Until then its id is that of the account's row in the series. */
const aheadOf = (
  account: store.SeriesAccountRow,
  { status }: store.SeriesRow,
  dueAt: Date | null,
): Target => ({
  id: account.id,
  accountId: account.accountId,
  accountName: account.accountName,
  platform: account.platform,
  ...(isUnapproved(status)
    ? { status: 'waiting', waitingReason: 'approval', reason: UNAPPROVED[status] }
    : { status: 'queued', waitingReason: null, reason: 'It goes out at its time.' }),
  text: null,
  externalId: null,
  url: null,
  error: null,
  dueAt: dueAt?.toISOString() ?? null,
})

/** Returns an occurrence, too far ahead to have been made, as a post. */
const toComputed = (
  series: store.SeriesRow,
  accounts: readonly store.SeriesAccountRow[],
  shown: Parts,
  { nominal, at }: Occurrence,
): ScheduledPost => {
  const id = occurrenceId(series.id, nominal)
  return {
    id,
    text: series.text,
    ...shown,
    ...(isUnapproved(series.status)
      ? { status: series.status, reason: UNAPPROVED[series.status] }
      : { status: 'queued' as const, reason: 'It goes out at its time.' }),
    publishAt: at.toISOString(),
    timezone: series.timezone,
    localTime: withOffset(at, series.timezone),
    seriesId: series.id,
    occurrence: nominal,
    detached: false,
    computed: true,
    targets: accounts.map((account) => aheadOf(account, series, at)),
    runs: [],
    series: null,
    createdAt: series.createdAt.toISOString(),
  }
}

/** Finds an occurrence that has not been made by the id that it will have. Returns it with its series. */
export async function findComputed(ctx: Ctx, id: string) {
  const { workspaceId } = ctx
  const { nominal, seriesTail } = readOccurrenceId(id)
  const [found] = await ctx.db.batch((db) => [store.byTail(db, { workspaceId, tail: seriesTail })])
  for (const series of found) {
    if (!(series.status === 'active' || isUnapproved(series.status)) || series.nextAt === null) continue
    const occurrence = occurrenceAt(series, nominal)
    if (!occurrence || occurrence.at < series.nextAt) continue
    const [accounts] = await ctx.db.batch((db) => [
      store.accountsOf(db, { workspaceId, seriesIds: [series.id] }),
    ])
    const show = await partsOf(ctx, [series])
    return { series, occurrence, post: toComputed(series, accounts, show(series), occurrence) }
  }
  return null
}

/** Lists the calendar: posts by time, and the occurrences that series will bring in the range. A search for words finds only made posts. */
export async function listCalendar(ctx: Ctx, query: ListQuery): Promise<Page<ScheduledPost>> {
  const page = await listPosts(ctx, query)
  if (query.to === undefined || query.q !== undefined) return page
  const computed = await computedBetween(ctx, query, query.to)
  if (computed.length === 0) return page

  const after = decodeCursor(query.cursor)
  const last = page.items.at(-1)
  const end = page.nextCursor && last ? order(last) : null
  const ahead = computed.filter(
    (post) =>
      (!after || order(post) > order({ publishAt: after.at.toISOString(), id: after.id })) &&
      (end === null || order(post) < end),
  )
  const merged = [...page.items, ...ahead].sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const items = merged.slice(0, query.limit)
  const shown = items.at(-1)
  const more = merged.length > query.limit || page.nextCursor !== null
  return {
    items,
    nextCursor: more && shown ? encodeCursor({ at: new Date(shown.publishAt), id: shown.id }) : null,
  }
}

const order = ({ publishAt, id }: { publishAt: string; id: string }) => `${publishAt} ${id}`

async function computedBetween(
  ctx: Ctx,
  { from, status, labelId, campaignId }: ListQuery,
  until: string,
): Promise<ScheduledPost[]> {
  const { workspaceId } = ctx
  const to = new Date(until)
  const [active, unapproved] = await ctx.db.batch((db) => [
    store.upcoming(db, { workspaceId, to }),
    store.unapproved(db, { workspaceId, to }),
  ])
  const series = [...active, ...unapproved].filter(
    (one) =>
      (status === undefined || status === (isUnapproved(one.status) ? one.status : 'queued')) &&
      (labelId === undefined || one.labelIds.includes(labelId)) &&
      (campaignId === undefined || one.campaignId === campaignId),
  )
  if (series.length === 0) return []
  const seriesIds = series.map(({ id }) => id)
  const [accounts] = await ctx.db.batch((db) => [store.accountsOf(db, { workspaceId, seriesIds })])
  const show = await partsOf(ctx, series)
  const bySeries = Map.groupBy(accounts, ({ seriesId }) => seriesId)
  const computed = series.flatMap((one) => {
    const recurrence = recurrenceOf(one)
    const place = placeOf(one)
    const begin = from === undefined ? 0 : new Date(from).getTime() - 1
    const skip = recurrence.rule.count === null && begin > (place?.at.getTime() ?? 0)
    const after = skip ? { at: new Date(begin), counted: 0 } : place
    return nextOccurrences(recurrence, { after, to, limit: skip ? COMPUTED_LIMIT : 10_000 })
      .filter(({ at }) => at.getTime() > begin)
      .slice(0, COMPUTED_LIMIT)
      .map((occurrence) => toComputed(one, bySeries.get(one.id) ?? [], show(one), occurrence))
  })
  if (computed.length === 0) return computed
  // Occurrences that were edited or skipped on their own have been made before their time.
  const ids = computed.map(({ id }) => id)
  const [made] = await ctx.db.batch((db) => [occurrenceStore.existing(db, { workspaceId, ids })])
  const there = new Set(made.map(({ id }) => id))
  return computed.filter(({ id }) => !there.has(id))
}

export async function listSeries(
  ctx: Ctx,
  {
    status,
    q,
    limit,
    cursor,
  }: {
    status?: SeriesStatus | undefined
    q?: string | undefined
    limit: number
    cursor?: string | undefined
  },
): Promise<Page<Series>> {
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId, status, q, before: decodeCursor(cursor), limit }),
  ])
  const seriesIds = rows.map(({ id }) => id)
  const [accounts] =
    rows.length === 0 ? [[]] : await ctx.db.batch((db) => [store.accountsOf(db, { workspaceId, seriesIds })])
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toSeries(row, accounts, ctx.now()),
  )
}
