import type { Role, Scope } from './schemas.ts'

/** The role matrix of the product: what each role may do. */
const SCOPES: Record<Role, readonly Scope[]> = {
  owner: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
  admin: ['manage', 'write', 'answer', 'listen', 'see'],
  editor: ['write', 'answer', 'listen', 'see'],
  agent: ['answer', 'see'],
  analyst: ['listen', 'see'],
  viewer: ['see'],
}

export const scopesOf = (role: Role): Scope[] => [...SCOPES[role]]

/** Whoever may do anything may also see. */
export const allows = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.includes(needed) || (needed === 'see' && scopes.length > 0)
