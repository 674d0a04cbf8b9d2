import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centresOf, examplesOf } from './centres.ts'
import { TREND_WEEKS, trendOf } from './grouping.ts'
import { pointsOf } from './hdbscan/distances.ts'
import { nameGroups } from './labels.ts'
import { matchGroups } from './matching.ts'

describe('names', () => {
  it('are the words that set a group apart, as people write them, without function words of three languages', () => {
    const texts = [
      'La livraison est-elle gratuite ?',
      'Combien coûte la livraison à Lyon ?',
      'Livraisons le dimanche ?',
      '¿Tienen entradas para el sábado?',
      '¿Cuánto cuesta una entrada?',
      'Entradas para niños',
      'Do you have gift cards?',
      'Is there a gift card for two?',
    ]
    const [delivery, tickets, gifts] = nameGroups(texts, [0, 0, 0, 1, 1, 1, 2, 2])
    expect(delivery).toBe('livraison')
    expect(tickets).toMatch(/^entradas?$/)
    expect(gifts?.split(' · ').toSorted()).toEqual(['card', 'gift'])
  })

  it('leave out what all groups and the noise speak of', () => {
    const texts = ['cake vegan', 'cake vegan', 'cake gluten', 'cake gluten', 'cake', 'cake', 'cake', 'cake']
    expect(nameGroups(texts, [0, 0, 1, 1, -1, -1, -1, -1]).map((name) => name.split(' · ')[0])).toEqual([
      'vegan',
      'gluten',
    ])
  })

  it('are the beginning of a text where no word is in two of them', () => {
    expect(nameGroups(['👍👍', '!!!', 'x'.repeat(200)], [0, 0, 1])).toEqual([
      '👍👍',
      expect.stringMatching(/^x{79}…$/),
    ])
    expect(nameGroups([], [])).toEqual([])
  })
})

describe('a group continues', () => {
  const match = (earlier: Record<string, string>, now: Record<string, number>, groups: number) =>
    matchGroups(new Map(Object.entries(earlier)), new Map(Object.entries(now)), groups)

  it('the one that it shares most texts with, also when many new ones came in', () => {
    expect(
      match({ a: 'one', b: 'one', c: 'two', d: 'two' }, { a: 1, b: 1, e: 1, f: 1, g: 1, c: 0, d: 0 }, 2),
    ).toEqual(['two', 'one'])
  })

  it('none with half of the texts or fewer, and only the larger part of one that was split', () => {
    expect(match({ a: 'one', b: 'one', c: 'two', d: 'two' }, { a: 0, c: 0 }, 1)).toEqual(['one'])
    expect(match({ a: 'one', b: 'one', c: 'two', d: 'two' }, { a: 0, b: 1, c: 1, d: 0 }, 2)).toEqual([
      null,
      null,
    ])
    expect(match({ a: 'one', b: 'one', c: 'one' }, { a: 0, b: 1, c: 1 }, 2)).toEqual([null, 'one'])
    expect(match({}, { a: 0 }, 1)).toEqual([null])
  })

  it('one at most, and each is continued once, whatever came of them; what stayed as it was keeps its id', () => {
    const grouping = fc.dictionary(fc.constantFrom(...'abcdefghijklmnop'), fc.integer({ min: 0, max: 4 }))
    fc.assert(
      fc.property(grouping, grouping, (before, now) => {
        const earlier = Object.fromEntries(
          Object.entries(before).map(([text, group]) => [text, `id ${group}`]),
        )
        const found = match(earlier, now, 5).filter((id) => id !== null)
        expect(new Set(found).size).toBe(found.length)
        const same = match(earlier, before, 5)
        for (const group of new Set(Object.values(before))) expect(same[group]).toBe(`id ${group}`)
      }),
    )
  })
})

describe('a centre', () => {
  it('is the mean direction of its group, and reaches as far as its farthest member', () => {
    const { centres, distances } = centresOf(
      pointsOf([
        [1, 0],
        [0, 1],
        [0, -1],
      ]),
      [0, 0, -1],
    )
    expect(centres).toHaveLength(1)
    expect(centres[0]?.vector).toEqual([expect.closeTo(Math.SQRT1_2), expect.closeTo(Math.SQRT1_2)])
    expect(centres[0]?.reach).toBeCloseTo(1 - Math.SQRT1_2)
    expect(distances[2]).toBeNull()
  })

  it('has up to three different texts nearest to it as examples', () => {
    const chosen = examplesOf(
      ['a', 'a', 'b', 'c', 'd', 'z'],
      [0, 0, 0, 0, 0, -1],
      [0.1, 0.05, 0.3, 0.2, 0.4, null],
    )
    expect([...chosen]).toEqual([
      [1, 1],
      [3, 2],
      [2, 3],
    ])
  })
})

it('a trend counts by weeks up to now, the oldest first, and nothing from before it', () => {
  const now = new Date('2026-12-01T12:00:00Z')
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const weeks = trendOf([ago(0), ago(6.9), ago(7.1), ago(90), ago(91.1), ago(-1)], now)
  expect(weeks).toHaveLength(TREND_WEEKS)
  expect([weeks.at(-1), weeks.at(-2), weeks[0], weeks.reduce((sum, n) => sum + n)]).toEqual([3, 1, 1, 5])
})
