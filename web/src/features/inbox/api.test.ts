import { expect, it } from 'vitest'
import type { Conversation } from '#core/inbox/schemas.ts'
import { belongs, listOf } from './api.ts'

const conversation = (status: Conversation['status'], heldBy: string | null = null) =>
  ({
    status,
    snoozedUntil: null,
    labels: [],
    heldBy: heldBy === null ? null : { userId: heldBy, name: 'Sam' },
  }) as unknown as Conversation

it('a conversation stays in a list for as long as it is what the list asks for', () => {
  const open = listOf({})
  expect(belongs(open, conversation('active'), 'me')).toBe(true)
  expect(belongs(open, conversation('escalated'), 'me')).toBe(true)
  expect(belongs(open, conversation('archived'), 'me')).toBe(false)
  expect(belongs(listOf({ view: 'archived' }), conversation('active'), 'me')).toBe(false)
  expect(belongs(listOf({ view: 'escalated' }), conversation('active'), 'me')).toBe(false)
  expect(belongs(listOf({ view: 'escalated' }), conversation('escalated'), 'me')).toBe(true)
  const mine = listOf({ view: 'mine' })
  expect(belongs(mine, conversation('active', 'me'), 'me')).toBe(true)
  expect(belongs(mine, conversation('active', 'another'), 'me')).toBe(false)
  expect(belongs(mine, conversation('active'), undefined)).toBe(false)
})

it.each([
  ['open', false],
  ['mine', false],
  ['unassigned', false],
  ['waiting', false],
  ['snoozed', true],
  ['all', true],
])('a snoozed conversation in the view %s stays there: %s', (view, stays) => {
  const snoozed = { ...conversation('active', 'me'), snoozedUntil: '2026-12-01T09:00:00.000Z' }
  expect(belongs(listOf({ view }), snoozed, 'me')).toBe(stays)
})

it('a list of what machines did keeps what a person has archived since', () => {
  expect(belongs(listOf({ machine: 'answered' }), conversation('archived'), 'me')).toBe(true)
})
