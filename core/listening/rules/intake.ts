import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import {
  type ListeningItem,
  listeningItemSchema,
  type Polarity,
  type Sentiment,
  type SentimentLanguage,
  sentimentLanguageSchema,
} from '../schemas.ts'
import { hashtagOf, hashtagsIn } from './hashtags.ts'
import type { Subject } from './query/match.ts'
import { polarityOf, sentimentOf } from './sentiment/sentiment.ts'

/** An item with what Chorus finds out about it by itself. */
export interface Heard extends Subject {
  item: ListeningItem
  /** `mastodon_123456` */
  key: string
  sentiment: Sentiment
  polarity: Polarity
}

export function hear(item: ListeningItem): Heard {
  const { text, platform, author = null } = item
  const language = item.language?.toLowerCase() ?? spoken(text)
  const given = (item.hashtags ?? []).flatMap((name) => hashtagOf(name) ?? [])
  const sentiment = sentimentOf(text, sentimentLanguage(language))
  return {
    item,
    key: `${platform}_${item.externalId}`,
    text,
    platform,
    author: author?.replace(/^@+/, '') ?? null,
    language,
    hashtags: [...new Set([...hashtagsIn(text), ...given])],
    sentiment,
    polarity: polarityOf(sentiment.score),
  }
}

/** A short text that does not tell its language is left without one. */
const spoken = (text: string): SentimentLanguage | null => {
  const found = detectLanguage(text)
  return found === 'simple' ? null : found
}

/** Without a language, English is tried: most short posts that do not tell are. */
function sentimentLanguage(language: string | null): SentimentLanguage | null {
  if (language === null) return 'en'
  return sentimentLanguageSchema.safeParse(language.split('-')[0]).data ?? null
}

export type ReadItem = { line: number; item: ListeningItem } | { line: number; errors: string[] }

/** Checks items one by one. The same post twice is a fault of the second. */
export function readItems(items: readonly unknown[]): ReadItem[] {
  const lineOf = new Map<string, number>()
  return items.map((value, n) => {
    const line = n + 1
    const read = checked(listeningItemSchema, value)
    if (!('data' in read)) return { line, errors: read.errors.map(({ message }) => message) }
    const key = `${read.data.platform}_${read.data.externalId}`
    const earlier = lineOf.get(key)
    if (earlier !== undefined) return { line, errors: [`The same post stands on line ${earlier} already.`] }
    lineOf.set(key, line)
    return { line, item: read.data }
  })
}
