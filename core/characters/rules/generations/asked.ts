import type { AppearanceValues, PersonalityValues } from '../../schemas.ts'
import { assemblePrompt } from '../appearance.ts'

interface Wish {
  prompt: string
  negativePrompt: string | undefined
  /** True where a picture of the face goes along. */
  withFace: boolean
}

/**
 * Writes what a provider is asked for a picture of a character: what is wished, its looks in their order, the mood of its personality, and
 * what is to be left out, which providers here know no field for.
 */
export function pictureAsked(
  { prompt, negativePrompt, withFace }: Wish,
  look: AppearanceValues,
  { contentTone, communicationStyle }: Pick<PersonalityValues, 'contentTone' | 'communicationStyle'>,
): string {
  const without = [look.negativePrompt, negativePrompt].filter(Boolean).join(', ')
  const mood = [contentTone, communicationStyle].filter(Boolean).join(', ')
  return [
    assemblePrompt(look, prompt).prompt,
    mood && `mood: ${mood}`,
    withFace && 'the face is that of the picture that comes along',
    without && `without: ${without}`,
  ]
    .filter(Boolean)
    .join('. ')
}
