import { expect, it } from 'vitest'
import type { AccountLimit } from '#core/accounts/schemas.ts'
import { limitsToShow } from './limits.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const limit = (more: Partial<AccountLimit>): AccountLimit => ({
  scope: 'account',
  name: 'chat',
  kind: 'sliding',
  used: 16,
  limit: 20,
  windowMs: 60_000,
  resetsAt: '2026-11-21T12:00:40Z',
  ...more,
})

it('limits are shown when four fifths are used, and no longer than that is so', () => {
  expect(limitsToShow([limit({})], now)).toHaveLength(1)
  expect(limitsToShow([limit({ used: 15 })], now)).toEqual([])
  expect(limitsToShow([limit({ resetsAt: '2026-11-21T11:59:59Z' })], now)).toEqual([])
})

it('a second’s limit is not shown, a stop of the platform is until it ends', () => {
  expect(limitsToShow([limit({ windowMs: 1_000, used: 20 })], now)).toEqual([])
  const stop = limit({ kind: 'closed', used: 1, limit: 1, windowMs: null })
  expect(limitsToShow([stop], now)).toEqual([stop])
  expect(limitsToShow([stop], now + 60_000)).toEqual([])
  const reported = limit({ kind: 'reported', used: 79, limit: 100, windowMs: null, resetsAt: null })
  expect(limitsToShow([reported, { ...reported, used: 80 }], now)).toHaveLength(1)
})
