import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Polarity, SentimentLanguage } from '../../schemas/sentiment.ts'
import { HELD_OUT, type Labelled } from './held-out.ts'
import { polarityOf, sentimentOf } from './sentiment.ts'

const LABELS: readonly Polarity[] = ['positive', 'neutral', 'negative']
const judged = (language: SentimentLanguage, texts: readonly Labelled[]) =>
  texts.map(([label, text]) => ({ label, text, found: polarityOf(sentimentOf(text, language).score) }))

/** Returns the mean of the three labels' F1. */
function macroF1(rows: readonly { label: Polarity; found: Polarity }[]): number {
  const f1 = LABELS.map((one) => {
    const right = rows.filter(({ label, found }) => label === one && found === one).length
    const either =
      rows.filter(({ label }) => label === one).length + rows.filter(({ found }) => found === one).length
    return either === 0 ? 0 : (2 * right) / either
  })
  return f1.reduce((sum, value) => sum + value, 0) / LABELS.length
}

it.each([
  ['en', 0.7],
  ['fr', 0.7],
  ['es', 0.7],
] as const)(
  'the polarity of posts in “%s” that the lists were not made by is right, by macro-F1, from %d on',
  (language, target) => {
    const rows = judged(language, HELD_OUT[language])
    const figure = macroF1(rows)
    console.info(`Sentiment, ${language}: macro-F1 ${figure.toFixed(3)} on ${rows.length} posts`)
    expect(figure).toBeGreaterThanOrEqual(target)
  },
)

const scoreOf = (text: string, language: SentimentLanguage | null = 'en') => sentimentOf(text, language).score

describe('a sentiment', () => {
  it.each([
    ['a good day', 'not a good day'],
    ['a very good day', 'a good day'],
    ['a good day', 'a slightly good day'],
    ['GOOD and quick', 'good and quick'],
    ['good!!!', 'good'],
    ['sooo gooood', 'so plain'],
    ['slow but good', 'good but slow'],
    ['not bad', 'bad'],
    ['good day 😍', 'good day'],
    ['good day', 'good day 😡'],
    ['It is good.', 'Is it good?'],
  ])('of %j is above that of %j', (higher, lower) => {
    expect(scoreOf(higher)).toBeGreaterThan(scoreOf(lower))
  })

  it.each([
    ['fr', "j'aime", "je n'aime pas"],
    ['fr', "j'aime", "j'aime pas"],
    ['fr', 'pas mal', 'mal'],
    ['fr', 'très bon', 'bon'],
    ['es', 'me gusta', 'no me gusta'],
    ['es', 'muy bueno', 'bueno'],
    ['es', 'caro pero bueno', 'bueno pero caro'],
  ] as const)('in “%s” of %j is above that of %j', (language, higher, lower) => {
    expect(scoreOf(higher, language)).toBeGreaterThan(scoreOf(lower, language))
  })

  it('names what it was judged by, with the words that turned it', () => {
    expect(sentimentOf('The staff was not very helpful, but the food is great', 'en').reasons).toEqual([
      { text: 'great', weight: 3.8 },
      { text: 'not very helpful', weight: -1 },
    ])
  })

  it('counts emoji alone in a language without a list, in any colour of skin', () => {
    expect(scoreOf('とても 👍🏽', null)).toBeGreaterThan(0)
    expect(scoreOf('good', null)).toBe(0)
  })

  it('reads no names and no addresses', () => {
    expect(scoreOf('@best.friend wrote https://example.com/awful-hate')).toBe(0)
  })

  it('takes no word for a property of an object', () => {
    expect(scoreOf('the constructor and its prototype toString')).toBe(0)
  })

  it('stays within −1 and 1, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('en', 'fr', 'es', null),
        (text, language) => {
          const { score } = sentimentOf(`${text} so bad ${text} 😍`, language)
          expect(score).toBeGreaterThanOrEqual(-1)
          expect(score).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})
