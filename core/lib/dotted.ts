import { and, eq, like, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

/** Dotted names, such as `member.change_role`: one as it stands, or all that begin with a prefix that ends in a dot. */
export function named(name: AnyPgColumn, area: AnyPgColumn, wanted: string): SQL | undefined {
  if (!wanted.endsWith('.')) return eq(name, wanted)
  // An index leads to the names of one area; only a longer prefix leaves some of them out.
  const first = wanted.slice(0, wanted.indexOf('.'))
  return and(
    eq(area, first),
    wanted === `${first}.` ? undefined : like(name, `${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`),
  )
}
