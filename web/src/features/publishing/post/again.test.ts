import { expect, it } from 'vitest'
import type { Target } from '#core/publishing/schemas.ts'
import { againOf } from './again.ts'

const target = (accountId: string, status: Target['status']) => ({ accountId, status }) as Target
const post = {
  text: 'For all',
  media: [],
  variants: { a: { text: 'For a' }, b: { text: 'For b' } },
  status: 'draft',
  publishAt: '2027-01-01T09:00:00.000Z',
  timezone: 'Europe/Paris',
  targets: [target('a', 'waiting'), target('b', 'sent')],
  labels: [{ id: 'news', name: 'News', color: '#0b7285' }],
  campaignId: 'spring',
} as const

it('what was cancelled comes back whole where it was still to go out: as a draft, with its own texts, labels and campaign', () => {
  expect(againOf({ ...post, targets: [...post.targets], labels: [...post.labels], media: [] })).toEqual({
    text: 'For all',
    publishAt: '2027-01-01T09:00:00.000Z',
    timezone: 'Europe/Paris',
    accountIds: ['a'],
    variants: { a: { text: 'For a' } },
    labels: ['news'],
    campaignId: 'spring',
    status: 'draft',
  })
})
