import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batches } from './batches.ts'

const size = (text: string) => text.length

test.each<[string, string[], number[]]>([
  ['nothing', [], []],
  ['as many as fit by count', ['a', 'b', 'c', 'd'], [3, 1]],
  ['as many as fit by size', ['aaaa', 'bbbb', 'cc', 'ddddddd'], [2, 2]],
  ['what is too large by itself', ['a', 'b'.repeat(11), 'c'], [1, 1, 1]],
])('%s', (_what, items, lengths) => {
  const made = [...batches(items, { countMax: 3, sizeMax: 9, size })]
  expect(made.map(({ length }) => length)).toEqual(lengths)
})

test('every item is in one batch, in its order, and no batch of several is too large', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 })), (items) => {
      const made = [...batches(items, { countMax: 3, sizeMax: 9, size })]
      expect(made.flat()).toEqual(items)
      for (const batch of made) {
        expect(batch.length).toBeGreaterThan(0)
        expect(batch.length).toBeLessThanOrEqual(3)
        if (batch.length > 1) expect(batch.join('').length).toBeLessThanOrEqual(9)
      }
    }),
  )
})
