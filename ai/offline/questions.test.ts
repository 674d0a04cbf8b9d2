import { expect, test } from 'vitest'
import { questionsOf } from './questions.ts'

test.each<[what: string, burst: string[], questions: string[]]>([
  ['one message', ['When do you open?'], ['When do you open?']],
  [
    'two questions in one message',
    ['When do you open? Do you take cards?'],
    ['When do you open?', 'Do you take cards?'],
  ],
  [
    'two questions joined by “and”',
    ['When do you open and do you take cards?'],
    ['When do you open', 'do you take cards?'],
  ],
  [
    'joined by “et”',
    ['Quels sont vos horaires et où êtes-vous ?'],
    ['Quels sont vos horaires', 'où êtes-vous ?'],
  ],
  ['joined by “y”', ['¿Cuánto cuesta y cuándo llega?'], ['¿Cuánto cuesta', 'cuándo llega?']],
  ['messages that run on', ['do you deliver', 'to Lyon?'], ['do you deliver to Lyon?']],
  ['a greeting and thanks are left out', ['Hello!', 'When do you open?', 'Thanks!'], ['When do you open?']],
  [
    'no interrogative at all',
    ['I would like to know', 'your opening hours'],
    ['I would like to know your opening hours'],
  ],
  ['nothing but a greeting', ['Hi'], []],
])('%s', (_what, burst, questions) => expect(questionsOf(burst).map(({ text }) => text)).toEqual(questions))

test('a statement is context of its question', () => {
  expect(questionsOf(['I bought a shirt last week. Can I return it?'])).toMatchObject([
    { text: 'Can I return it?', context: 'I bought a shirt last week.' },
  ])
})

test('“and on Sunday?” asks what was asked before', () => {
  expect(questionsOf(['and on Sunday?'], ['What time do you open on Monday?'])).toMatchObject([
    { context: 'What time do you open on Monday?', asked: '#clock' },
  ])
})

test.each<[string, boolean]>([
  ['opening hours', true],
  ['I need an invoice for my order from last month', true],
  ['Je voudrais connaître les tarifs de la salle', true],
  ['My order came today and the colour is lovely.', false],
  ['Nous avons adoré la piscine de votre hôtel.', false],
])('“%s” asks for something: %s', (text, isRequest) =>
  expect(questionsOf([text])[0]?.isRequest).toBe(isRequest),
)
