import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { daysUpTo } from '../rules/figures.ts'
import { BREAKOUT_SCORE, detect, type Heard } from '../rules/signals/detect.ts'
import type { FoundSignal, Replay, Sensitivity, SettleSignal, Signal } from '../schemas/signals.ts'
import * as projects from '../store/projects.ts'
import * as store from '../store/signals.ts'

/** Days that are looked at, and the eight weeks before them that say what is usual. */
const LOOKED_AT = 30
const BEFORE = 56
const CLAIM = 200
/** People are mailed of these last days alone: what a first look finds of a month ago is no news. */
const NEWS_DAYS = 3
const DAY_MS = 86_400_000

/** Looks at the whole days of each active project that were not looked at yet. Returns figures for the log. */
export async function findSignals(ctx: SystemCtx): Promise<{ projects: number; signals: number }> {
  const yesterday = new Date(ctx.now().getTime() - DAY_MS).toISOString().slice(0, 10)
  const [{ rows }] = await ctx.db.batch((db) => [store.claim(db, { yesterday, limit: CLAIM })])
  let signals = 0
  for (const { id, workspace_id: workspaceId, since } of rows) {
    const own = ctx.workspace(workspaceId)
    try {
      signals += await lookAt(own, id, since)
    } catch (error) {
      ctx.log.warn('signals.failed', { workspaceId, projectId: id, error: redactText(describeError(error)) })
      await own.db.batch((db) => [store.lookAgain(db, { workspaceId, projectIds: [id] })])
    }
  }
  return { projects: rows.length, signals }
}

/** Keeps what stood out in a project since a day, each once. Returns how many signals are new. */
async function lookAt(ctx: Ctx, projectId: string, since: string | null): Promise<number> {
  const { workspaceId } = ctx
  const [[project]] = await ctx.db.batch((db) => [projects.byId(db, { workspaceId, id: projectId })])
  if (!project) return 0
  const found = (await foundIn(ctx, projectId, project.sensitivity)).filter(
    ({ day }) => since === null || day > since,
  )
  if (found.length === 0) return 0
  return ctx.db.tx(async (tx, enqueue) => {
    const kept = await store.insert(
      tx,
      found.map((signal) => ({ id: newId(), workspaceId, projectId, ...signal })),
    )
    if (kept.length > 0) {
      await store.count(tx, { workspaceId, projectId, added: kept.length, at: ctx.now() })
      enqueue({ type: 'feed.changed', topic: 'listening', id: projectId })
      const news = new Date(ctx.now().getTime() - NEWS_DAYS * DAY_MS).toISOString().slice(0, 10)
      const signalIds = kept.flatMap(({ id, day }) => (day >= news ? [id] : []))
      if (signalIds.length > 0) enqueue({ type: 'signal.mail', projectId, signalIds })
    }
    return kept.length
  })
}

/** Finds what stood out in the last thirty whole days. */
async function foundIn(ctx: Ctx, projectId: string, sensitivity: Sensitivity): Promise<FoundSignal[]> {
  const { workspaceId } = ctx
  const now = ctx.now()
  const all = daysUpTo(new Date(now.getTime() - DAY_MS), BEFORE + LOOKED_AT)
  const window = {
    workspaceId,
    projectId,
    from: `${all[0]}T00:00:00Z`,
    until: `${now.toISOString().slice(0, 10)}T00:00:00Z`,
  }
  const [days, hashtags, posts, creators] = await ctx.db.batch((db) => [
    store.days(db, window),
    store.hashtagDays(db, window),
    store.breakouts(db, { ...window, score: BREAKOUT_SCORE[sensitivity] }),
    store.creatorDays(db, window),
  ])
  const ofDay = new Map(days.rows.map((row) => [row.day, row]))
  // Before its first post, a project says nothing of what is usual.
  const first = all.findIndex((day) => ofDay.has(day))
  if (first === -1) return []
  const shown = all.slice(first)
  const heard: Heard = {
    days: shown.map((day) => {
      const { voices = 0, posts = 0, sentiment = 0 } = ofDay.get(day) ?? {}
      return { day, voices, posts, sentimentSum: sentiment }
    }),
    hashtags: [...Map.groupBy(hashtags.rows, ({ id }) => id)].map(([id, rows]) => ({
      id,
      name: rows[0]?.name ?? '',
      voices: seriesOf(shown, rows, ({ voices }) => voices),
    })),
    posts: posts.rows,
    creators: [...Map.groupBy(creators.rows, ({ author }) => author)].map(([author, rows]) => ({
      author,
      firstDay: rows[0]?.day ?? '',
      posts: seriesOf(shown, rows, ({ posts }) => posts),
    })),
  }
  const from = Math.max(0, shown.length - LOOKED_AT)
  return detect(heard, from, sensitivity).toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
}

function seriesOf<Row extends { day: string }>(
  days: readonly string[],
  rows: readonly Row[],
  countOf: (row: Row) => number,
): number[] {
  const of = new Map(rows.map((row) => [row.day, countOf(row)]))
  return days.map((day) => of.get(day) ?? 0)
}

/** Says what the last thirty days would have told of with another sensitivity. Nothing is kept. @throws not_found */
export async function replaySignals(ctx: Ctx, projectId: string, sensitivity: Sensitivity): Promise<Replay> {
  const { workspaceId } = ctx
  const [[project]] = await ctx.db.batch((db) => [projects.byId(db, { workspaceId, id: projectId })])
  if (!project) throw notFound('project')
  return { signals: await foundIn(ctx, projectId, sensitivity) }
}

/** Lists a project's signals, the latest found first. @throws not_found */
export async function listSignals(
  ctx: Ctx,
  projectId: string,
  {
    status,
    limit,
    cursor,
  }: { status?: Signal['status'] | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Signal>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    store.list(db, { workspaceId, projectId, status, before, limit }),
  ])
  if (!project) throw notFound('project')
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toSignal)
}

/** Notes what was done about a signal, or that it is nothing. @throws not_found */
export async function settleSignal(
  ctx: Ctx,
  { projectId, id }: { projectId: string; id: string },
  { status, note }: SettleSignal,
): Promise<Signal> {
  const { workspaceId } = ctx
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [row] = await store.settle(
      tx,
      { workspaceId, projectId, id },
      { status, ...(note === undefined ? {} : { note }), settledAt: status === 'new' ? null : ctx.now() },
    )
    if (!row) throw notFound('signal')
    await audit.record(tx, ctx, {
      action: 'signal.settle',
      objectType: 'signal',
      objectId: id,
      after: { status, note: row.note },
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id: projectId })
    return row
  })
  return toSignal(row)
}

/** Shows a signal. */
export const toSignal = (row: store.SignalRow): Signal => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  label: row.label,
  day: row.day,
  numbers: row.numbers,
  series: row.series,
  status: row.status,
  note: row.note,
  acts: row.acts,
  createdAt: row.createdAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
})
