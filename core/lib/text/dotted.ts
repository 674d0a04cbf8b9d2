import { and, eq, like, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

/**
 * Returns the condition for a dotted name such as `member.change_role`, or, if `wanted` ends in a dot, for all names with
 * that prefix.
 */
export function named(name: AnyPgColumn, area: AnyPgColumn, wanted: string): SQL | undefined {
  if (!wanted.endsWith('.')) return eq(name, wanted)
  // An index finds the names of one area; only a longer prefix needs to filter them.
  const first = wanted.slice(0, wanted.indexOf('.'))
  return and(
    eq(area, first),
    wanted === `${first}.` ? undefined : like(name, `${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`),
  )
}
