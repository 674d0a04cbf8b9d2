import { describe, expect, it } from 'vitest'
import type { Quota } from './quota.ts'
import { QuotaBook } from './quota-book.ts'
import { windowAt } from './quota-counter.ts'

const HOUR = 3_600_000
const two: Quota = { key: 'posts', limit: 2, windowMs: 1_000 }
const one = (id: string, quotas: Quota[] = [two]) => [{ id, quotas }]
const ok = { ok: true }

describe('a reservation', () => {
  it('refused says what is in the way and until when, and then there is room', () => {
    const book = new QuotaBook()
    expect(book.reserve([...one('a'), ...one('b')], 'each', 0)).toEqual([ok, ok])
    expect(book.reserve(one('c'), 'each', 200)).toEqual([
      { ok: false, until: 1_000, scope: 'account', key: 'posts' },
    ])
    expect(book.reserve(one('d'), 'each', 1_000)).toEqual([ok])
  })

  it('takes a place under all of several, or under none', () => {
    const book = new QuotaBook()
    const tight: Quota = { key: 'tight', limit: 1, windowMs: 1_000 }
    book.reserve(one('a', [tight, two]), 'each', 0)
    book.reserve(one('b', [tight, two]), 'each', 1)
    expect(book.status(2).map(({ name, used }) => [name, used])).toEqual([
      ['tight', 1],
      ['posts', 1],
    ])
  })

  it('is the same when it is asked for again, given back once, and also before it is asked for', () => {
    const book = new QuotaBook()
    book.reserve(one('a'), 'each', 0)
    expect(book.reserve([...one('a'), ...one('b'), ...one('c')], 'each', 1).map(({ ok }) => ok)).toEqual([
      true,
      true,
      false,
    ])
    book.refund(['a'], 2)
    book.refund(['a'], 3)
    expect(book.reserve([...one('d'), ...one('e')], 'each', 4).map(({ ok }) => ok)).toEqual([true, false])
    book.refund(['late'], 1_500)
    expect(
      book.reserve([...one('late'), ...one('f'), ...one('g')], 'each', 1_501).map(({ ok }) => ok),
    ).toEqual([false, true, true])
  })

  it('by a clock that is behind counts from the time that has been', () => {
    const book = new QuotaBook()
    book.reserve([...one('a'), ...one('b')], 'each', 5_000)
    const again = new QuotaBook(Object.entries(book.changes().put))
    expect(again.reserve(one('c'), 'each', 1_000)).toMatchObject([{ ok: false, until: 6_000 }])
  })
})

it('a day of a zone is as long as its clocks make it', () => {
  const zone = 'America/Los_Angeles'
  const hours = (at: string) => {
    const { start, ends } = windowAt({ windowMs: 24 * HOUR, zone }, Date.parse(at))
    return [new Date(start).toISOString(), (ends - start) / HOUR]
  }
  expect(hours('2026-03-08T18:00:00Z')).toEqual(['2026-03-08T08:00:00.000Z', 23])
  expect(hours('2026-11-01T18:00:00Z')).toEqual(['2026-11-01T07:00:00.000Z', 25])
  expect(hours('2026-11-21T07:59:59Z')).toEqual(['2026-11-20T08:00:00.000Z', 24])
})

it('what has passed is let go of: ten thousand contacts leave no more than a few rows', () => {
  const book = new QuotaBook()
  for (let n = 0; n < 10_000; n++) {
    const contact: Quota = { key: `to:${n}`, scope: 'action', limit: 1, windowMs: 6_000 }
    book.reserve(one(`r${n}`, [contact]), 'each', n * 1_000)
    book.changes()
  }
  expect(book.size).toBeLessThan(1_000)
})
