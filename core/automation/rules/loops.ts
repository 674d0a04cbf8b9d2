/** A rule that one character's posts set off, and whose posts are another's. */
export interface Feeding {
  id: string
  name: string
  /** The character whose posts set it off. */
  from: string
  /** The character to whose accounts it posts. */
  to: string
}

/** Finds the way on which a rule would set itself off: the names of the rules on it, this one first. Null where there is none. */
export function loopThrough(rule: Feeding, others: readonly Feeding[]): string[] | null {
  const ways: { at: string; names: string[] }[] = [{ at: rule.to, names: [rule.name] }]
  const seen = new Set<string>()
  for (let way = ways.shift(); way; way = ways.shift()) {
    const { at, names } = way
    if (at === rule.from) return names
    if (seen.has(at)) continue
    seen.add(at)
    for (const other of others)
      if (other.id !== rule.id && other.from === at)
        ways.push({ at: other.to, names: [...names, other.name] })
  }
  return null
}
