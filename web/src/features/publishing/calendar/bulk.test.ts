import { describe, expect, it } from 'vitest'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { eachOf, unsort } from './bulk.ts'

const post = (id: string, labels: string[], campaignId: string | null = null) =>
  ({
    id,
    labels: labels.map((label) => ({ id: label, name: label, color: '#000000' })),
    campaignId,
  }) as ScheduledPost

describe('sorting several posts is taken back', () => {
  it('where it changed something, each to what it was', () => {
    const posts = [post('a', ['news']), post('b', []), post('c', [])]
    expect(unsort(posts, { addLabels: ['news'] })).toEqual([{ ids: ['b', 'c'], removeLabels: ['news'] }])
    expect(unsort(posts, { removeLabels: ['news'] })).toEqual([{ ids: ['a'], addLabels: ['news'] }])
  })

  it('into the campaigns that they were in', () => {
    const posts = [
      post('a', [], 'spring'),
      post('b', [], null),
      post('c', [], 'autumn'),
      post('d', [], 'spring'),
    ]
    expect(unsort(posts, { campaignId: 'autumn' })).toEqual([
      { ids: ['a', 'd'], campaignId: 'spring' },
      { ids: ['b'], campaignId: null },
    ])
  })
})

it('of several posts, one that is refused does not stop the others', async () => {
  const told: number[] = []
  const all = await eachOf(
    [post('a', []), post('b', []), post('c', [])],
    ({ id }) => (id === 'b' ? Promise.reject(new Error('No.')) : Promise.resolve()),
    (count) => told.push(count),
  )
  expect(all.done.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(all.refused).toMatchObject([{ post: { id: 'b' }, error: { message: 'No.' } }])
  expect(told).toEqual([1, 2, 3])
})
