import { expect, test } from 'vitest'
import { warningsOf } from './warnings.ts'

const model = {
  postId: 'p',
  text: 'Nobody told me that selling is mostly listening to what people do not say.',
}
const none = { models: [], facts: null, wordsToAvoid: [] }

const cases: [string, Parameters<typeof warningsOf>[0], [string, string][]][] = [
  [
    'a copied passage',
    { ...none, models: [model], text: 'So: selling is mostly listening to what people do not tell.' },
    [['copied', 'selling is mostly listening to what people do not']],
  ],
  [
    'no passage of a model that only inspired',
    { ...none, models: [model], text: 'Listen before you sell.' },
    [],
  ],
  [
    'a word that the audience avoids',
    { ...none, wordsToAvoid: ['Synergy', 'game changer'], text: 'It is a game-changer, with synergy.' },
    [
      ['avoided_word', 'Synergy'],
      ['avoided_word', 'game changer'],
    ],
  ],
  ['no part of another word', { ...none, wordsToAvoid: ['art'], text: 'Start with a party.' }, []],
  [
    'a figure that the source does not have',
    { ...none, facts: 'We grew by 12 % in 2024, to 1,500 members.', text: '12 % in 2025, to 1 500 members' },
    [['stray_figure', '2025']],
  ],
  ['the numbers of a list', { ...none, facts: 'No figures.', text: '1. One\n2. Two' }, []],
  ['nothing without a source', { ...none, text: '42 of 100' }, []],
]
test.each(cases)('warns of %s', (_, written, expected) => {
  expect(warningsOf(written).map(({ code, passage }) => [code, passage])).toEqual(expected)
})
