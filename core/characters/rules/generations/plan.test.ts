import { describe, expect, it } from 'vitest'
import { courseOf, engineOf, footerOf, jobProblem, retryMs } from './plan.ts'

describe('what makes a job', () => {
  it.each([
    ['image', true, 'provider'],
    ['image', false, 'card'],
    ['card', true, 'card'],
    ['text', true, 'model'],
  ] as const)('an %s with a provider of pictures (%s) is made by the %s', (jobType, hasImages, engine) =>
    expect(engineOf(jobType, hasImages)).toBe(engine),
  )
})

describe('a job that cannot be done', () => {
  it('is a video, until there is a provider', () =>
    expect(jobProblem('video', 'Mira walks.', 'card')).toMatch(/No provider of videos/))

  it('is a card of words that it cannot hold, or has no letters for', () => {
    expect(jobProblem('card', 'a'.repeat(500), 'card')).toBeNull()
    expect(jobProblem('card', 'a'.repeat(501), 'card')).toMatch(/at most 500 characters/)
    expect(jobProblem('image', 'Open 営業中', 'card')).toMatch(/has no “営”/)
  })

  it('is neither where a provider makes the picture', () =>
    expect(jobProblem('image', `営業中 ${'a'.repeat(600)}`, 'provider')).toBeNull())
})

it('a card says that it is one', () => {
  expect(footerOf('Mira', 'en')).toBe('Quote card · Mira, an AI character')
  expect(footerOf('Mira', 'fr')).toContain('Carte de citation')
})

it('tries wait 30 seconds, then twice as long each time', () =>
  expect([1, 2, 3].map(retryMs)).toEqual([30_000, 60_000, 120_000]))

describe('an item that is taken up', () => {
  const asked = new Date(0)
  it.each([
    ['made', { attempts: 1, askedAt: null, maxRetries: 0 }, 'make'],
    ['made again within its tries', { attempts: 4, askedAt: null, maxRetries: 3 }, 'make'],
    ['given up after them', { attempts: 5, askedAt: null, maxRetries: 3 }, 'give_up'],
    ['looked for once it was asked', { attempts: 2, askedAt: asked, maxRetries: 3 }, 'look'],
    ['looked for even after its last try', { attempts: 9, askedAt: asked, maxRetries: 0 }, 'look'],
  ] as const)('is %s', (_what, item, course) => expect(courseOf(item)).toBe(course))
})
