import { expect, it } from 'vitest'
import { daysOf, filterOf, namesIn, tabOf } from './project-search.ts'

it('an address says which posts are shown; what it does not know is left out', () => {
  expect(filterOf({ polarity: 'negative', author: 'ada', day: '2026-03-01' })).toEqual({
    polarity: 'negative',
    author: 'ada',
    since: '2026-03-01T00:00:00.000Z',
    until: '2026-03-02T00:00:00.000Z',
  })
  expect(filterOf({ polarity: 'sad', day: 'yesterday' })).toEqual({})
  expect([tabOf({ tab: 'nothing' }), daysOf({ days: '90' }), daysOf({ days: '1e9' })]).toEqual([
    'overview',
    90,
    30,
  ])
})

it('names are typed with commas, spaces or lines, each once', () => {
  expect(namesIn(' #coffee, #tea\n#coffee;brunch ')).toEqual(['#coffee', '#tea', 'brunch'])
})
