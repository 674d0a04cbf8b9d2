import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx, type SystemCtx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { AppError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { randomToken, sha256Hex } from '#core/lib/secrets/crypto.ts'
import { checkLimits } from '../queries.ts'
import { missingScopes } from '../rules/rights.ts'
import type { ApiKey, CreateApiKey, CreatedApiKey, Scope } from '../schemas.ts'
import * as store from '../store/api-keys.ts'
import type { Access } from './workspaces.ts'

const API_KEY_PREFIX = 'chk_'
const API_KEY_BYTES = 32

/** Returns the access that an API key gives. @throws unauthenticated for a key that is unknown, revoked or expired. */
export async function accessOfApiKey(
  ctx: SystemCtx,
  key: string,
): Promise<Access & { keyId: string; keyName: string; expiresAt: Date | null }> {
  const hash = await sha256Hex(key)
  const [[found]] = await ctx.db.batch((db) => [store.find(db, { hash, now: ctx.now() })])
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
    expiresAt: found.expiresAt,
  }
}

/** Makes a key that may do no more than its maker: 256 random bits, stored as a hash, shown once. */
export async function createApiKey(
  ctx: Ctx,
  scopes: readonly Scope[],
  input: CreateApiKey,
): Promise<CreatedApiKey> {
  const missing = missingScopes(scopes, input.scopes)
  if (missing.length > 0) {
    throw new AppError(
      'forbidden',
      'forbidden',
      `A key may do no more than who makes it: you do not have ${missing.join(', ')}.`,
    )
  }
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
      await store.insert(tx, {
        workspaceId: ctx.workspaceId,
        name: input.name,
        prefix: key.slice(0, API_KEY_PREFIX.length + 6),
        hash,
        scopes: input.scopes,
        createdBy: actorUserId(ctx.actor),
        expiresAt,
      }),
    )
    await audit.record(tx, ctx, {
      action: 'api_key.create',
      objectType: 'api_key',
      objectId: inserted.id,
      after: { name: input.name, scopes: input.scopes, expiresAt: expiresAt?.toISOString() ?? null },
    })
    await checkLimits(tx, ctx, 'api_keys')
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
    store.list(db, { workspaceId: ctx.workspaceId, before, limit: query.limit }),
  ])
  return pageOfRows(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), toApiKey)
}

export async function revokeApiKey(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [revoked] = await store.revoke(tx, { workspaceId: ctx.workspaceId, id, now: ctx.now() })
    if (!revoked) throw notFound('API key')
    await audit.record(tx, ctx, {
      action: 'api_key.revoke',
      objectType: 'api_key',
      objectId: id,
      before: revoked,
    })
    enqueue({ type: 'access.ended', actor: `api_key:${id}` })
    enqueue({ type: 'answering.ended', actor: `api_key:${id}` })
  })
}

const toApiKey = (row: Awaited<ReturnType<typeof store.list>>[number]): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
