import { EMBEDDING_DIMENSIONS } from '#core/lib/ai.ts'
import { stem } from '#core/lib/stem.ts'
import { isStopword } from '#core/lib/stopwords.ts'
import { words } from '#core/lib/text.ts'
import { hasConcept, termOf, weightOf } from './vocabulary.ts'

/**
 * Weights of one occurrence by kind of feature. The grams of a word share one weight, so that a long word does not
 * outweigh a short one.
 */
const STEM = 1
const CONCEPT = 1.4
/** The consonants in order, since most typing errors are in vowels. */
const SKELETON = 0.85
const BIGRAM = 0.45
const GRAMS_PER_WORD = 1.3
const STOPWORD = 0.12
const TALK = 0.4

/**
 * Embeds a text as a unit vector of hashed lexical features: stems, concepts, neighbouring pairs, consonants, and
 * the 3- to 5-grams of each word, which keep a misspelt word near. Each feature is added to two places with a sign
 * each (signed feature hashing, Weinberger et al. 2009: collisions cancel out on average); repetition counts by
 * 1 + ln(n). Depends on the text alone. A text without words gives a fixed unit vector that is near to nothing else.
 */
export function embedLexically(text: string): number[] {
  const counts = new Map<string, { n: number; weight: number }>()
  const add = (feature: string, weight: number) => {
    const seen = counts.get(feature)
    if (seen) seen.n += 1
    else counts.set(feature, { n: 1, weight })
  }
  let previous = ''
  for (const word of words(text)) {
    const root = stem(word)
    const share = isStopword(word) ? STOPWORD : weightOf(word) < 1 ? TALK : 1
    add(`w ${root}`, STEM * share)
    if (hasConcept(word)) add(`c ${termOf(word)}`, CONCEPT * share)
    if (previous !== '') add(`b ${previous} ${root}`, BIGRAM * Math.max(share, STOPWORD * 2))
    previous = root
    if (share === STOPWORD) continue
    addGrams(word, share, add)
    const skeleton = (word[0] ?? '') + word.slice(1).replace(/[aeiouy]/g, '')
    if (skeleton.length >= 3) add(`k ${skeleton}`, SKELETON * share)
  }
  if (counts.size === 0) add('nothing', 1)
  return hashed(counts)
}

function addGrams(word: string, share: number, add: (feature: string, weight: number) => void): void {
  const padded = `<${word.slice(0, 24)}>`
  const grams: string[] = []
  for (let size = 3; size <= 5; size++) {
    for (let at = 0; at + size <= padded.length; at++) grams.push(padded.slice(at, at + size))
  }
  const weight = (GRAMS_PER_WORD * share) / Math.sqrt(Math.max(1, grams.length))
  for (const gram of grams) add(`g ${gram}`, weight)
}

function hashed(counts: ReadonlyMap<string, { n: number; weight: number }>): number[] {
  const vector = new Float64Array(EMBEDDING_DIMENSIONS)
  for (const [feature, { n, weight }] of counts) {
    const value = weight * (1 + Math.log(n))
    for (const seed of [0x811c9dc5, 0x9e3779b9]) {
      const hash = fnv1a(feature, seed)
      const place = (hash >>> 1) % EMBEDDING_DIMENSIONS
      vector[place] = (vector[place] ?? 0) + (hash & 1 ? value : -value)
    }
  }
  const length = Math.hypot(...vector) || 1
  return Array.from(vector, (value) => value / length)
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
