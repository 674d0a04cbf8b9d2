/** A repeatable generator: the same seed gives the same run. */
export interface Random {
  /** Returns a number in [0, 1). */
  next(): number
  /** Returns a whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  /** Returns true with this probability. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** Returns the items in another order. */
  shuffled<T>(items: readonly T[]): T[]
  /** Returns a generator of its own, so that the draws of one part do not change those of another. */
  fork(): Random
}

/** sfc32 by Chris Doty-Humphrey: 128 bits of state, passes PractRand. Not for secrets. */
export function seeded(seed: number): Random {
  let a = seed >>> 0
  let b = (seed / 2 ** 32) >>> 0
  let c = 0x9e3779b9
  let counter = 1
  const bits = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  // Seeds that differ in a bit begin alike: drop the first draws.
  for (let i = 0; i < 15; i++) bits()
  const next = () => bits() / 2 ** 32
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (from) => {
      const item = from[int(0, from.length - 1)]
      if (item === undefined) throw new Error('Nothing to pick from.')
      return item
    },
    shuffled: (items) => {
      const order = items.map((item) => ({ item, at: next() }))
      return order.sort((x, y) => x.at - y.at).map(({ item }) => item)
    },
    fork: () => seeded(bits() * 2 ** 21 + (bits() >>> 11)),
  }
}

/**
 * Returns the seed of a run: CHORUS_CHAOS_SEED replays one; otherwise it is `usual`, or a new one when there is none.
 * Always printed.
 */
export function seedOf(what: string, usual?: number): number {
  const given = process.env.CHORUS_CHAOS_SEED
  const seed = given ? Number(given) : (usual ?? Math.floor(Math.random() * 2 ** 32))
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new Error(`CHORUS_CHAOS_SEED is no whole number: ${given}`)
  console.warn(`${what}: CHORUS_CHAOS_SEED=${seed}`)
  return seed
}
