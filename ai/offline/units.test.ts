import { describe, expect, test } from 'vitest'
import type { Passage } from '#core/knowledge/schemas.ts'
import { unitsOf } from './units.ts'

const passage = (content: string, extra: Partial<Passage> = {}): Passage => ({
  id: '00000000-0000-7000-8000-000000000000',
  kind: 'chunk',
  title: 'Title',
  content,
  start: 0,
  end: content.length,
  score: 1,
  ...extra,
})
const texts = (content: string, extra: Partial<Passage> = {}) =>
  unitsOf([passage(content, extra)]).map(({ text }) => text)

describe('unitsOf', () => {
  test.each([
    [
      'prose, sentence by sentence',
      'We open at nine today. We close at six tonight.',
      ['We open at nine today.', 'We close at six tonight.'],
    ],
    ['a full stop is added where there is none', 'We open at nine every day', ['We open at nine every day.']],
    [
      'items under a heading carry it, and the list is one too',
      '# Hours\n\n- Monday: 9–18\n- Sunday: closed',
      ['Hours: Monday: 9–18.', 'Hours: Sunday: closed.', 'Hours: Monday: 9–18; Sunday: closed.'],
    ],
    [
      'items under a lead-in carry that',
      'We accept:\n- Visa\n- Cash',
      ['We accept: Visa.', 'We accept: Cash.', 'We accept: Visa; Cash.'],
    ],
    [
      'a table gives its rows without the head',
      '| Plan | Price |\n|---|---|\n| Monthly | €39 |',
      ['Monthly: €39.'],
    ],
    [
      'the answer to a question, not the question',
      '## Do you ship abroad?\n\nYes, to all of Europe. It takes five days.',
      ['Yes, to all of Europe.', 'It takes five days.', 'Yes, to all of Europe. It takes five days.'],
    ],
    [
      'labels of questions and answers go',
      'Q: Can I pay by card?\nA: Yes, by any card.',
      ['Yes, by any card.'],
    ],
    [
      'a rule and a code fence say nothing',
      '---\n```\nWe are open all day long.\n```',
      ['We are open all day long.'],
    ],
  ])('%s', (_what, content, expected) => expect(texts(content)).toEqual(expected))

  test.each([
    [
      'an unticked box is no fact',
      '- ☐ Breakfast is included in every rate\n- ☑ Towels are included in every rate',
      ['Towels are included in every rate.'],
    ],
    [
      'a hole is no sentence',
      'Guests who lose the key pay a. Towels are included in every rate.',
      ['Towels are included in every rate.'],
    ],
    [
      'cells are told by the last',
      '| A | B | C |\n|---|---|---|\n| Island | Deck | 12 euros |',
      ['Island, Deck: 12 euros.'],
    ],
  ])('%s', (_what, content, expected) => expect(texts(content)).toEqual(expected))

  test('the rest of a cut sentence at the start of a chunk is not sent', () => {
    expect(texts('and for that reason we close early. We open at nine again.', { start: 120 })).toEqual([
      'We open at nine again.',
    ])
  })

  test('a FAQ answers its title', () => {
    const [unit] = unitsOf([passage('Yes, behind the house.', { kind: 'faq', title: 'Is there parking?' })])
    expect(unit).toMatchObject({
      text: 'Yes, behind the house.',
      context: 'Is there parking?',
      answersQuestion: true,
    })
  })

  test('a sentence that begins with “It” leans on the one before', () => {
    const [first, second] = unitsOf([passage('The pool is heated in winter. It closes at eight.')])
    expect(second?.leansOn).toBe(first)
  })
})
