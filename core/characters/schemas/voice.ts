import * as z from 'zod'
import type { Task } from '#core/lib/kernel/ai.ts'

/** What models are asked in a character's voice. */

const TEXT_MAX = 5000

/** From here on a trait is low or high; between the two it asks for nothing. */
const LOW = 0.35
const HIGH = 0.65

export type Band = 'low' | 'middle' | 'high'
export const bandOf = (value: number): Band => (value <= LOW ? 'low' : value >= HIGH ? 'high' : 'middle')

export const voiceInputSchema = z.object({
  text: z.string(),
  /** The language of the text, which stays. */
  language: z.enum(['en', 'fr']),
  /** The instructions of the character's personality. */
  instructions: z.string(),
  traits: z.object({
    extroversion: z.number(),
    creativity: z.number(),
    humor: z.number(),
    professionalism: z.number(),
    authenticity: z.number(),
  }),
})
export type VoiceInput = z.infer<typeof voiceInputSchema>
export const voiceOutputSchema = z
  .object({
    text: z
      .string()
      .min(1)
      .max(2 * TEXT_MAX),
  })
  .meta({ id: 'VoiceOutput' })
export type VoiceOutput = z.infer<typeof voiceOutputSchema>

/** Has a text said as a character would say it. */
export const voiceTask = {
  name: 'characters.voice',
  credits: 1,
  input: voiceInputSchema,
  output: voiceOutputSchema,
} satisfies Task<VoiceInput, VoiceOutput>

export const tryVoiceSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(TEXT_MAX),
    traits: voiceInputSchema.shape.traits
      .partial()
      .optional()
      .describe('Traits to try in place of the stored ones.'),
  })
  .meta({ id: 'TryVoice' })
export type TryVoice = z.infer<typeof tryVoiceSchema>

const said = z.object({
  text: z.string(),
  prompt: z.string().describe('What the model was told of the character.'),
  temperature: z.number(),
})
export const triedVoiceSchema = z
  .object({
    stored: said.describe('As the character speaks now.'),
    tried: said.nullable().describe('With the traits that were tried; null without any.'),
    model: z.string(),
  })
  .meta({ id: 'TriedVoice' })
export type TriedVoice = z.infer<typeof triedVoiceSchema>
