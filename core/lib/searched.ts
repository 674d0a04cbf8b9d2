import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'

/** A list, the latest first, of which those are asked for that hold some words. */
export interface Search {
  table: PgTable
  id: AnyPgColumn
  /** What the list is sorted by. */
  at: AnyPgColumn
  /** Whatever else is asked, where the page begins included. */
  where: SQL | undefined
  /** Whether a row holds the words. */
  holds: SQL
  /** The ids of all rows that hold them, by an index: a query. */
  found: SQL
  limit: number
}

/** Whether a text holds all words. One that is ASCII alone is looked through for the longest of them first: that costs a tenth. */
export const holdsAll = (q: string, text: SQL | AnyPgColumn): SQL =>
  sql`(octet_length(${text}) <> length(${text}) or strpos(lower(${text}), chorus_needle(${q})) > 0) and chorus_words(${text}) @@ chorus_query(${q})`

/** So many of the latest rows tell whether the words are common, and so many are looked at if they are. */
const PROBED = 50
const COMMON = 3
const WALKED = 1000

/**
 * The ids of the first `limit` rows that hold the words. An index of words knows no order: to find all 100,000 rows that hold
 * a common word, and to sort them, costs what it costs to read them. So a common word is looked for along the list; a rare
 * one, and one that turns out to be so, by the index. Which of the two it is changes nothing of the answer.
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
