import { expect, it } from 'vitest'
import { instantIn } from './refusal.ts'

it('the moment until which one must wait is found in the words of the refusal, and is not invented', () => {
  expect(instantIn('Too many tries. Wait until 2026-11-21T10:15:00.250Z, or set a new password.')).toBe(
    '2026-11-21T10:15:00.250Z',
  )
  expect(instantIn('Too many tries.')).toBeNull()
})
