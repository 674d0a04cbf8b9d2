import { expect, it } from 'vitest'
import { fill, firstNameOf, type Values } from './canned.ts'

const values: Values = {
  'contact.name': 'Ana Díaz',
  'contact.first_name': 'Ana',
  'agent.name': 'Ben',
  'account.name': 'Shop',
}
const nobody: Values = {
  'contact.name': null,
  'contact.first_name': null,
  'agent.name': null,
  'account.name': null,
}

it.each<[string, Values, string, string[]]>([
  ['Hello {contact.first_name}!', values, 'Hello Ana!', []],
  ['{contact.name} · {agent.name} · {account.name}', values, 'Ana Díaz · Ben · Shop', []],
  ['Hello {contact.first_name|there}!', nobody, 'Hello there!', []],
  ['Hello{contact.first_name|}!', nobody, 'Hello!', []],
  ['Hello {contact.first_name}!', nobody, 'Hello {contact.first_name}!', ['contact.first_name']],
  ['{agent.name} {agent.name}', nobody, '{agent.name} {agent.name}', ['agent.name']],
  ['Hello {contact.first_name|there}', { ...values, 'contact.first_name': ' ' }, 'Hello there', []],
  // What is no variable is text, whatever it looks like.
  ['{contact.phone} {{agent.name}} { agent.name } {}', values, '{contact.phone} {Ben} { agent.name } {}', []],
  // A value is never read as a pattern or a variable.
  ['{contact.name}', { ...values, 'contact.name': '$& {agent.name}' }, '$& {agent.name}', []],
  ['no variables', nobody, 'no variables', []],
])('%j becomes what the conversation knows', (text, known, filled, missing) => {
  expect(fill(text, known)).toEqual({ text: filled, missing })
})

it.each([
  ['Ana Díaz', 'Ana'],
  [' Jean-Luc  Picard', 'Jean-Luc'],
  ['李 雷', '李'],
  ['+33 6 00 00 00 01', null],
  ['33600000001', null],
  ['', null],
  ['🙂', null],
  [null, null],
])('the first name of %j is %j', (name, first) => {
  expect(firstNameOf(name)).toBe(first)
})
