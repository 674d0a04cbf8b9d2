import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '../platform/retry.ts'
import { sameText, verifyHmacSha256 } from '../secrets/crypto.ts'
import { AppError, describeError, sqlState } from './errors.ts'
import { newId } from './ids.ts'
import { decodeCursor, encodeCursor, pageOfRows } from './page.ts'

describe('a signature', () => {
  it('is one of exactly these bytes and this secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const raw = new Uint8Array(bytes)
        const hex = createHmac('sha256', 'secret').update(raw).digest('hex')
        expect(await verifyHmacSha256('secret', raw, hex)).toBe(true)
        expect(await verifyHmacSha256('Secret', raw, hex)).toBe(false)
        const other = raw.slice()
        other[0] = (other[0] ?? 0) ^ 1
        expect(await verifyHmacSha256('secret', other, hex)).toBe(false)
      }),
      { numRuns: 50 },
    )
    expect(await verifyHmacSha256('secret', new Uint8Array(), 'nonsense')).toBe(false)
    expect([sameText('a', 'a'), sameText('a', 'b'), sameText('a', 'aa')]).toEqual([true, false, false])
  })
})

describe('a cursor', () => {
  it('leads back to its position, and anything else is refused with what to do', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => {
        const position = { at, id: newId() }
        expect(decodeCursor(encodeCursor(position))).toEqual(position)
      }),
    )
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (garbage) => {
        expect(() => decodeCursor(garbage)).toThrow(AppError)
      }),
    )
    expect(decodeCursor(undefined)).toBeNull()
  })

  it('is there exactly while there is more', () => {
    const rows = Array.from({ length: 4 }, (_, i) => ({ at: new Date(i), id: newId() }))
    const page = (length: number) =>
      pageOfRows(
        rows.slice(0, length),
        3,
        (row) => row,
        (row) => row.id,
      )
    expect([page(3).nextCursor, page(0).items]).toEqual([null, []])
    expect(page(4).items).toHaveLength(3)
    expect(decodeCursor(page(4).nextCursor ?? '')).toEqual(rows[2])
  })
})

describe('an id', () => {
  it('is a UUIDv7 that does not repeat and sorts by when it was made, within a millisecond too', async () => {
    const ids = Array.from({ length: 20_000 }, newId)
    expect(new Set(ids).size).toBe(20_000)
    expect(ids.toSorted()).toEqual(ids)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const before = newId()
    await new Promise((resolve) => setTimeout(resolve, 2))
    expect(newId() > before).toBe(true)
  })
})

describe('an error', () => {
  it('gives the SQLSTATE and the story, however deep it was wrapped', () => {
    const deep = new Error('Failed query', {
      cause: new Error('driver', { cause: Object.assign(new Error('duplicate key'), { code: '23505' }) }),
    })
    expect(sqlState(deep)).toBe('23505')
    expect(sqlState(new Error('no'))).toBeUndefined()
    expect(describeError(deep)).toBe('Failed query ← driver ← duplicate key')
  })
})

describe('the pause before another try', () => {
  it('doubles from thirty seconds, with up to a tenth more', () => {
    expect([1, 2, 3, 4, 5].map((n) => backoffMs(n))).toEqual([30_000, 60_000, 120_000, 240_000, 480_000])
    expect(backoffMs(1, 1)).toBe(33_000)
  })
})
