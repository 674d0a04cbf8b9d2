import { franc } from 'franc-min'
import { languageOfWords } from '#core/lib/text/stopwords.ts'
import { words } from '#core/lib/text/text.ts'
import type { Language } from '../schemas.ts'

const LETTERS_MIN = 3
/** From this many letters on, trigrams tell a language as well as function words do. */
const LETTERS_LONG = 60
/** Only the beginning of a long text is read, in characters. */
const READ_MAX = 2000
/** The three languages by their codes in ISO 639-3, which franc uses. */
const SUPPORTED: Record<string, Language> = { eng: 'en', fra: 'fr', spa: 'es' }

/**
 * Detects English, French or Spanish; `simple` for what is surely another language; null where a short text does not tell. A short text is
 * told by its function words, a long one by trigrams. franc takes a language that it does not know, such as Catalan, for a neighbour, but
 * the text then lacks that neighbour's function words.
 */
export function detectLanguage(text: string): Language | null {
  const beginning = text.slice(0, READ_MAX)
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0
  if (letters < LETTERS_MIN) return null
  const latin = beginning.match(/\p{sc=Latin}/gu)?.length ?? 0
  if (latin < letters / 2) return 'simple'
  const byWords = languageOfWords(words(beginning))
  if (letters < LETTERS_LONG) return byWords
  const byTrigrams = SUPPORTED[franc(beginning)] ?? 'simple'
  return byWords && byWords !== byTrigrams ? 'simple' : byTrigrams
}
