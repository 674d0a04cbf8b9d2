import { EMBEDDING_DIMENSIONS } from '../kernel/ai.ts'

/** How often a feature of a text occurs, and what one occurrence weighs. */
export interface Feature {
  n: number
  weight: number
}

/** Counts features of a text. */
export function counter(): { counts: Map<string, Feature>; add(feature: string, weight: number): void } {
  const counts = new Map<string, Feature>()
  return {
    counts,
    add(feature, weight) {
      const seen = counts.get(feature)
      if (seen) seen.n += 1
      else counts.set(feature, { n: 1, weight })
    },
  }
}

/**
 * Makes a unit vector of counted features. Each is added to two places with a sign each (signed feature hashing, Weinberger et al. 2009:
 * collisions cancel out on average); repetition counts by 1 + ln(n).
 */
export function hashed(counts: ReadonlyMap<string, Feature>): number[] {
  const vector = new Float64Array(EMBEDDING_DIMENSIONS)
  for (const [feature, { n, weight }] of counts) {
    const value = weight * (1 + Math.log(n))
    for (const seed of [0x811c9dc5, 0x9e3779b9]) {
      const hash = fnv1a(feature, seed)
      const place = (hash >>> 1) % EMBEDDING_DIMENSIONS
      vector[place] = (vector[place] ?? 0) + (hash & 1 ? value : -value)
    }
  }
  return toUnit(vector)
}

/** Scales a vector to length 1; a vector of zeros stays as it is. */
export function toUnit(vector: ArrayLike<number>): number[] {
  const values = Array.from(vector)
  const length = Math.hypot(...values) || 1
  return values.map((value) => value / length)
}

/**
 * Hashes by 32-bit FNV-1a with the finisher of MurmurHash3, which mixes the low bits that give the place and the
 * sign.
 */
function fnv1a(text: string, seed: number): number {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Returns the cosine of two unit vectors: 1 for the same text, about 0 for unrelated ones. */
export function similarity(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
