import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { csvLine } from '#core/lib/text/csv.ts'
import { timezoneOf } from '#core/workspaces/queries.ts'
import { bucketsOf, periodOf } from '../rules/days.ts'
import { ALL, type Cell, comparedOf, figureOf, metricsOf } from '../rules/figures.ts'
import {
  type Breakdown,
  type BreakdownBy,
  type CharacterMetrics,
  type CharacterMetricsQuery,
  type Counted,
  type CountedQuery,
  type Dimension,
  type Kpi,
  metricSchema,
  type PeriodQuery,
  type Series,
  type SeriesQuery,
  type Summary,
  type SummaryQuery,
} from '../schemas.ts'
import * as store from '../store/figures.ts'

const METRICS = metricSchema.options

/** Reads the zone of the workspace, and the period in it. */
async function periodIn(ctx: Ctx, query: PeriodQuery) {
  const [rows] = await ctx.db.batch((db) => [timezoneOf(db, ctx.workspaceId)])
  const { timezone } = only(rows)
  return { timezone, ...periodOf(query, ctx.now(), timezone) }
}

/** Reads what figures are asked of, such as `account:<id>`; of everything where nothing is named. */
function ofWhat(of: string | undefined): store.Of {
  const [kind, key] = of?.split(':') ?? []
  if (kind === undefined || key === undefined) return store.EVERYTHING
  return { dimension: kind === 'hookType' ? 'hook_type' : (kind as Dimension), key }
}

/** Reads all figures of a period beside those of the period before, of everything or of one thing. */
export async function summary(ctx: Ctx, { of, ...query }: SummaryQuery): Promise<Summary> {
  const { workspaceId } = ctx
  const { timezone, period, before } = await periodIn(ctx, query)
  const [now, then, ever, [pending]] = await ctx.db.batch((db) => [
    store.sums(db, { workspaceId, metrics: METRICS, days: period, ...ofWhat(of) }),
    store.sums(db, { workspaceId, metrics: METRICS, days: before, ...ofWhat(of) }),
    store.ever(db, workspaceId),
    store.pending(db, workspaceId),
  ])
  const counted = Object.fromEntries(ever.map(({ metric, times }) => [metric, times]))
  return {
    timezone,
    period,
    before,
    figures: comparedOf(now, then),
    ever: Object.fromEntries(METRICS.map((metric) => [metric, counted[metric] ?? 0])) as Summary['ever'],
    upToDate: pending === undefined,
  }
}

/** Reads a figure by day, week or month, of everything or of one thing. */
export async function series(ctx: Ctx, { of, metric, bucket, ...query }: SeriesQuery): Promise<Series> {
  const { workspaceId } = ctx
  const { timezone, period, before } = await periodIn(ctx, query)
  const [cells] = await ctx.db.batch((db) => [
    store.sumsByDay(db, { workspaceId, metrics: metricsOf(metric), days: period, ...ofWhat(of) }),
  ])
  return {
    timezone,
    period,
    before,
    metric,
    points: bucketsOf(period, bucket).map((days) => ({
      ...days,
      value: figureOf(
        metric,
        cells.filter(({ day }) => day >= days.from && day <= days.to),
      ),
    })),
  }
}

const DIMENSION_OF: Readonly<Record<Exclude<BreakdownBy, 'hour'>, Exclude<Dimension, 'all'>>> = {
  account: 'account',
  platform: 'account',
  person: 'person',
  label: 'label',
  author: 'author',
  hookType: 'hook_type',
  topic: 'topic',
  campaign: 'campaign',
  character: 'character',
  rule: 'rule',
}

type Keyed = Cell & { key: string }
type Row = Breakdown['rows'][number]

