import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import { counter, hashed, toUnit } from '#core/lib/text/hashed.ts'
import { isStopword } from '#core/lib/text/stopwords.ts'
import { fold } from '#core/lib/text/text.ts'

/** Names the way in which signatures are made. Signatures of two ways are never compared. */
export const SIGNATURE = 'style-1'

const TOKEN = /\p{Extended_Pictographic}|[\p{L}\p{N}]+(?:['’]\p{L}+)?|\n+|[^\s\p{L}\p{N}]/gu
/** Letters of a word’s ending that count. */
const ENDING = 3
/** Lengths of sentences count in steps of so many words and signs, up to the longest step. */
const STEP = 7
const LONGEST = 6
/** What a word itself counts beside its disguise: a vocabulary is a part of a style, and tells of the subject too. */
const WORD = 0.5

/**
 * Makes the signature of a text: a unit vector of how it is written, and as little as possible of what it is about. Function words and
 * punctuation count as they are, alone and in pairs; of other words the shape and the ending count most (“text distortion”,
 * Stamatatos 2017).
 */
export function signatureOf(text: string): number[] {
  const { counts, add } = counter()
  let previous = '¶'
  let inSentence = 0
  for (const [token] of text.matchAll(TOKEN)) {
    const sign = disguise(token)
    add(`1 ${sign}`, 1)
    add(`2 ${previous} ${sign}`, 1)
    if (/^\p{L}/u.test(token)) add(`w ${fold(token)}`, WORD)
    previous = sign
    inSentence += 1
    if (/^[.!?…\n]/.test(token)) {
      add(`length ${Math.min(LONGEST, Math.floor(inSentence / STEP))}`, 1)
      inSentence = 0
    }
  }
  if (counts.size === 0) add('nothing', 1)
  return hashed(counts)
}

/** Returns a token without its subject: function words, punctuation and emoji stay; of other words the shape and the ending. */
function disguise(token: string): string {
  if (token.startsWith('\n')) return token.length > 1 ? '¶¶' : '¶'
  if (/^\p{N}/u.test(token)) return '0'
  if (!/^\p{L}/u.test(token)) return token
  const folded = fold(token)
  if (isStopword(folded) || isStopword(folded.split("'")[0] ?? '')) return folded
  return `${/^\p{Lu}/u.test(token) ? 'A' : 'a'}${folded.length > ENDING + 1 ? folded.slice(-ENDING) : folded}`
}

/** Returns the signature of an author: what the signatures of their posts have in common. */
export function commonSignature(texts: readonly string[]): number[] {
  const sum = new Float64Array(EMBEDDING_DIMENSIONS)
  for (const text of texts)
    signatureOf(text).forEach((value, at) => {
      sum[at] = (sum[at] ?? 0) + value
    })
  return toUnit(sum)
}
