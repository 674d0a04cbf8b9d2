import { describe, expect, it } from 'vitest'
import type { Me, Role, Scope } from '#core/workspaces/schemas.ts'
import { mayChange, mayManage, mayOwn, rolesToGive } from './may.ts'

/** Scopes as the API sends them in `me`. */
const SCOPES: Record<Role, Scope[]> = {
  owner: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
  admin: ['manage', 'write', 'answer', 'listen', 'see'],
  editor: ['write', 'answer', 'listen', 'see'],
  agent: ['answer', 'see'],
  analyst: ['listen', 'see'],
  viewer: ['see'],
}

const me = (role: Role): Me => ({
  user: { id: 'me', name: 'Me', email: 'me@example.org', emailVerified: true },
  workspace: { id: 'w', name: 'W' },
  role,
  scopes: SCOPES[role],
  operator: false,
})
const other = (role: Role) => ({ userId: 'other', role })

describe('what is offered among members', () => {
  it('is nothing to those who may only work', () => {
    for (const role of ['editor', 'agent', 'analyst', 'viewer'] as const) {
      expect([mayManage(me(role)), mayOwn(me(role)), mayChange(me(role), other('viewer'))]).toEqual([
        false,
        false,
        false,
      ])
    }
  })
  it('is everything but owners to an admin, and owners too to an owner', () => {
    expect(mayChange(me('admin'), other('editor'))).toBe(true)
    expect(mayChange(me('admin'), other('owner'))).toBe(false)
    expect(rolesToGive(me('admin'))).not.toContain('owner')
    expect(mayChange(me('owner'), other('owner'))).toBe(true)
    expect(rolesToGive(me('owner'))).toContain('owner')
  })
  it('is never oneself: one leaves, or hands over', () => {
    expect(mayChange(me('owner'), { userId: 'me', role: 'owner' })).toBe(false)
  })
})
