import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx, type SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, conflict, describeError, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { invitationMail } from '../mails.ts'
import { checkLimits } from '../queries.ts'
import { invitationStatus } from '../rules/rights.ts'
import type { Invitation, Invite, OpenInvitation, Workspace } from '../schemas.ts'
import * as store from '../store/invitations.ts'
import * as members from '../store/members.ts'

const VALID_MS = 7 * 24 * 3_600_000
const UNIQUE_VIOLATION = '23505'
const PURPOSE = 'invitations'

/** Invites an address. The mail is sent after the commit, and tried again until it has been sent. */
export async function invite(ctx: Ctx, { email, role }: Invite): Promise<Invitation> {
  const { workspaceId } = ctx
  const id = newId()
  const now = ctx.now()
  try {
    await ctx.db.tx(async (tx, enqueue) => {
      if ((await store.memberWithEmail(tx, { workspaceId, email })).length > 0)
        throw conflict('already_member', `${email} is a member of this workspace already.`)
      await store.closeExpired(tx, { workspaceId, email, now })
      await store.insert(tx, {
        id,
        workspaceId,
        email,
        role,
        invitedBy: actorUserId(ctx.actor),
        expiresAt: new Date(now.getTime() + VALID_MS),
      })
      await audit.record(tx, ctx, {
        action: 'invitation.create',
        objectType: 'invitation',
        objectId: id,
        after: { email, role },
      })
      enqueue({ type: 'feed.changed', topic: 'members', id })
      enqueue({ type: 'invitation.mail', invitationId: id, version: 1 })
      await checkLimits(tx, ctx, 'members')
    })
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw conflict('already_invited', `${email} has an open invitation. Send it again, or revoke it first.`)
  }
  return read(ctx, id)
}

export async function listInvitations(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Invitation>> {
  const before = decodeCursor(query.cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, before, limit: query.limit })])
  return pageOfRows(
    rows,
    query.limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toInvitation(row, ctx.now()),
  )
}

/** Sends an invitation again for another seven days; the earlier link no longer works. */
export async function resendInvitation(ctx: Ctx, id: string): Promise<Invitation> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const expiresAt = new Date(ctx.now().getTime() + VALID_MS)
    const [renewed] = await store.renew(tx, { workspaceId, id, expiresAt })
    if (!renewed) throw notFound('open invitation')
    await audit.record(tx, ctx, { action: 'invitation.resend', objectType: 'invitation', objectId: id })
    enqueue({ type: 'feed.changed', topic: 'members', id })
    enqueue({ type: 'invitation.mail', invitationId: id, version: renewed.version })
  })
  return read(ctx, id)
}

export async function revokeInvitation(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [revoked] = await store.revoke(tx, { workspaceId, id, now: ctx.now() })
    if (!revoked) throw notFound('open invitation')
    await audit.record(tx, ctx, {
      action: 'invitation.revoke',
      objectType: 'invitation',
      objectId: id,
      before: revoked,
    })
    enqueue({ type: 'feed.changed', topic: 'members', id })
  })
}

/** Sends the mail of an invitation that is still open and has not been renewed since. */
export async function mailInvitation(
  ctx: Ctx,
  { invitationId, version }: JobOf<'invitation.mail'>,
  link: SystemCtx,
): Promise<void> {
  const [[row]] = await link.db.batch((db) => [store.byLink(db, invitationId)])
  if (!row || row.version !== version || invitationStatus(row, ctx.now()) !== 'pending') return
  const token = await tokenOf(ctx, invitationId, version)
  const mail = invitationMail({ ...row, url: `${ctx.webUrl}/invite/${token}` })
  const idempotencyKey = `invitation/${invitationId}/${version}`
  try {
    await ctx.mail.send({ to: row.email, idempotencyKey, ...mail })
  } catch (error) {
    // A mail that the mail service will never take is not retried for ever; the invitation can be sent again.
    if (!(error instanceof AppError && error.kind === 'invalid')) throw error
    ctx.log.error('invitation.mail_refused', { invitationId, error: describeError(error) })
  }
}

