import { expect, test } from 'vitest'
import { contentOf } from './content.ts'

test.each([
  ['hook, then body', { hook: 'H', body: 'B', mentions: [] }, 'H\n\nB'],
  ['only a hook', { hook: 'H', body: ' ', mentions: [] }, 'H'],
  ['mentions that are missing', { hook: 'H', body: 'B', mentions: ['@ada', '@bo'] }, 'H\n\nB\n\n@ada @bo'],
  ['mentions that are there', { hook: 'H with @Ada', body: 'B', mentions: ['@ada'] }, 'H with @Ada\n\nB'],
  ['nothing', { hook: '', body: '', mentions: [] }, ''],
])('a post is %s', (_, parts, text) => {
  expect(contentOf(parts)).toBe(text)
})
