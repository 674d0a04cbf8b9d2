import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db, Enqueue } from '#core/lib/kernel/db.ts'
import { AppError, conflict, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { allows, mayChangeMember, scopesOf } from '../rules/rights.ts'
import type { Member, Role, Scope } from '../schemas.ts'
import * as store from '../store/members.ts'
import * as workspaces from '../store/workspaces.ts'

export async function listMembers(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Member>> {
  const after = decodeCursor(query.cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, after, limit: query.limit })])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.joinedAt, id: row.id }), toMember)
}

/** Gives a member another role. Only owners make and unmake owners, and the last owner stays. */
export async function changeRole(
  ctx: Ctx,
  scopes: readonly Scope[],
  { id, role }: { id: string; role: Role },
): Promise<Member> {
  return withMember(ctx, id, async (tx, member, enqueue) => {
    if (!mayChangeMember(scopes, member.role, role)) throw ownersOnly()
    if (member.role === role) return member
    if (member.role === 'owner') await keepAnOwner(tx, ctx)
    await setRole(ctx, tx, member, role, enqueue)
    return { ...member, role }
  })
}

/** Ends a membership: from the next request on the person has no access here, and their open screens close. */
export async function removeMember(ctx: Ctx, scopes: readonly Scope[], id: string): Promise<void> {
  await withMember(ctx, id, async (tx, member, enqueue) => {
    if (!mayChangeMember(scopes, member.role, null)) throw ownersOnly()
    return end(ctx, tx, member, 'member.remove', enqueue)
  })
}

/** Ends the caller's own membership; the last owner has to hand the workspace over, or delete it. */
export async function leaveWorkspace(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx
  const userId = actorUserId(ctx.actor)
  if (userId === null) throw new AppError('forbidden', 'forbidden', 'A key is revoked; it does not leave.')
  const [[me]] = await ctx.db.batch((db) => [store.byUser(db, { workspaceId, userId })])
  if (!me) throw notFound('member')
  await withMember(ctx, me.id, (tx, member, enqueue) => end(ctx, tx, member, 'member.leave', enqueue))
}

/** Makes another member owner, and the caller admin. */
export async function transferWorkspace(ctx: Ctx, memberId: string): Promise<Member> {
  const { workspaceId } = ctx
  const userId = actorUserId(ctx.actor)
  return withMember(ctx, memberId, async (tx, member, enqueue) => {
    if (userId === null) throw ownersOnly()
    const [me] = await store.byUser(tx, { workspaceId, userId })
    if (me?.role !== 'owner') throw ownersOnly()
    if (me.id === member.id) throw conflict('already_owner', 'You are the owner already.')
    await setRole(ctx, tx, member, 'owner', enqueue)
    await setRole(ctx, tx, me, 'admin', enqueue)
    return { ...member, role: 'owner' as const }
  })
}

/** Locks the workspace first: two owners who unmake each other at once must not both succeed. */
async function withMember(
  ctx: Ctx,
  id: string,
  work: (tx: Db, member: store.MemberRow, enqueue: Enqueue) => Promise<store.MemberRow>,
): Promise<Member> {
  const { workspaceId } = ctx
  const changed = await ctx.db.tx(async (tx, enqueue) => {
    await workspaces.lock(tx, workspaceId)
    const [member] = await store.byId(tx, { workspaceId, id })
    if (!member) throw notFound('member')
    return work(tx, member, enqueue)
  })
  return toMember(changed)
}

async function setRole(ctx: Ctx, tx: Db, member: store.MemberRow, role: Role, enqueue: Enqueue) {
  const { workspaceId } = ctx
  await store.setRole(tx, { workspaceId, id: member.id, role })
  await audit.record(tx, ctx, {
    action: 'member.change_role',
    objectType: 'member',
    objectId: member.id,
    before: { email: member.email, role: member.role },
    after: { email: member.email, role },
  })
  if (!allows(scopesOf(role), 'answer')) enqueue({ type: 'answering.ended', actor: `user:${member.userId}` })
  enqueue({ type: 'feed.changed', topic: 'members', id: member.id })
}

async function end(
  ctx: Ctx,
  tx: Db,
  member: store.MemberRow,
  action: 'member.remove' | 'member.leave',
  enqueue: Enqueue,
): Promise<store.MemberRow> {
  if (member.role === 'owner') await keepAnOwner(tx, ctx)
  await store.remove(tx, { workspaceId: ctx.workspaceId, id: member.id })
  await audit.record(tx, ctx, {
    action,
    objectType: 'member',
    objectId: member.id,
    before: { email: member.email, role: member.role },
  })
  enqueue({ type: 'access.ended', actor: `user:${member.userId}` })
  enqueue({ type: 'answering.ended', actor: `user:${member.userId}` })
  enqueue({ type: 'feed.changed', topic: 'members', id: member.id })
  return member
}

async function keepAnOwner(tx: Db, { workspaceId }: Ctx) {
  if ((await store.owners(tx, { workspaceId })).length <= 1) {
    throw conflict(
      'last_owner',
      'A workspace needs an owner. Make another member owner first, or delete the workspace.',
    )
  }
}

const ownersOnly = () =>
  new AppError(
    'forbidden',
    'forbidden',
    'Only an owner makes owners, and only an owner changes or removes one.',
  )

const toMember = ({ joinedAt, ...row }: store.MemberRow): Member => ({
  ...row,
  joinedAt: joinedAt.toISOString(),
})