/** Returns the details that an invitation's link shows before the person has signed in. */
export async function openInvitation(ctx: SystemCtx, token: string): Promise<OpenInvitation> {
  const { workspaceName, email, role, invitedBy, expiresAt } = await byToken(ctx, token)
  return { workspaceName, email, role, invitedBy, expiresAt: expiresAt.toISOString() }
}

/** Makes the invited person a member. A second click finds them a member already. */
export async function acceptInvitation(
  ctx: SystemCtx,
  user: { id: string; email: string },
  token: string,
): Promise<Workspace> {
  const invitation = await byToken(ctx, token, user.id)
  const { id, workspaceId, version, email } = invitation
  if (user.email.toLowerCase() !== email) {
    throw new AppError(
      'forbidden',
      'other_address',
      `This invitation was sent to ${email}. Sign in with that address, or ask for one to ${user.email}.`,
    )
  }
  const at = ctx.now()
  await ctx.db.tx(async (tx, enqueue) => {
    const [accepted] = await store.accept(tx, { workspaceId, id, now: at, userId: user.id, version })
    if (!accepted) return
    await members.insert(tx, { workspaceId, userId: user.id, role: accepted.role })
    await audit.record(
      tx,
      { workspaceId, actor: ctx.actor, requestId: ctx.requestId },
      {
        action: 'invitation.accept',
        objectType: 'invitation',
        objectId: id,
        after: { email, role: accepted.role },
      },
    )
    enqueue({ type: 'feed.changed', topic: 'members', id }, workspaceId)
    await checkLimits(tx, ctx.workspace(workspaceId), 'members')
  })
  return joined(ctx, invitation, user.id)
}

/** Returns the workspace of an invitation that this person has accepted. @throws AppError `gone` for another's */
export async function acceptedInvitation(ctx: SystemCtx, userId: string, id: string): Promise<Workspace> {
  const [[invitation]] = await ctx.db.batch((db) => [store.byLink(db, id)])
  if (!invitation) throw gone()
  return joined(ctx, invitation, userId)
}

type Linked = Awaited<ReturnType<typeof store.byLink>>[number]

async function joined(
  ctx: SystemCtx,
  { workspaceId, workspaceName, workspaceCreatedAt }: Linked,
  userId: string,
): Promise<Workspace> {
  const [[member]] = await ctx.db.batch((db) => [members.byUser(db, { workspaceId, userId })])
  if (!member) throw gone()
  return {
    id: workspaceId,
    name: workspaceName,
    role: member.role,
    createdAt: workspaceCreatedAt.toISOString(),
  }
}

/** Finds the open invitation of a link, or the one that this person has accepted. Forged, old and used links get the same error. */
async function byToken(ctx: SystemCtx, token: string, acceptedBy?: string) {
  const [, id, version, signature] = /^([0-9a-f-]{36})\.([1-9]\d{0,5})\.(\d+\.[\w-]+)$/.exec(token) ?? []
  if (!id || !version || !signature) throw gone()
  if (!(await ctx.vault.verify(PURPOSE, `${id}/${version}`, signature))) throw gone()
  const [[row]] = await ctx.db.batch((db) => [store.byLink(db, id)])
  if (!row || row.version !== Number(version)) throw gone()
  const status = invitationStatus(row, ctx.now())
  if (status !== 'pending' && !(status === 'accepted' && acceptedBy !== undefined)) throw gone()
  return row
}

const tokenOf = async (ctx: Pick<Ctx, 'vault'>, id: string, version: number) =>
  `${id}.${version}.${await ctx.vault.sign(PURPOSE, `${id}/${version}`)}`

const gone = () =>
  new AppError('not_found', 'invitation_gone', 'This invitation is not open any more. Ask for a new one.')

async function read(ctx: Ctx, id: string): Promise<Invitation> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('invitation')
  return toInvitation(row, ctx.now())
}

const toInvitation = (row: store.InvitationRow, now: Date): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  status: invitationStatus(row, now),
  invitedBy: row.invitedBy,
  expiresAt: row.expiresAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
})
