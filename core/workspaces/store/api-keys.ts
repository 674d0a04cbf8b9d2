import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { workspaces } from '#drizzle/schema/identity.ts'
import { apiKeys } from '#drizzle/schema/workspaces.ts'

export const insert = (db: Db, row: typeof apiKeys.$inferInsert) => db.insert(apiKeys).values(row).returning()

export const list = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.workspaceId, workspaceId),
        isNull(apiKeys.revokedAt),
        keyset.before(apiKeys.createdAt, apiKeys.id, before),
      ),
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit + 1)

export const revoke = (db: Db, { workspaceId, id, now }: { workspaceId: string; id: string; now: Date }) =>
  db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ name: apiKeys.name, scopes: apiKeys.scopes })

/** Finds the valid key with this hash, and notes its use at most once a minute. Crosses workspaces. */
export const find = (db: Db, { hash, now }: { hash: string; now: Date }) =>
  db
    .update(apiKeys)
    .set({
      lastUsedAt: sql`greatest(${apiKeys.lastUsedAt}, date_trunc('minute', ${now.toISOString()}::timestamptz))`,
    })
    .from(workspaces)
    .where(
      and(
        eq(apiKeys.hash, hash),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        eq(workspaces.id, apiKeys.workspaceId),
      ),
    )
    .returning({
      id: apiKeys.id,
      workspaceId: apiKeys.workspaceId,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      workspaceName: workspaces.name,
    })
