import { expect, it } from 'vitest'
import type { Template } from '#core/accounts/schemas.ts'
import { fieldsOf, filledText, messageOf } from './template-fields.ts'

const template: Template = {
  id: '1',
  name: 'order',
  language: 'en',
  status: 'APPROVED',
  category: null,
  rejectedReason: null,
  header: { text: 'Order {{1}}', placeholders: ['1'] },
  headerMedia: null,
  body: { text: 'Hello {{1}}, {{2}}.', placeholders: ['1', '2'] },
  footer: 'Northwind',
  buttons: [
    { index: 0, type: 'quick_reply', text: 'Yes', address: null, placeholders: [] },
    {
      index: 1,
      type: 'url',
      text: 'Track',
      address: 'https://northwind.example/{{1}}',
      placeholders: ['1'],
    },
  ],
  named: false,
  problem: null,
}

it('a template’s gaps are filled in by their own fields, seen at once and sent in their order', () => {
  const values = { 'header.1': '7', 'body.1': ' Ana ', 'button.1': 'x7' }
  expect(fieldsOf(template).map(({ id }) => id)).toEqual(['header.1', 'body.1', 'body.2', 'button.1'])
  expect(filledText(template, values)).toBe('Order 7\n\nHello Ana, {{2}}.\n\nNorthwind')
  expect(messageOf(template, { ...values, 'body.2': 'bye' })).toEqual({
    name: 'order',
    language: 'en',
    header: [{ text: '7' }],
    body: [{ text: 'Ana' }, { text: 'bye' }],
    buttons: [{ index: 1, type: 'url', value: 'x7' }],
  })
  expect(messageOf({ ...template, named: true }, values).body).toContainEqual({ text: 'Ana', name: '1' })
})
