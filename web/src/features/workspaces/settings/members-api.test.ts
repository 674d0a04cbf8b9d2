import { expect, it } from 'vitest'
import type { Member } from '#core/workspaces/schemas.ts'
import { withRole } from './members-api.ts'

const member = (id: string): Member => ({
  id,
  userId: id,
  name: id,
  email: `${id}@example.org`,
  role: 'viewer',
  joinedAt: '2026-01-01T00:00:00Z',
})

it('a role is shown changed at once, on whichever page the member stands, and nobody else’s is', () => {
  const list = {
    pages: [
      { items: [member('a'), member('b')], nextCursor: 'next' },
      { items: [member('c')], nextCursor: null },
    ],
    pageParams: [undefined, 'next'],
  }
  const roles = withRole(list, 'c', 'editor').pages.map(({ items }) => items.map(({ role }) => role))
  expect(roles).toEqual([['viewer', 'viewer'], ['editor']])
  expect(list.pages[1]?.items[0]?.role).toBe('viewer')
})
