import { counter, hashed } from '#core/lib/text/hashed.ts'
import { stem } from '#core/lib/text/stem.ts'
import { isStopword } from '#core/lib/text/stopwords.ts'
import { words } from '#core/lib/text/text.ts'
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
 * the 3- to 5-grams of each word, which keep a misspelt word near. Depends on the text alone. A text without words gives
 * a fixed unit vector that is near to nothing else.
 */
export function embedLexically(text: string): number[] {
  const { counts, add } = counter()
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
