import { expect, test } from 'vitest'
import { sourcesOf } from './sources.ts'

test('what waits today is named one by one, with the screen of each', () => {
  const nobody = { total: 0, items: [] }
  const waiting = {
    escalations: {
      total: 1,
      items: [{ conversationId: 'c1', customerName: 'Nina', customerHandle: null, text: 'Is there room?' }],
    },
    held: nobody,
    windows: nobody,
    messages: nobody,
    comments: { total: 1, items: [{ id: 'k1', authorName: 'Oscar', text: 'How much is it?' }] },
    posts: { total: 1, items: [{ id: 'p1', text: 'Pear tart' }] },
    accounts: [{ id: 'a1', name: 'Café', reason: 'Connect it again.' }],
  }
  expect(sourcesOf('today', { waiting }, {}, 2)).toEqual([
    { n: 3, title: 'Today', to: '/' },
    { n: 4, title: 'Nina: Is there room?', to: '/inbox/c1' },
    { n: 5, title: 'Oscar: How much is it?', to: '/comments?comment=k1' },
    { n: 6, title: 'Pear tart', to: '/calendar?post=p1' },
    { n: 7, title: 'Café: Connect it again.', to: '/accounts' },
  ])
  expect(sourcesOf('today', { waiting: {} }, {}, 0)).toEqual([{ n: 1, title: 'Today', to: '/' }])
})
