import { expect, it } from 'vitest'
import type { Conversation } from '#core/inbox/schemas.ts'
import { type BulkChange, undoOf } from './bulk.ts'

const one = (id: string, before: Partial<Conversation> = {}) =>
  ({ id, status: 'active', snoozedUntil: null, heldBy: null, labels: [], ...before }) as Conversation
const label = (id: string) => ({ id, name: id, color: '#000000' })
const until = '2026-12-01T09:00:00.000Z'

it.each<[string, Conversation[], BulkChange, unknown]>([
  [
    'archived ones come back, and those that were archived stay',
    [one('a'), one('b', { status: 'archived' }), one('c', { status: 'escalated' })],
    { status: 'archived' },
    [{ ids: ['a', 'c'], change: { status: 'active' } }],
  ],
  [
    'an archived one that was snoozed is snoozed again',
    [one('a', { snoozedUntil: until })],
    { status: 'archived' },
    [{ ids: ['a'], change: { status: 'active', snoozedUntil: until } }],
  ],
  [
    'snoozed ones wake, or are snoozed for as long as they were',
    [one('a'), one('b', { snoozedUntil: until }), one('c')],
    { snoozedUntil: '2026-12-05T09:00:00.000Z' },
    [
      { ids: ['a', 'c'], change: { snoozedUntil: null } },
      { ids: ['b'], change: { snoozedUntil: until } },
    ],
  ],
  [
    'a label is taken off those that did not have it',
    [one('a', { labels: [label('x')] }), one('b')],
    { addLabels: ['x'] },
    [{ ids: ['b'], change: { removeLabels: ['x'] } }],
  ],
  [
    'who held it holds it again',
    [one('a', { heldBy: { userId: 'ada', name: 'Ada' } }), one('b')],
    { assignedTo: 'ben' },
    [{ ids: ['a'], change: { assignedTo: 'ada' } }],
  ],
])('undone, %s', (_what, conversations, change, steps) => {
  expect(undoOf(conversations, change)).toEqual(steps)
})
