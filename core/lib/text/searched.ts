import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'

/** A word search in a list that is sorted latest first. */
export interface Search {
  table: PgTable
  id: AnyPgColumn
  /** The column that the list is sorted by. */
  at: AnyPgColumn
  /** All other conditions, including the position where the page begins. */
  where: SQL | undefined
  /** The condition that a row contains the words. */
  holds: SQL
  /** A query for the ids of all rows that contain them, by an index. */
  found: SQL
  limit: number
}

/**
 * Returns the condition that a text contains all words of `q`. An ASCII text is first searched for the longest of them, which
 * costs a tenth of the full test.
 */
export const holdsAll = (q: string, text: SQL | AnyPgColumn): SQL =>
  sql`(octet_length(${text}) <> length(${text}) or strpos(lower(${text}), chorus_needle(${q})) > 0) and chorus_words(${text}) @@ chorus_query(${q})`

/** The words count as common if `COMMON` of the `PROBED` latest rows contain them; then the `WALKED` latest rows are read. */
const PROBED = 50
const COMMON = 3
const WALKED = 1000

/**
 * Returns a query for the ids of the first `limit` rows that contain the words. A word index has no order: finding and sorting
 * all 100,000 rows that contain a common word costs as much as reading them. So common words are searched for along the list;
 * rare ones, and those for which the list yields too few rows, by the index. Both ways give the same answer.
 */
export function searched({ table, id, at, where, holds, found, limit }: Search): SQL {
  const latest = (rows: number) =>
    sql`(select ${id} as id, ${at} as at, ${holds} as holds from ${table} where ${where} order by ${at} desc, ${id} desc limit ${rows})`
  return sql`(
    with probed as materialized (select count(*) filter (where holds) as hits from ${latest(PROBED)} l),
    walked as materialized (
      select l.id from ${latest(WALKED)} l where l.holds and (select hits from probed) >= ${COMMON}
      order by l.at desc, l.id desc limit ${limit}),
    indexed as materialized (
      select ${id} as id from ${table} where ${where} and (select count(*) from walked) < ${limit} and ${id} = any(array(${found}))
      order by ${at} desc, ${id} desc limit ${limit})
    select id from walked where (select count(*) from walked) = ${limit} union all select id from indexed)`
}
