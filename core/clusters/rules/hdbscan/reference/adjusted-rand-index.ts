/** Returns how far two labellings make the same groups, noise being one: 1 where they are equal, about 0 by chance. */
export function adjustedRandIndex(a: readonly number[], b: readonly number[]): number {
  const both = pairsWithin(a.map((label, at) => `${label}/${b[at]}`))
  const ofA = pairsWithin(a)
  const ofB = pairsWithin(b)
  const byChance = (ofA * ofB) / pairs(a.length)
  const most = (ofA + ofB) / 2
  return most === byChance ? 1 : (both - byChance) / (most - byChance)
}

const pairs = (count: number) => (count * (count - 1)) / 2

function pairsWithin(labels: readonly (number | string)[]): number {
  const counts = new Map<number | string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0)
}
