import { and, asc, desc, eq, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { holdsAll, searched } from '#core/lib/text/searched.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { postSeries, postSeriesAccounts } from '#drizzle/schema/publishing.ts'
import type { SeriesStatus } from '../schemas.ts'

export type SeriesRow = typeof postSeries.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(postSeries.workspaceId, workspaceId), eq(postSeries.id, id))

export const insert = (db: Db, row: typeof postSeries.$inferInsert) => db.insert(postSeries).values(row)

export const insertAccounts = (db: Db, rows: readonly (typeof postSeriesAccounts.$inferInsert)[]) =>
  db.insert(postSeriesAccounts).values([...rows])

/** Locks a series to the end of the transaction. Everything that makes or changes occurrences holds their series. */
export const lock = (db: Db, key: One) => db.select().from(postSeries).where(one(key)).for('update')

export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(postSeries)
    .where(and(eq(postSeries.workspaceId, workspaceId), inArray(postSeries.id, [...ids])))

/** Finds the series of an occurrence that has not been made, by the part that their ids share. */
export const byTail = (db: Db, { workspaceId, tail }: { workspaceId: string; tail: string }) =>
  db
    .select()
    .from(postSeries)
    .where(and(eq(postSeries.workspaceId, workspaceId), sql`right(${postSeries.id}::text, 22) = ${tail}`))

interface SeriesFilter {
  workspaceId: string
  status: SeriesStatus | undefined
  /** Words of the text. */
  q: string | undefined
  before: Position | null
  limit: number
}

export function list(db: Db, { workspaceId, status, q, before, limit }: SeriesFilter) {
  const { id, createdAt: at, text } = postSeries
  const where = and(
    eq(postSeries.workspaceId, workspaceId),
    status ? eq(postSeries.status, status) : undefined,
    keyset.before(at, id, before),
  )
  const page = (q: string) =>
    searched({
      table: postSeries,
      id,
      at,
      where,
      holds: holdsAll(q, text),
      found: sql`select id from match_series(${q})`,
      limit: limit + 1,
    })
  return db
    .select()
    .from(postSeries)
    .where(
      q === undefined
        ? where
        : and(eq(postSeries.workspaceId, workspaceId), sql`${id} = any(array${page(q)})`),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit + 1)
}

/** Lists series with occurrences before a time that have not been made; not those of paused series, which will not come. */
export const upcoming = (db: Db, { workspaceId, to }: { workspaceId: string; to: Date }) =>
  db
    .select()
    .from(postSeries)
    .where(
      and(
        eq(postSeries.workspaceId, workspaceId),
        eq(postSeries.status, 'active'),
        lt(postSeries.nextAt, to),
      ),
    )

/** Lists drafts and series that await approval, with occurrences before a time. A team has few of them at once. */
export const unapproved = (db: Db, { workspaceId, to }: { workspaceId: string; to: Date }) =>
  db
    .select()
    .from(postSeries)
    .where(
      and(
        eq(postSeries.workspaceId, workspaceId),
        inArray(postSeries.status, ['draft', 'awaiting_approval']),
        lt(postSeries.nextAt, to),
      ),
    )

export const accountsOf = (
  db: Db,
  { workspaceId, seriesIds }: { workspaceId: string; seriesIds: readonly string[] },
) =>
  db
    .select({
      id: postSeriesAccounts.id,
      seriesId: postSeriesAccounts.seriesId,
      accountId: postSeriesAccounts.accountId,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
    })
    .from(postSeriesAccounts)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, postSeriesAccounts.workspaceId),
        eq(socialAccounts.id, postSeriesAccounts.accountId),
      ),
    )
    .where(
      and(
        eq(postSeriesAccounts.workspaceId, workspaceId),
        inArray(postSeriesAccounts.seriesId, [...seriesIds]),
      ),
    )
    .orderBy(postSeriesAccounts.id)
export type SeriesAccountRow = Awaited<ReturnType<typeof accountsOf>>[number]

/** Lists series of all workspaces whose occurrences are to be made, the soonest first. */
export const toMake = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db
    .select({ workspaceId: postSeries.workspaceId, id: postSeries.id })
    .from(postSeries)
    .where(and(eq(postSeries.status, 'active'), isNotNull(postSeries.nextAt), lte(postSeries.nextAt, before)))
    .orderBy(asc(postSeries.nextAt))
    .limit(limit)

/** Locks one series to make its occurrences; skips one that is locked, as it is being made elsewhere. */
export const lockToMake = (db: Db, { workspaceId, id, before }: One & { before: Date }) =>
  db
    .select()
    .from(postSeries)
    .where(and(one({ workspaceId, id }), eq(postSeries.status, 'active'), lte(postSeries.nextAt, before)))
    .for('update', { skipLocked: true })

export const update = (
  db: Db,
  { workspaceId, id, ...change }: One & Partial<typeof postSeries.$inferInsert>,
) => db.update(postSeries).set(change).where(one({ workspaceId, id })).returning()

export const remove = (db: Db, key: One) => db.delete(postSeries).where(one(key))
