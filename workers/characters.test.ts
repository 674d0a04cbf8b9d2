import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offlineAi } from '#ai/offline.ts'
import { charactersVoice } from '#ai/prompts/characters.voice.ts'
import { assemblePrompt } from '#core/characters/rules/appearance.ts'
import { withDisclosure } from '#core/characters/rules/disclosure.ts'
import { effectiveTemperature, personalityPrompt } from '#core/characters/rules/traits.ts'
import {
  type AppearanceValues,
  type PersonalityValues,
  TRAITS,
  type Trait,
  voiceTask,
} from '#core/characters/schemas.ts'

const middling: PersonalityValues = {
  extroversion: 0.5,
  creativity: 0.5,
  humor: 0.5,
  professionalism: 0.5,
  authenticity: 0.5,
  communicationStyle: null,
  preferredTopics: [],
  contentTone: null,
  llmPersonalityPrompt: null,
  temperature: 0.7,
}
const mira = { name: 'Mira', bio: 'Roasts coffee.', location: 'Lyon', interests: ['markets'] }

const TEXTS = {
  en: 'We can’t wait! The doors open at eight 🎉. The first coffee is on the house. Bring a friend.',
  fr: 'Quelle joie ! Les portes ouvrent à huit heures 🎉. Le premier café est offert. Venez à deux.',
}
const say = async (language: 'en' | 'fr', change: Partial<Record<Trait, number>>) => {
  const as = { ...middling, ...change }
  const { output } = await offlineAi().generate(voiceTask, {
    text: TEXTS[language],
    language,
    instructions: personalityPrompt(mira, as),
    traits: as,
  })
  return output.text
}

describe('each trait', () => {
  it.each(TRAITS)('%s changes what a model is told, with its strength', (trait) => {
    const told = [0, 0.3, 0.5, 0.7, 1].map((value) =>
      personalityPrompt(mira, { ...middling, [trait]: value }),
    )
    expect(new Set(told).size).toBe(5)
    const { user, system } = charactersVoice.render({
      text: 'Hello.',
      language: 'en',
      instructions: told[4] ?? '',
      traits: middling,
    })
    expect(system).toContain(`${trait} 100 %`)
    expect(user).not.toContain(trait)
  })
  it.each(TRAITS.flatMap((trait) => [[trait, 'en'] as const, [trait, 'fr'] as const]))(
    '%s changes the text that comes out without a model (%s)',
    async (trait, language) => {
      expect(await say(language, { [trait]: 1 })).not.toBe(await say(language, {}))
    },
  )
  it.each([
    ['extroversion', 'en', 0, 'We can’t wait. The doors open at eight 🎉.'],
    [
      'professionalism',
      'en',
      1,
      'We cannot wait. The doors open at eight. The first coffee is on the house. Bring a friend.',
    ],
    [
      'humor',
      'fr',
      0,
      'Quelle joie ! Les portes ouvrent à huit heures. Le premier café est offert. Venez à deux.',
    ],
  ] as const)('%s has the effect that is documented (%s, %s)', async (trait, language, value, said) => {
    expect(await say(language, { [trait]: value })).toBe(said)
  })

  it('moves the temperature as the table says, and never out of 0–1', () => {
    expect(effectiveTemperature(middling)).toBe(0.7)
    expect(effectiveTemperature({ ...middling, creativity: 1 })).toBe(0.85)
    expect(effectiveTemperature({ ...middling, humor: 1 })).toBe(0.75)
    expect(effectiveTemperature({ ...middling, professionalism: 1 })).toBe(0.6)
    expect(effectiveTemperature({ ...middling, extroversion: 1, authenticity: 0 })).toBe(0.7)
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, share, share, (temperature, creativity, humor, professionalism) => {
        const found = effectiveTemperature({ ...middling, temperature, creativity, humor, professionalism })
        return found >= 0 && found <= 1
      }),
    )
  })

  it.each([
    ['communicationStyle', 'sassy'],
    ['contentTone', 'edgy'],
    ['llmPersonalityPrompt', 'Rhyme now and then.'],
  ] as const)('%s is told too', (column, value) => {
    expect(personalityPrompt(mira, { ...middling, [column]: value })).toContain(value)
  })
})

const bare: AppearanceValues = {
  faceReferenceImageUrl: null,
  faceReferenceImagePath: null,
  faceConsistencyMethod: 'ip-adapter',
  loraModelPath: null,
  hairColor: null,
  hairStyle: null,
  eyeColor: null,
  skinTone: null,
  bodyType: null,
  height: null,
  ageRange: null,
  clothingStyle: null,
  preferredColors: [],
  styleKeywords: [],
  baseModel: 'realistic-vision-v6',
  negativePrompt: null,
  defaultPromptPrefix: null,
  likenessRight: null,
}
const looks: Partial<AppearanceValues> = {
  defaultPromptPrefix: 'photo',
  ageRange: '25-30',
  bodyType: 'slim',
  height: '170 cm',
  skinTone: 'olive',
  hairColor: 'red',
  hairStyle: 'in a braid',
  eyeColor: 'green',
  clothingStyle: 'casual',
  preferredColors: ['blue', 'white'],
  styleKeywords: ['film grain'],
}

describe('the prompt of a picture', () => {
  it('has each column in the order of the table, what is asked for after the prefix', () => {
    expect(assemblePrompt({ ...bare, ...looks }, 'at a market').prompt).toBe(
      'photo, at a market, 25-30 years old, slim build, 170 cm tall, olive skin, red hair, hair worn in a braid, green eyes, casual clothes, colours: blue, white, style: film grain',
    )
    expect(assemblePrompt(bare, 'at a market')).toMatchObject({ prompt: 'at a market', negativePrompt: '' })
  })
  it.each(Object.entries(looks))('is another one for another %s', (column, value) => {
    const without = assemblePrompt({ ...bare, ...looks, [column]: bare[column as keyof AppearanceValues] })
    expect(without.prompt).not.toBe(assemblePrompt({ ...bare, ...looks, [column]: value }).prompt)
    expect(without.parts.map((part) => part.column)).not.toContain(column)
  })
  it('says which columns wait for a provider that honours them', () => {
    const { kept, negativePrompt } = assemblePrompt({
      ...bare,
      negativePrompt: 'blurry',
      loraModelPath: 'mira.safetensors',
    })
    expect(negativePrompt).toBe('blurry')
    expect(kept).toEqual([
      { column: 'baseModel', value: 'realistic-vision-v6' },
      { column: 'faceConsistencyMethod', value: 'ip-adapter' },
      { column: 'loraModelPath', value: 'mira.safetensors' },
    ])
  })
})

it('the disclosure line is added once, and not to a text that says it', () => {
  expect(withDisclosure('Hello.', 'AI.')).toBe('Hello.\n\nAI.')
  expect(withDisclosure('Hello. AI.', 'AI.')).toBe('Hello. AI.')
  expect(withDisclosure('Hello.', null)).toBe('Hello.')
})
