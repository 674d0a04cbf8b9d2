import { bandOf, type PersonalityValues, TRAITS, type Trait } from '../schemas.ts'

/** What each trait asks of a model, and how far it moves the temperature from its lowest to its highest value (docs/characters.md). */
const EFFECTS: Readonly<Record<Trait, { low: string; high: string; temperature: number }>> = {
  extroversion: {
    low: 'Be reserved: few words, no exclamation marks, no call to the reader.',
    high: 'Be outgoing: address the reader, and end with a question to them.',
    temperature: 0,
  },
  creativity: {
    low: 'Say it plainly and in order, without images.',
    high: 'Use an image or an unexpected angle, and short lines.',
    temperature: 0.3,
  },
  humor: {
    low: 'Stay serious: no jokes, no emoji.',
    high: 'Be playful: a light joke or an emoji, never at anybody’s expense.',
    temperature: 0.1,
  },
  professionalism: {
    low: 'Speak casually, as to a friend.',
    high: 'Speak formally: whole words, no slang, no exclamation marks.',
    temperature: -0.2,
  },
  authenticity: {
    low: 'Keep a polished distance: nothing of yourself.',
    high: 'Speak openly and in the first person, without varnish.',
    temperature: 0,
  },
}

const round = (value: number) => Math.round(value * 100) / 100

/** Returns the temperature that a model is asked with, 0–1: the stored one, moved by the traits. */
export const effectiveTemperature = (personality: PersonalityValues): number =>
  round(
    Math.min(
      1,
      Math.max(
        0,
        TRAITS.reduce(
          (sum, trait) => sum + (personality[trait] - 0.5) * EFFECTS[trait].temperature,
          personality.temperature,
        ),
      ),
    ),
  )

export interface Speaker {
  name: string
  bio: string
  location: string | null
  interests: readonly string[]
}

/** Returns what a model is told of a character: who speaks, its traits with their strength, its style, and the team's own words. */
export function personalityPrompt(
  { name, bio, location, interests }: Speaker,
  personality: PersonalityValues,
): string {
  const { communicationStyle, preferredTopics, contentTone, llmPersonalityPrompt } = personality
  const traits = TRAITS.map((trait) => {
    const band = bandOf(personality[trait])
    const asked = band === 'middle' ? 'Neither more nor less than usual.' : EFFECTS[trait][band]
    return `- ${trait} ${Math.round(personality[trait] * 100)} %: ${asked}`
  })
  return [
    `You speak as ${name}, an AI character. Never claim to be a person.`,
    bio === '' ? '' : `About ${name}: ${bio}`,
    location === null ? '' : `${name} is at home in ${location}.`,
    interests.length === 0 ? '' : `Interests: ${interests.join(', ')}.`,
    'Traits:',
    ...traits,
    communicationStyle === null ? '' : `Style: ${communicationStyle}.`,
    contentTone === null ? '' : `Tone: ${contentTone}.`,
    preferredTopics.length === 0
      ? ''
      : `Topics that ${name} likes to speak about: ${preferredTopics.join(', ')}.`,
    llmPersonalityPrompt ?? '',
  ]
    .filter((line) => line !== '')
    .join('\n')
}
