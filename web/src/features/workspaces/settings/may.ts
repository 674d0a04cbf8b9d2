import type { Me, Member, Role } from '#core/workspaces/schemas.ts'

const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'agent', 'analyst', 'viewer']

/** Rights by which screens offer acts; the API enforces the same matrix. */
export const mayManage = ({ scopes }: Me): boolean => scopes.includes('manage')
export const mayOwn = ({ scopes }: Me): boolean => scopes.includes('own')

/** Roles of an invitation: only a member can become an owner. */
export type InvitedRole = Exclude<Role, 'owner'>
export const INVITED_ROLES = ROLES.filter((role): role is InvitedRole => role !== 'owner')

/** Lists the roles that the person may give: only owners may name owners. */
export const rolesToGive = (me: Me): readonly Role[] => (mayOwn(me) ? ROLES : INVITED_ROLES)

/** Tests whether the person may change a member. People leave or hand the workspace over instead of changing themselves. */
export const mayChange = (me: Me, { role, userId }: Pick<Member, 'role' | 'userId'>): boolean =>
  userId !== me.user?.id && (mayOwn(me) || (mayManage(me) && role !== 'owner'))

export const isRole = (value: string): value is Role => ROLES.some((role) => role === value)
