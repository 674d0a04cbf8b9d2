import * as z from 'zod'

export const sentimentLanguageSchema = z.enum(['en', 'fr', 'es'])
export type SentimentLanguage = z.infer<typeof sentimentLanguageSchema>
export const polaritySchema = z.enum(['positive', 'neutral', 'negative'])
export type Polarity = z.infer<typeof polaritySchema>

/** How a text feels: from −1 to 1, and the words by which it was judged, the weightiest first. */
export const sentimentSchema = z
  .object({
    score: z.number().min(-1).max(1),
    reasons: z.array(z.object({ text: z.string(), weight: z.number() })),
  })
  .meta({ id: 'Sentiment' })
export type Sentiment = z.infer<typeof sentimentSchema>
