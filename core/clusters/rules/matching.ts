/**
 * Finds which group of an earlier run each new group continues, so that it keeps its id: one that shares more than half of what both
 * knew of either. Pairs that share most come first; no group continues two, and none is continued twice.
 * `earlier`: the group of each text then; `now`: the group of each text now, from 0; texts of no group are left out of both.
 * Returns the id of the earlier group for each new one; null for one that is new.
 */
export function matchGroups(
  earlier: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, number>,
  groups: number,
): (string | null)[] {
  const shared = new Map<string, Map<number, number>>()
  const known = new Array<number>(groups).fill(0)
  for (const [text, group] of now) {
    const id = earlier.get(text)
    if (id === undefined) continue
    known[group] = (known[group] ?? 0) + 1
    const counts = shared.get(id) ?? new Map<number, number>()
    shared.set(id, counts.set(group, (counts.get(group) ?? 0) + 1))
  }
  const pairs = [...shared].flatMap(([id, counts]) => {
    const still = [...counts.values()].reduce((sum, count) => sum + count, 0)
    return [...counts].flatMap(([group, count]) =>
      2 * count > Math.min(still, known[group] ?? 0) ? [{ id, group, count }] : [],
    )
  })
  pairs.sort((a, b) => b.count - a.count || a.group - b.group || (a.id < b.id ? -1 : 1))
  const matched = new Array<string | null>(groups).fill(null)
  const taken = new Set<string>()
  for (const { id, group } of pairs) {
    if (matched[group] !== null || taken.has(id)) continue
    matched[group] = id
    taken.add(id)
  }
  return matched
}
