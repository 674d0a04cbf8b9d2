import { describe, expect, it } from 'vitest'
import { appearanceValuesSchema } from '../../schemas.ts'
import { pictureAsked } from './asked.ts'

const look = appearanceValuesSchema.parse({
  ...Object.fromEntries(Object.keys(appearanceValuesSchema.shape).map((name) => [name, null])),
  faceConsistencyMethod: 'ip-adapter',
  baseModel: 'x',
  preferredColors: [],
  styleKeywords: [],
  ageRange: '25-30',
  hairColor: 'red',
})
const wish = { prompt: 'Mira in a café', negativePrompt: undefined, withFace: false }
const plain = { contentTone: null, communicationStyle: null }

describe('what a provider of pictures is asked', () => {
  it('is the wish, then the looks', () =>
    expect(pictureAsked(wish, look, plain)).toBe('Mira in a café, 25-30 years old, red hair'))

  it('has the mood of the personality, and what is to be left out, of the character and of the wish', () =>
    expect(
      pictureAsked(
        { ...wish, negativePrompt: 'crowds', withFace: true },
        { ...look, negativePrompt: 'text' },
        { contentTone: 'positive', communicationStyle: 'sassy' },
      ),
    ).toBe(
      'Mira in a café, 25-30 years old, red hair. mood: positive, sassy. the face is that of the picture that comes along. without: text, crowds',
    ))
})
