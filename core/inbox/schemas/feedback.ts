import * as z from 'zod'
import { instantSchema } from '#core/lib/kernel/schemas.ts'

export const feedbackVerdictSchema = z
  .enum(['right', 'wrong', 'better'])
  .describe('better: wrong, and with what should have been answered.')
export type FeedbackVerdict = z.infer<typeof feedbackVerdictSchema>

export const BETTER_ANSWER_MAX = 4000

export const giveFeedbackSchema = z
  .strictObject({
    verdict: feedbackVerdictSchema,
    betterAnswer: z
      .string()
      .trim()
      .min(1)
      .max(BETTER_ANSWER_MAX)
      .optional()
      .describe('Only with `better`: what should have been answered.'),
  })
  .refine(({ verdict, betterAnswer }) => (verdict === 'better') === (betterAnswer !== undefined), {
    path: ['betterAnswer'],
    message: 'Write the better answer with “better”, and with nothing else.',
  })
  .meta({ id: 'GiveFeedback' })
export type GiveFeedback = z.infer<typeof giveFeedbackSchema>

/** A person's judgement of a decision. */
export const feedbackSchema = z
  .object({
    verdict: feedbackVerdictSchema,
    betterAnswer: z.string().nullable(),
    by: z.string().nullable().describe('Who said so last; null for an API key, and for who is gone.'),
    at: instantSchema,
  })
  .meta({ id: 'Feedback' })
export type Feedback = z.infer<typeof feedbackSchema>
