import type { Me, Member, Role } from '#core/workspaces/schemas.ts'

const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'agent', 'analyst', 'viewer']

/** What the screens offer; the API decides by the same matrix, whatever is offered. */
export const mayManage = ({ scopes }: Me): boolean => scopes.includes('manage')
export const mayOwn = ({ scopes }: Me): boolean => scopes.includes('own')

/** Who is invited is no owner yet: a member is made one. */
export type InvitedRole = Exclude<Role, 'owner'>
export const INVITED_ROLES = ROLES.filter((role): role is InvitedRole => role !== 'owner')

/** Owners are the owners' business. */
export const rolesToGive = (me: Me): readonly Role[] => (mayOwn(me) ? ROLES : INVITED_ROLES)

/** Oneself one does not change: one leaves, or hands the workspace over. */
export const mayChange = (me: Me, { role, userId }: Pick<Member, 'role' | 'userId'>): boolean =>
  userId !== me.user?.id && (mayOwn(me) || (mayManage(me) && role !== 'owner'))

export const isRole = (value: string): value is Role => ROLES.some((role) => role === value)
