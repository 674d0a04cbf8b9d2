import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, makeRoom } from './place.ts'

const placed = fc
  .uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 })
  .map((positions) => positions.map((position) => ({ id: `rule ${position}`, position })))

const after = (
  rules: { id: string; position: number }[],
  moved: readonly { id: string; position: number }[],
) =>
  rules
    .map((rule) => moved.find(({ id }) => id === rule.id) ?? rule)
    .toSorted((a, b) => a.position - b.position)

describe('room at a position', () => {
  it('is made by moving on as few as possible: nobody passes anybody, and no two share a place', () => {
    fc.assert(
      fc.property(placed, fc.integer({ min: 0, max: 13 }), (rules, position) => {
        const moved = makeRoom(rules, position)
        const now = after(rules, moved)
        expect(now.map(({ id }) => id)).toEqual(
          rules.toSorted((a, b) => a.position - b.position).map(({ id }) => id),
        )
        expect(now.some((rule) => rule.position === position)).toBe(false)
        expect(new Set(now.map((rule) => rule.position)).size).toBe(rules.length)
        let run = position
        while (rules.some((rule) => rule.position === run)) run++
        expect(moved).toHaveLength(run - position)
      }),
    )
  })
})

describe('an order', () => {
  it('takes the places that there are, and moves only who changes place', () => {
    fc.assert(
      fc.property(
        placed.chain((rules) =>
          fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
        ),
        ([rules, wanted]) => {
          const moved = inOrder(
            rules,
            wanted.map(({ id }) => id),
          )
          if (moved === null) throw new Error('The order was not taken.')
          const now = after(rules, moved)
          expect(now.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
          expect(now.map(({ position }) => position)).toEqual(
            rules.map(({ position }) => position).toSorted((a, b) => a - b),
          )
        },
      ),
    )
  })

  it('of others than the rules that there are is none', () => {
    const rules = [
      { id: 'a', position: 1 },
      { id: 'b', position: 2 },
    ]
    for (const ids of [['a'], ['a', 'b', 'c'], ['a', 'a'], ['a', 'c'], ['a', 'b', 'b']])
      expect(inOrder(rules, ids)).toBeNull()
  })
})
