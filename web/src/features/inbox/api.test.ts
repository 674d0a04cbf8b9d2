import { expect, it } from 'vitest'
import type { Conversation } from '#core/inbox/schemas.ts'
import { belongs, listOf } from './api.ts'

const conversation = (status: Conversation['status'], heldBy: string | null = null) =>
  ({ status, heldBy: heldBy === null ? null : { userId: heldBy, name: 'Sam' } }) as Conversation

it('a conversation stays in a list for as long as it is what the list asks for', () => {
  const open = listOf({})
  expect(belongs(open, conversation('active'), 'me')).toBe(true)
  expect(belongs(open, conversation('escalated'), 'me')).toBe(true)
  expect(belongs(open, conversation('archived'), 'me')).toBe(false)
  expect(belongs(listOf({ status: 'archived' }), conversation('active'), 'me')).toBe(false)
  expect(belongs(listOf({ status: 'escalated' }), conversation('active'), 'me')).toBe(false)
  expect(belongs(listOf({ status: 'escalated' }), conversation('escalated'), 'me')).toBe(true)
  const mine = listOf({ held: 'me' })
  expect(belongs(mine, conversation('active', 'me'), 'me')).toBe(true)
  expect(belongs(mine, conversation('active', 'another'), 'me')).toBe(false)
  expect(belongs(mine, conversation('active'), undefined)).toBe(false)
})

it('a list of what machines did keeps what a person has archived since', () => {
  expect(belongs(listOf({ machine: 'answered' }), conversation('archived'), 'me')).toBe(true)
})