/** Reads the figures of each account, platform, person, label, …; or of posts by the hour of their day. */
export async function breakdown(
  ctx: Ctx,
  { by, ...query }: PeriodQuery & { by: BreakdownBy },
): Promise<Breakdown> {
  const { workspaceId } = ctx
  const { timezone, period, before } = await periodIn(ctx, query)
  const answer = { timezone, period, before, by }
  if (by === 'hour') {
    const [now, then] = await ctx.db.batch((db) => [
      store.sums(db, { workspaceId, metrics: ['posts'], days: period, ...store.EVERYTHING }),
      store.sums(db, { workspaceId, metrics: ['posts'], days: before, ...store.EVERYTHING }),
    ])
    const keyed = (cells: Cell[]) => cells.map((cell): Keyed => ({ ...cell, key: `${cell.slot}` }))
    const rows = rowsOf(keyed(now), keyed(then), (key) => ({
      name: `${key.padStart(2, '0')}:00`,
      platform: null,
    }))
    return { ...answer, rows: rows.sort((a, b) => Number(a.key) - Number(b.key)) }
  }
  const dimension = DIMENSION_OF[by]
  const [now, then, { rows: names }] = await ctx.db.batch((db) => [
    store.sumsByKey(db, { workspaceId, metrics: METRICS, days: period, dimension }),
    store.sumsByKey(db, { workspaceId, metrics: METRICS, days: before, dimension }),
    store.names(db, { workspaceId, dimension, days: { from: before.from, to: period.to } }),
  ])
  const named = new Map(names.map((one) => [one.key, one]))
  const keyed = (cells: Keyed[]) =>
    by === 'platform' ? cells.map((cell) => ({ ...cell, key: named.get(cell.key)?.platform ?? '' })) : cells
  const rows = rowsOf(keyed(now), keyed(then), (key) =>
    by === 'platform'
      ? { name: key || null, platform: key || null }
      : { name: named.get(key)?.name ?? null, platform: named.get(key)?.platform ?? null },
  )
  return { ...answer, rows }
}

/** Makes a row of each key, those with most conversations and posts first. */
function rowsOf(now: Keyed[], then: Keyed[], nameOf: (key: string) => Pick<Row, 'name' | 'platform'>): Row[] {
  const [nowBy, thenBy] = [now, then].map((cells) => Map.groupBy(cells, ({ key }) => key))
  const keys = [...new Set([...now, ...then].map(({ key }) => key))]
  const size = ({ figures }: Row) => (figures.turns.value ?? 0) + (figures.posts.value ?? 0)
  return keys
    .map(
      (key): Row => ({
        key,
        ...nameOf(key),
        figures: comparedOf(nowBy?.get(key) ?? [], thenBy?.get(key) ?? []),
      }),
    )
    .sort((a, b) => size(b) - size(a) || a.key.localeCompare(b.key))
}

/** Reads what was counted of a character by day, account and metric. */
export async function metricsOfCharacter(
  ctx: Ctx,
  id: string,
  { accountId, ...query }: CharacterMetricsQuery,
): Promise<CharacterMetrics> {
  const { workspaceId } = ctx
  const { timezone, period, before } = await periodIn(ctx, query)
  const [{ rows: found }, rows] = await ctx.db.batch((db) => [
    store.character(db, { workspaceId, id }),
    store.characterDays(db, { workspaceId, id, metrics: METRICS, days: period, accountId }),
  ])
  if (found.length === 0) throw notFound('character')
  return { timezone, period, before, rows }
}

/** Lists windows of two hours, the latest first. */
export async function listKpi(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Kpi>> {
  const { workspaceId } = ctx
  const position = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.windows(db, { workspaceId, position, limit })])
  return pageOfRows(
    rows,
    limit,
    ({ windowStart, id }) => ({ at: windowStart, id }),
    (row) => ({
      id: row.id,
      windowStart: row.windowStart.toISOString(),
      windowEnd: row.windowEnd.toISOString(),
      messages: row.messagesCount,
      comments: row.commentsCount,
      firstResponseP50Seconds: row.frtP50Seconds,
      autoReplyRate: row.autoReplyRate,
      escalated: row.escalateCount,
      ignored: row.ignoredCount,
      postsActive: row.postsActive,
      updatedAt: row.updatedAt.toISOString(),
    }),
  )
}

/** Lists what a number counts, the latest first. */
export async function listCounted(
  ctx: Ctx,
  { metric, of, from, to, limit, cursor }: CountedQuery,
): Promise<Page<Counted>> {
  const position = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [
    store.facts(db, { workspaceId, metric, ...ofWhat(of), from, to, position, limit }),
  ])
  return pageOfRows(
    rows,
    limit,
    ({ at, id }) => ({ at, id }),
    ({ source, sourceId, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      conversationId: source === 'conversation' ? sourceId : null,
    }),
  )
}

/** Writes a line for each day of a period, with all figures. */
export async function* exportFigures(
  ctx: Ctx,
  { of, ...query }: PeriodQuery & { of?: string | undefined },
): AsyncGenerator<string> {
  const { workspaceId } = ctx
  const { period } = await periodIn(ctx, query)
  const [cells] = await ctx.db.batch((db) => [
    store.sumsByDay(db, { workspaceId, metrics: METRICS, days: period, ...ofWhat(of) }),
  ])
  const byDay = Map.groupBy(cells, ({ day }) => day)
  yield csvLine(['day', ...ALL])
  for (const { from: day } of bucketsOf(period, 'day').toReversed())
    yield csvLine([day, ...ALL.map((figure) => `${figureOf(figure, byDay.get(day) ?? []) ?? ''}`)])
}
