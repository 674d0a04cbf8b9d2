import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { Page } from './api.ts'
import { pagedQuery } from './paged.ts'
import { refresh, trimToTop, withFreshTop } from './top-refresh.ts'

interface Row {
  id: string
  at: string
}
const row = (id: string, at: number): Row => ({ id, at: new Date(at * 1000).toISOString() })
const page = (rows: Row[], nextCursor: string | null = 'more'): Page<Row> => ({ items: rows, nextCursor })
const pages = (...all: Page<Row>[]) => ({
  pages: all,
  pageParams: all.map((_, index) => `${index}` as string | undefined),
})
const ids = (data: { pages: Page<Row>[] }) =>
  data.pages.map(({ items }) => items.map(({ id }) => id).join(''))
const at = (one: Row) => one.at

const three = pages(
  page([row('a', 9), row('b', 8)]),
  page([row('c', 7), row('d', 6)]),
  page([row('e', 5)], null),
)

describe('a fresh first page', () => {
  it('has what is new at its top; what slid out follows, and no row is there twice', () => {
    expect(ids(withFreshTop(three, page([row('n', 10), row('a', 9)]), at))).toEqual(['na', 'bcd', 'e'])
  })
  it('takes what has moved up out of the pages below', () => {
    expect(ids(withFreshTop(three, page([row('d', 11), row('a', 9)]), at))).toEqual(['da', 'bc', 'e'])
  })
  it('drops what no longer belongs to the list', () => {
    expect(ids(withFreshTop(three, page([row('b', 8), row('c', 7)]), at))).toEqual(['bc', 'd', 'e'])
  })
  it('begins the list anew where something may lie between it and what was read', () => {
    expect(ids(withFreshTop(three, page([row('x', 20), row('y', 19)]), at))).toEqual(['xy'])
  })
  it('is the whole list where there is no other', () => {
    expect(ids(withFreshTop(three, page([row('a', 9)], null), at))).toEqual(['a'])
  })
})

describe('an event of the live feed', () => {
  /** A server with a hundred rows, ten to a page, that records its requests. */
  function server() {
    const asked: (string | undefined)[] = []
    const rows = Array.from({ length: 100 }, (_, index) => row(`r${index}`, 1000 - index))
    const read = async (cursor: string | undefined) => {
      asked.push(cursor)
      const from = Number(cursor ?? 0)
      return page(rows.slice(from, from + 10), from + 10 < rows.length ? `${from + 10}` : null)
    }
    return { asked, rows, read, options: pagedQuery(['rows'], read, at) }
  }

  it('reads one page of a long list that is looked at, however many pages it has', async () => {
    const { asked, rows, options } = server()
    const client = new QueryClient()
    await client.fetchInfiniteQuery({ ...options, pages: 10 })
    expect(asked).toHaveLength(10)
    const observer = new InfiniteQueryObserver(client, { ...options, staleTime: Number.POSITIVE_INFINITY })
    const stop = observer.subscribe(() => undefined)
    rows.unshift(row('new', 2000))
    await refresh(client, ['rows'])
    expect(asked).toHaveLength(11)
    const data = client.getQueryData<ReturnType<typeof pages>>(['rows'])
    expect(data?.pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(rows.map(({ id }) => id))
    stop()
  })

  it('is not answered by what was being read before it came', async () => {
    const { rows, read } = server()
    const client = new QueryClient()
    const held: (() => void)[] = []
    let hold = false
    const slow = pagedQuery(
      ['rows'],
      async (cursor) => {
        const seen = await read(cursor)
        if (hold) await new Promise<void>((resolve) => held.push(resolve))
        return seen
      },
      at,
    )
    await client.fetchInfiniteQuery({ ...slow, pages: 3 })
    const observer = new InfiniteQueryObserver(client, { ...slow, staleTime: Number.POSITIVE_INFINITY })
    const stop = observer.subscribe(() => undefined)
    hold = true
    const before = refresh(client, ['rows'])
    await expect.poll(() => held.length).toBe(1)
    rows.shift()
    const after = refresh(client, ['rows'])
    await expect.poll(() => held.length).toBe(2)
    for (const release of held) release()
    await Promise.all([before, after])
    const data = client.getQueryData<ReturnType<typeof pages>>(['rows'])
    expect(data?.pages[0]?.items[0]?.id).toBe('r1')
    stop()
  })

  it('forgets a long list that nobody looks at, and one that is opened again begins with its first page', async () => {
    const { options } = server()
    const client = new QueryClient()
    await client.fetchInfiniteQuery({ ...options, pages: 10 })
    trimToTop(client, ['rows'])
    expect(client.getQueryData<ReturnType<typeof pages>>(['rows'])?.pages).toHaveLength(1)
    await client.fetchInfiniteQuery({ ...options, pages: 10 })
    await refresh(client)
    expect(client.getQueryData(['rows'])).toBeUndefined()
  })
})
