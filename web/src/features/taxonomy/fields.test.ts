import { expect, it } from 'vitest'
import { typedOf, writtenOf } from './fields.ts'

const kept = { id: 'e1', createdAt: '2026-05-01T00:00:00Z', updatedAt: '2026-05-01T00:00:00Z' }

it('what is opened and saved untouched is the same', () => {
  const audience = {
    ...kept,
    name: 'Founders',
    description: 'They begin.',
    jobTitles: ['CEO', 'Founder'],
    painPoints: [],
    goals: ['Grow'],
    vocabularyToUse: ['simple'],
    vocabularyToAvoid: [],
    tonePreferences: '',
  }
  const { id: _, createdAt: __, updatedAt: ___, ...fields } = audience
  expect(writtenOf('audiences', typedOf('audiences', audience))).toEqual(fields)
})

it('lists are parted by commas and lines, and hold no empty item', () => {
  const typed = { ...typedOf('audiences', null), name: ' Cafés ', goals: 'sell more, ,\nrest\n' }
  expect(writtenOf('audiences', typed)).toMatchObject({
    name: 'Cafés',
    goals: ['sell more', 'rest'],
    jobTitles: [],
  })
})

it('a topic without a group belongs to none', () => {
  expect(writtenOf('topics', { ...typedOf('topics', null), name: 'Coffee' })).toMatchObject({ groupId: null })
  expect(typedOf('topic-groups', null).color).toMatch(/^#[0-9a-f]{6}$/)
})
