import { describe, expect, it } from 'vitest'
import type { Scope } from '../scope.ts'
import { relatedTo, wordsOf } from './related.ts'

const scope: Scope = {
  platforms: ['web', 'mastodon'],
  hashtags: ['café', 'tea'],
  creators: [{ platform: 'web', username: 'Ada' }],
  query: '"good coffee" OR roast -decaf',
}
const volume = { kind: 'volume' as const, label: '' }
const rise = { kind: 'hashtag' as const, label: '#tea' }

describe('a post of our own is about the same as a signal', () => {
  it.each([
    ['Our #tea is here', ['#tea']],
    ['Our Tea is here', ['#tea']],
    ['Un cafe pour deux', ['#café']],
    ['With @ada this week', ['@Ada']],
    ['Such good coffee!', [scope.query]],
    ['Fresh roast, and #Café', ['#café', scope.query]],
    ['Fresh roast, decaf', []],
    ['A steamed milk', []],
    ['Teams and teapots', []],
  ])('%s', (text, found) => {
    expect(relatedTo(scope, volume)(text)).toEqual(found)
  })

  it('where a hashtag rises, by that hashtag alone', () => {
    expect(relatedTo(scope, rise)('Good coffee, #café, tea')).toEqual(['#tea'])
    expect(relatedTo(scope, rise)('Good coffee, #café')).toEqual([])
  })

  it('by words of the query whatever else it names: a platform of the project, but no author', () => {
    expect(relatedTo({ ...scope, query: 'platform:mastodon roast' }, volume)('A roast')).toHaveLength(1)
    expect(relatedTo({ ...scope, query: 'platform:x roast' }, volume)('A roast')).toEqual([])
    expect(relatedTo({ ...scope, query: 'author:ada roast' }, volume)('A roast')).toEqual([])
  })
})

it('conversations are looked for by a few words of the scope, without those that it excludes', () => {
  expect(wordsOf(scope, rise)).toEqual(['tea'])
  expect(wordsOf(scope, volume)).toEqual(['café', 'tea', 'good coffee'])
  expect(wordsOf({ ...scope, hashtags: [] }, volume)).toEqual(['good coffee', 'roast'])
})
