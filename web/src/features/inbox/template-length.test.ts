import { describe, expect, it } from 'vitest'
import type { Template } from '#core/accounts/schemas.ts'
import { tooLongParts } from './template-length.ts'

const template: Template = {
  id: '1',
  name: 'order',
  language: 'en',
  status: 'APPROVED',
  category: null,
  rejectedReason: null,
  header: { text: 'Order {{1}}', placeholders: ['1'] },
  headerMedia: null,
  body: { text: 'Hello {{1}}.', placeholders: ['1'] },
  footer: 'Northwind',
  buttons: [
    { index: 1, type: 'url', text: 'Track', address: 'https://northwind.example/{{1}}', placeholders: ['1'] },
  ],
  named: false,
  problem: null,
}
const utf16 = (maxLength: number) => ({ maxLength, count: 'utf16' as const })
const limits = { header: utf16(60), body: utf16(1024), address: utf16(2000), payload: utf16(128) }

describe('a template that is being filled in', () => {
  it.each([
    [{ 'header.1': 'x'.repeat(54), 'body.1': 'x'.repeat(1017), 'button.1': 'x'.repeat(1974) }, []],
    [{ 'header.1': 'x'.repeat(55) }, [{ part: 'header', button: null, length: 61, maxLength: 60 }]],
    [{ 'header.1': '😀'.repeat(28) }, [{ part: 'header', button: null, length: 62, maxLength: 60 }]],
    [{ 'body.1': 'é'.repeat(1018) }, [{ part: 'body', button: null, length: 1025, maxLength: 1024 }]],
    [{ 'button.1': 'x'.repeat(1975) }, [{ part: 'address', button: 'Track', length: 2001, maxLength: 2000 }]],
  ])('says which part is too long for the platform, and by how much: %#', (values, parts) => {
    const found = tooLongParts(template, values, limits)
    expect(found).toHaveLength(parts.length)
    expect(found).toMatchObject(parts)
  })

  it('is counted in the platform’s unit', () => {
    const byEye = { ...limits, header: { maxLength: 60, count: 'graphemes' as const } }
    expect(tooLongParts(template, { 'header.1': '👨‍👩‍👧'.repeat(54) }, byEye)).toEqual([])
  })
})
