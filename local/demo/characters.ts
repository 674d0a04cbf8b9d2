import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Character, Content } from '#core/characters/schemas.ts'
import type { Medium } from '#core/media/schemas.ts'
import type { Client } from '../client.ts'

/** Makes the demo's character: who she is, how she speaks and looks, and what she knows. */
export async function addCharacter(owner: Client): Promise<void> {
  const { id } = await owner.post<Character>('/v1/characters', {
    name: 'Mira',
    bio: 'The café’s AI roaster. She writes about mornings, markets and what is in the drum today.',
    age: 29,
    location: 'Lyon',
    timezone: 'Europe/Paris',
    interests: ['coffee', 'markets', 'bicycles'],
    disclosureText: 'Mira is an AI character.',
  })
  await owner.put(`/v1/characters/${id}/personality`, {
    extroversion: 0.7,
    creativity: 0.6,
    humor: 0.8,
    professionalism: 0.4,
    authenticity: 0.7,
    communicationStyle: 'friendly',
    contentTone: 'positive',
    preferredTopics: ['roasting', 'mornings'],
  })
  await owner.put(`/v1/characters/${id}/appearance`, {
    ageRange: '25-30',
    hairColor: 'red',
    hairStyle: 'in a braid',
    eyeColor: 'green',
    clothingStyle: 'casual',
    preferredColors: ['blue', 'cream'],
    styleKeywords: ['morning light', 'film grain'],
    negativePrompt: 'blurry, text',
  })
  for (const [kind, text] of [
    ['likes', 'Filter coffee, never with sugar.'],
    ['promised', 'A tasting of the new Ethiopian coffee on the first Saturday of the month.'],
    ['note', 'She roasts on Mondays and Thursdays.'],
  ])
    await owner.post(`/v1/characters/${id}/memory`, { kind, text })
  await addMedia(owner, id)
}

/** Adds to a character's media: a picture and two texts, of which one is approved and the others wait. */
async function addMedia(owner: Client, characterId: string): Promise<void> {
  const form = new FormData()
  const bytes = readFileSync(join(import.meta.dirname, 'files', 'cup.jpg'))
  form.append('file', new Blob([bytes], { type: 'image/jpeg' }), 'cup.jpg')
  const { id: mediaId } = await owner.post<Medium>('/v1/media', form)
  await owner.post('/v1/content', { characterId, mediaId, contentCategory: 'post' })
  const [first, second] = [
    'The drum is warm, the market is open, and the first cup of the day is yours.',
    'What do you drink when it rains?',
  ]
  const { id } = await owner.post<Content>('/v1/content', { characterId, text: first })
  await owner.post('/v1/content', { characterId, text: second, contentCategory: 'story' })
  await owner.post('/v1/content/decisions', { ids: [id], from: 'pending', to: 'approved' })
}
