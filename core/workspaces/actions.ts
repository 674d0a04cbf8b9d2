import * as audit from '#core/lib/audit.ts'
import { actorUserId, type Ctx, type SystemCtx } from '#core/lib/context.ts'
import { randomToken, sha256Hex } from '#core/lib/crypto.ts'
import { only } from '#core/lib/db.ts'
import { AppError, invalid, notFound } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/page.ts'
import { scopesOf } from './rules.ts'
import type {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  CreateWorkspace,
  Role,
  Scope,
  Workspace,
} from './schemas.ts'
import * as store from './store.ts'

const API_KEY_PREFIX = 'chk_'
const API_KEY_BYTES = 32

/** Who may act where: the answer to a session or a key. */
export interface Access {
  workspaceId: string
  workspaceName: string
  role: Role | null
  scopes: Scope[]
}

/** Makes a workspace with its maker as owner. */
export async function createWorkspace(
  ctx: SystemCtx,
  userId: string,
  input: CreateWorkspace,
): Promise<Workspace> {
  const id = newId()
  const row = await ctx.db.tx(async (tx) => {
    const workspace = only(await store.insertWorkspace(tx, { id, name: input.name }))
    await store.insertMember(tx, { workspaceId: id, userId, role: 'owner' })
    await store.insertAiSettings(tx, id)
    await store.insertAiRules(tx, id)
    await audit.record(
      tx,
      { workspaceId: id, actor: ctx.actor, requestId: ctx.requestId },
      { action: 'workspace.create', objectType: 'workspace', objectId: id },
    )
    return workspace
  })
  return { id, name: row.name, role: 'owner', createdAt: row.createdAt.toISOString() }
}

/** The access of a signed-in person to the workspace they name, or to their first. Null when they are in none. */
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

/** The access that an API key gives. @throws unauthenticated for a key that is unknown, revoked or expired. */
export async function accessOfApiKey(
  ctx: SystemCtx,
  key: string,
): Promise<Access & { keyId: string; keyName: string }> {
  const hash = await sha256Hex(key)
  const [[found]] = await ctx.db.batch((db) => [store.findApiKey(db, { hash, now: ctx.now() })])
  if (!found) {
    throw new AppError('unauthenticated', 'invalid_api_key', 'This API key is unknown, revoked or expired.')
  }
  return {
    workspaceId: found.workspaceId,
    workspaceName: found.workspaceName,
    role: null,
    scopes: found.scopes,
    keyId: found.id,
    keyName: found.name,
  }
}

/** Makes a key: 256 random bits, stored as their hash, shown once. */
export async function createApiKey(ctx: Ctx, input: CreateApiKey): Promise<CreatedApiKey> {
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt)
  if (expiresAt !== null && expiresAt <= ctx.now()) {
    throw invalid('The key would have expired already.', [
      { path: 'expiresAt', message: 'Choose a time to come.' },
    ])
  }
  const key = API_KEY_PREFIX + randomToken(API_KEY_BYTES)
  const hash = await sha256Hex(key)
  const row = await ctx.db.tx(async (tx) => {
    const inserted = only(
      await store.insertApiKey(tx, {
        workspaceId: ctx.workspaceId,
        name: input.name,
        prefix: key.slice(0, API_KEY_PREFIX.length + 6),
        hash,
        scopes: input.scopes,
        createdBy: actorUserId(ctx.actor),
        expiresAt,
      }),
    )
    await audit.record(tx, ctx, { action: 'api_key.create', objectType: 'api_key', objectId: inserted.id })
    return inserted
  })
  return { ...toApiKey(row), key }
}

export async function listApiKeys(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ApiKey>> {
  const before = decodeCursor(query.cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.listApiKeys(db, { workspaceId: ctx.workspaceId, before, limit: query.limit }),
  ])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), toApiKey)
}

export async function revokeApiKey(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (tx) => {
    const [revoked] = await store.revokeApiKey(tx, { workspaceId: ctx.workspaceId, id, now: ctx.now() })
    if (!revoked) throw notFound('API key')
    await audit.record(tx, ctx, { action: 'api_key.revoke', objectType: 'api_key', objectId: id })
  })
}

const toApiKey = (row: Awaited<ReturnType<typeof store.listApiKeys>>[number]): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
