import { expect, it } from 'vitest'
import { roleSchema, scopeSchema } from '../schemas.ts'
import { allows, scopesOf } from './rights.ts'

it('the role matrix is the one that was settled, cell by cell', () => {
  const matrix = {
    owner: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
    admin: ['manage', 'write', 'answer', 'listen', 'see'],
    editor: ['write', 'answer', 'listen', 'see'],
    agent: ['answer', 'see'],
    analyst: ['listen', 'see'],
    viewer: ['see'],
  } as const
  for (const role of roleSchema.options) {
    for (const scope of scopeSchema.options) {
      const may = (matrix[role] as readonly string[]).includes(scope)
      expect([role, scope, allows(scopesOf(role), scope)]).toEqual([role, scope, may])
    }
  }
})

it('whoever may do anything may see, and whoever may do nothing may not', () => {
  expect(allows(['write'], 'see')).toBe(true)
  expect(allows(['write'], 'manage')).toBe(false)
  expect(allows([], 'see')).toBe(false)
})
