import { describe, expect, it } from 'vitest'
import { commonWords, nearness } from './common-words.ts'

const marked = (question: string, text: string) =>
  commonWords(question, text)
    .filter(({ isCommon }) => isCommon)
    .map(({ text: word }) => word)

describe('the words that a question and a passage share', () => {
  it('are found in other forms and with other accents, numbers as they stand', () => {
    expect(marked('Do you deliver parcels?', 'Delivery of a parcel costs 4 euros.')).toEqual([
      'Delivery',
      'parcel',
    ])
    expect(marked('deliveries', 'Delivery is free.')).toEqual(['Delivery'])
    expect(marked('élèves de 14 ans', 'Les eleves dès 14 ans')).toEqual(['eleves', '14'])
    expect(marked('table for 8', 'a table for 18')).toEqual(['table'])
  })

  it('leave the text whole, whatever stands in it', () => {
    for (const text of ['', 'No word.', 'shared', 'a <b>shared</b> word 👍', 'shared shared'])
      expect(
        commonWords('shared?', text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
  })
})

it('a score is put into words', () => {
  expect([0.9, 0.4, 0.1, 0].map(nearness)).toEqual(['very', 'near', 'loose', 'words'])
})
