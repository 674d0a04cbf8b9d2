interface Placed {
  id: string
  position: number
}

/**
 * Makes room at a position: whatever stands there moves on by one, and pushes what stands next to it.
 * @returns the rules that move, with their new positions
 */
export function makeRoom(rules: readonly Placed[], position: number): Placed[] {
  const moved: Placed[] = []
  let taken = position
  for (const rule of rules.toSorted((a, b) => a.position - b.position)) {
    if (rule.position < position) continue
    if (rule.position > taken) break
    taken = rule.position + 1
    moved.push({ id: rule.id, position: taken })
  }
  return moved
}

/**
 * Puts the rules into an order, at the positions that they have.
 * @returns the rules that move; null if the ids are not exactly those of the rules
 */
export function inOrder(rules: readonly Placed[], ids: readonly string[]): Placed[] | null {
  const known = new Map(rules.map(({ id, position }) => [id, position]))
  if (new Set(ids).size !== ids.length || ids.length !== known.size) return null
  if (!ids.every((id) => known.has(id))) return null
  const places = [...known.values()].toSorted((a, b) => a - b)
  return ids.flatMap((id, n) => {
    const position = places[n]
    return position === undefined || position === known.get(id) ? [] : [{ id, position }]
  })
}
