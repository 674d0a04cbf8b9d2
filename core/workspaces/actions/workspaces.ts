import * as audit from '#core/lib/kernel/audit.ts'
import { actorLabel, type Ctx, type SystemCtx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { scopesOf } from '../rules/rights.ts'
import type {
  CreateWorkspace,
  CurrentWorkspace,
  Pause,
  Role,
  Scope,
  UpdateWorkspace,
  Workspace,
} from '../schemas.ts'
import * as members from '../store/members.ts'
import * as store from '../store/workspaces.ts'

/** The access of a session or a key: a workspace, and the scopes in it. */
export interface Access {
  workspaceId: string
  workspaceName: string
  role: Role | null
  scopes: Scope[]
}

/** Makes a workspace and its maker the owner. */
export async function createWorkspace(
  ctx: SystemCtx,
  userId: string,
  { name, language = 'en', timezone = 'UTC' }: Pick<CreateWorkspace, 'name'> & Partial<CreateWorkspace>,
): Promise<Workspace> {
  const id = newId()
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const zone = (await isKnownZone(tx, timezone)) ? timezone : 'UTC'
    const workspace = only(await store.insertWorkspace(tx, { id, name, timezone: zone }))
    await members.insert(tx, { workspaceId: id, userId, role: 'owner' })
    await store.insertAiSettings(tx, id)
    await store.insertAiRules(tx, id)
    await audit.record(
      tx,
      { workspaceId: id, actor: ctx.actor, requestId: ctx.requestId },
      {
        action: 'workspace.create',
        objectType: 'workspace',
        objectId: id,
        after: { name, language, timezone },
      },
    )
    enqueue({ type: 'taxonomy.start', language }, id)
    return workspace
  })
  return { id, name: row.name, role: 'owner', createdAt: row.createdAt.toISOString() }
}

/** Lists the workspaces of a person, in the order in which they joined them. */
export async function listWorkspaces(ctx: SystemCtx, userId: string): Promise<Workspace[]> {
  const [rows] = await ctx.db.batch((db) => [store.membershipsOf(db, userId)])
  return rows.map((row) => ({
    id: row.workspaceId,
    name: row.name,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
  }))
}

/** Returns one of the workspaces of a person. @throws notFound */
export async function getWorkspace(ctx: SystemCtx, userId: string, id: string): Promise<Workspace> {
  const found = (await listWorkspaces(ctx, userId)).find((workspace) => workspace.id === id)
  if (!found) throw notFound('workspace')
  return found
}

/** Returns the access of a signed-in person to the workspace they name, or to their first. Null when they are in none. */
export async function accessOfUser(
  ctx: SystemCtx,
  userId: string,
  workspaceId: string | null,
): Promise<Access | null> {
  const [memberships] = await ctx.db.batch((db) => [store.membershipsOf(db, userId)])
  const membership =
    workspaceId === null ? memberships[0] : memberships.find((m) => m.workspaceId === workspaceId)
  if (!membership) {
    if (workspaceId !== null) throw notFound('workspace')
    return null
  }
  const { role } = membership
  return { workspaceId: membership.workspaceId, workspaceName: membership.name, role, scopes: scopesOf(role) }
}

export async function currentWorkspace(ctx: Ctx): Promise<CurrentWorkspace> {
  const [rows] = await ctx.db.batch((db) => [store.current(db, ctx.workspaceId)])
  const { workspace, machinesOff } = only(rows)
  const { pausedAt, pausedBy, pauseReason } = workspace
  return {
    id: workspace.id,
    name: workspace.name,
    createdAt: workspace.createdAt.toISOString(),
    timezone: workspace.timezone,
    ageConfirmedAt: workspace.ageConfirmedAt?.toISOString() ?? null,
    paused: pausedAt && { at: pausedAt.toISOString(), by: pausedBy ?? '', reason: pauseReason },
    installationPaused: machinesOff,
  }
}

/** Changes the name or the time zone, or confirms that the workspace is for adults. @throws AppError `invalid` for a zone that the database does not know */
export async function updateWorkspace(
  ctx: Ctx,
  { name, timezone, ageConfirmed }: UpdateWorkspace,
): Promise<CurrentWorkspace> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const now = only(await store.lock(tx, workspaceId))
    const record = (action: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
      audit.record(tx, ctx, { action, objectType: 'workspace', objectId: workspaceId, before, after })
    const renamed = name !== undefined && name !== now.name
    const moved = timezone !== undefined && timezone !== now.timezone
    const confirmed = ageConfirmed !== undefined && ageConfirmed !== (now.ageConfirmedAt !== null)
    if (!renamed && !moved && !confirmed) return
    if (moved && !(await isKnownZone(tx, timezone)))
      throw invalid('This time zone is not known here.', [
        { path: 'timezone', message: 'Name an IANA time zone, such as Europe/Paris.' },
      ])
    await store.update(tx, workspaceId, {
      ...(renamed && { name }),
      ...(moved && { timezone }),
      ...(confirmed && { ageConfirmedAt: ageConfirmed ? ctx.now() : null }),
    })
    if (renamed) await record('workspace.rename', { name: now.name }, { name })
    if (moved) await record('workspace.timezone', { timezone: now.timezone }, { timezone })
    if (confirmed) await record('workspace.confirm_age', { ageConfirmed: !ageConfirmed }, { ageConfirmed })
    enqueue({ type: 'feed.changed', topic: 'workspace', id: workspaceId })
  })
  return currentWorkspace(ctx)
}

/** Tests whether the database knows a time zone: it may know others than the Worker. */
const isKnownZone = async (tx: Db, timezone: string): Promise<boolean> =>
  timezone === 'UTC' || (await store.knownZone(tx, timezone)).rows.length > 0

/** Pauses or resumes all automatic work of the workspace. Messages still come in, and people still answer and publish by hand. */
export async function pauseWorkspace(ctx: Ctx, pause: Pause | null): Promise<CurrentWorkspace> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const before = only(await store.lock(tx, workspaceId))
    if ((before.pausedAt === null) === (pause === null)) return
    const reason = pause?.reason || null
    const paused = pause && { at: ctx.now(), by: actorLabel(ctx.actor), reason }
    await store.setPaused(tx, { workspaceId, paused })
    await audit.record(tx, ctx, {
      action: pause ? 'workspace.pause' : 'workspace.resume',
      objectType: 'workspace',
      objectId: workspaceId,
      before: { paused: before.pausedAt !== null, reason: before.pauseReason },
      after: { paused: pause !== null, reason },
    })
    enqueue({ type: 'feed.changed', topic: 'workspace', id: workspaceId })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts' })
  })
  return currentWorkspace(ctx)
}

/** Deletes a workspace and all its data for good. Data outside the database goes first, so that a second attempt finds the rest. */
export async function deleteWorkspace(ctx: SystemCtx, workspaceId: string, name: string): Promise<void> {
  const [rows] = await ctx.db.batch((db) => [store.current(db, workspaceId)])
  const { workspace } = only(rows)
  if (workspace.name !== name) {
    throw invalid('The name does not match: nothing was deleted.', [
      { path: 'name', message: 'Type the name of the workspace as it stands.' },
    ])
  }
  for (const kind of ['knowledge', 'media', 'messages']) await ctx.blobs.deleteAll(`${kind}/${workspaceId}/`)
  await ctx.db.tx(async (tx) => {
    await store.remove(tx, workspaceId)
    await audit.recordForInstallation(tx, ctx, { action: 'workspace.delete', before: { workspaceId, name } })
  })
}
