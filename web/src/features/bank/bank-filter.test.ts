import { describe, expect, it } from 'vitest'
import { isSearch } from './api.ts'
import { filterOf, isNarrowed } from './bank-filter.ts'

const NOW = Date.parse('2026-05-20T15:30:00Z')

describe('the filter of an address', () => {
  it('is the list in its order in time where nothing is chosen', () => {
    const filter = filterOf({}, NOW)
    expect(filter).toEqual({ query: '', sort: 'latest' })
    expect([isSearch(filter), isNarrowed({ sort: 'best', post: 'p1' })]).toEqual([false, false])
  })

  it('keeps what the API knows and leaves the rest of an old link out', () => {
    const search = { topic: 't1', source: 'import', age: '30', min: '100', sort: 'worst' }
    expect(filterOf(search, NOW)).toEqual({
      query: '',
      sort: 'latest',
      topicId: 't1',
      source: 'import',
      since: '2026-04-20T00:00:00.000Z',
      minEngagement: 100,
    })
    expect(filterOf({ source: 'stolen', age: '7', min: 'x' }, NOW)).toEqual({ query: '', sort: 'latest' })
  })

  it('stays the same all day, so that a list keeps what was read', () => {
    expect(filterOf({ age: '90' }, NOW)).toEqual(filterOf({ age: '90' }, NOW + 3_600_000))
  })

  it.each([{ q: 'closing' }, { sort: 'best' }, { min: '10' }])('asks the search for %o', (search) => {
    expect(isSearch(filterOf(search, NOW))).toBe(true)
  })
})
