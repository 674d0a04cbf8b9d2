import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type QualityFacts, qualityOf } from './quality.ts'

const picture: QualityFacts = {
  contentType: 'image',
  width: 1080,
  height: 1350,
  sizeBytes: 300_000,
  duration: null,
  text: null,
  isDuplicate: false,
}
const scoreOf = (facts: Partial<QualityFacts>) => qualityOf({ ...picture, ...facts }).score

describe('the quality of a medium', () => {
  it.each<[string, Partial<QualityFacts>, number]>([
    ['a large picture with detail', {}, 1],
    ['one that is small', { width: 400, height: 400, sizeBytes: 60_000 }, 0.64],
    ['one that is all of a colour', { sizeBytes: 4_000 }, 0.7],
    ['one that a feed crops', { width: 3000, height: 1000, sizeBytes: 900_000 }, 0.73],
    ['one that there is already', { isDuplicate: true }, 0.9],
    ['a video of a minute', { contentType: 'video', duration: 60 }, 1],
    ['a video whose file does not say how long it is', { contentType: 'video' }, 0.78],
    ['a sound of a minute', { contentType: 'audio', duration: 60, sizeBytes: 960_000 }, 1],
    ['a sound of a telephone', { contentType: 'audio', duration: 60, sizeBytes: 120_000 }, 0.7],
    ['a text', { contentType: 'text', text: 'We open at eight tomorrow.' }, 1],
    ['a text that shouts', { contentType: 'text', text: 'WE OPEN AT EIGHT TOMORROW' }, 0.7],
    ['a text of two words', { contentType: 'text', text: 'Hi there' }, 0.64],
  ])('of %s', (_what, facts, score) => {
    expect(scoreOf(facts)).toBe(score)
  })

  it('is always the sum of its checks, within 0 and 1, and lower for a duplicate', () => {
    const size = fc.option(fc.integer({ min: 1, max: 20_000 }))
    const facts = fc.record({
      contentType: fc.constantFrom('image', 'video', 'audio', 'text'),
      width: size,
      height: size,
      sizeBytes: fc.nat(100_000_000),
      duration: fc.option(fc.nat(10_000)),
      text: fc.option(fc.string({ unit: 'grapheme' })),
      isDuplicate: fc.constant(false),
    })
    fc.assert(
      fc.property(facts, (one) => {
        const { score, checks } = qualityOf(one)
        expect(score).toBeCloseTo(
          checks.reduce((sum, { points }) => sum + points, 0),
          5,
        )
        expect(checks.reduce((sum, { most }) => sum + most, 0)).toBeCloseTo(1, 5)
        for (const { points, most } of checks) expect(points).toBeLessThanOrEqual(most)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(qualityOf({ ...one, isDuplicate: true }).score).toBeCloseTo(score - 0.1, 5)
      }),
    )
  })
})
