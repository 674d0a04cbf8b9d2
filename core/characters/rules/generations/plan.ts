import { unwritable } from '#readers/card/writable.ts'
import { CARD_MAX, type Engine, type JobType } from '../../schemas.ts'

/** Explains why a job cannot be done here, and what to do instead; null where it can. */
export function jobProblem(jobType: JobType, prompt: string, engine: Engine): string | null {
  if (jobType === 'video')
    return 'No provider of videos is set up. Make the video elsewhere, and add it under Media.'
  if (engine !== 'card') return null
  if (prompt.length > CARD_MAX) return `A card holds at most ${CARD_MAX} characters. Write less.`
  const missing = unwritable(prompt)
  return missing === null ? null : `The font of cards has no “${missing}”. Write the card in other letters.`
}

/** Returns what makes a job of this type. Without a provider of pictures an image becomes a card. */
export const engineOf = (jobType: JobType, hasImages: boolean): Engine =>
  jobType === 'text' ? 'model' : jobType === 'image' && hasImages ? 'provider' : 'card'

/** The line below a card, which says that it is one. */
export const footerOf = (name: string, language: 'en' | 'fr'): string =>
  language === 'fr' ? `Carte de citation · ${name}, personnage IA` : `Quote card · ${name}, an AI character`

const FIRST_RETRY_MS = 30_000

/** Returns the wait before another try, after so many: 30 s, doubling. */
export const retryMs = (attempts: number): number => FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1)

/** Act of a worker that takes an item up. */
export type Course = 'make' | 'look' | 'give_up'

/**
 * Decides how an item goes on that a worker has taken. What was asked and paid is looked for before all else; an item whose workers died too
 * often is given up, unless its answer may be there.
 */
export const courseOf = ({
  attempts,
  askedAt,
  maxRetries,
}: {
  /** This one included. */
  attempts: number
  askedAt: Date | null
  maxRetries: number
}): Course => (askedAt !== null ? 'look' : attempts > maxRetries + 1 ? 'give_up' : 'make')
