import { type Line, linesOfFile } from '#core/bank/rules/import.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import { type ListeningItem, listeningItemSchema } from '../schemas/posts.ts'
import {
  type Polarity,
  type Sentiment,
  type SentimentLanguage,
  sentimentLanguageSchema,
} from '../schemas/sentiment.ts'
import { hashtagOf, hashtagsIn } from './hashtags.ts'
import type { Subject } from './query/match.ts'
import { polarityOf, sentimentOf } from './sentiment/sentiment.ts'

/** An item with what Chorus finds out about it by itself. */
export interface Heard extends Subject {
  item: ListeningItem
  /** `reddit_123456` */
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
export function sentimentLanguage(language: string | null): SentimentLanguage | null {
  if (language === null) return 'en'
  return sentimentLanguageSchema.safeParse(language.split('-')[0]).data ?? null
}

/** The score of a post whose feeling a person has corrected: as much as a few plain words say. */
export const correctedScore = (polarity: Polarity): number =>
  ({ positive: 0.5, neutral: 0, negative: -0.5 })[polarity]

/** Judges a post again by what a person said of it. */
export const corrected = (post: Heard, polarity: Polarity | null): Heard =>
  polarity === null
    ? post
    : { ...post, polarity, sentiment: { ...post.sentiment, score: correctedScore(polarity) } }

export type ReadItem = { line: number; item: ListeningItem } | { line: number; errors: string[] }

/** Reads the text of a CSV or JSON file into items. @throws invalid for what is no such file, or holds too many */
export const itemsOfFile = (text: string): Line[] =>
  linesOfFile(text, COLUMNS).map(({ line, value }) => ({ line, value: withHashtags(value) }))

const COLUMNS = ['platform', 'externalId', 'author', 'text', 'postedAt', 'url', 'language', 'hashtags']

/** Splits hashtags that stand in one cell. */
function withHashtags(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('hashtags' in value)) return value
  const { hashtags } = value
  return typeof hashtags === 'string'
    ? { ...value, hashtags: hashtags.split(/[\s,;]+/).filter(Boolean) }
    : value
}

/** Checks items one by one. The same post twice is a fault of the second. */
export function readItems(items: readonly Line[]): ReadItem[] {
  const lineOf = new Map<string, number>()
  return items.map(({ line, value }) => {
    const read = checked(listeningItemSchema, value)
    if (!('data' in read)) return { line, errors: read.errors.map(({ message }) => message) }
    const key = `${read.data.platform}_${read.data.externalId}`
    const earlier = lineOf.get(key)
    if (earlier !== undefined) return { line, errors: [`The same post stands on line ${earlier} already.`] }
    lineOf.set(key, line)
    return { line, item: read.data }
  })
}
