import { expect, it } from 'vitest'
import { namedIn } from './mentions.ts'

const members = [
  { userId: 'ann', name: 'Ann' },
  { userId: 'lee', name: 'Ann Lee' },
  { userId: 'eva', name: 'Éva' },
  { userId: 'bob', name: 'Bob' },
  { userId: 'bob2', name: 'Bob' },
]

it.each([
  ['@Ann please', ['ann']],
  ['@Ann Lee, please', ['lee']],
  ['@Ann Leeds', ['ann']],
  ['@Annabel', []],
  ['ask @éva and @ann.', ['eva', 'ann']],
  ['(@Ann)', ['ann']],
  ['Ann', []],
  ['@ Ann', []],
  ['@', []],
  // Two people of one name are both told: nobody is left out.
  ['@Bob', ['bob', 'bob2']],
])('%j names whom it names', (text, ids) => {
  expect(namedIn(text, members)).toEqual(ids)
})
