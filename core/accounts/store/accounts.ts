import { and, asc, eq, gt, like, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { OwnLimits } from '#core/lib/platform/own-limits.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { workspaceKeys } from '#drizzle/schema/workspaces.ts'

export type AccountRow = typeof socialAccounts.$inferSelect

export const list = (
  db: Db,
  { workspaceId, after, limit }: { workspaceId: string; after: Position | null; limit: number },
) =>
  db
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        ne(socialAccounts.status, 'revoked'),
        keyset.after(socialAccounts.createdAt, socialAccounts.id, after),
      ),
    )
    .orderBy(asc(socialAccounts.createdAt), asc(socialAccounts.id))
    .limit(limit + 1)

export const insert = (db: Db, row: typeof socialAccounts.$inferInsert) =>
  db.insert(socialAccounts).values(row).returning()

export const byId = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        ne(socialAccounts.status, 'revoked'),
      ),
    )

/** Finds the account of the workspace that stands for this id of the platform. */
export const byExternalId = (
  db: Db,
  { workspaceId, platform, externalId }: { workspaceId: string; platform: Platform; externalId: string },
) =>
  db
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.platform, platform),
        eq(socialAccounts.externalId, externalId),
        ne(socialAccounts.status, 'revoked'),
      ),
    )

/** Replaces the credentials and, with them, the webhook secret: the old ones become worthless. */
export const reconnect = (
  db: Db,
  {
    workspaceId,
    id,
    ...set
  }: {
    workspaceId: string
    id: string
    credentials: string
    limits: OwnLimits
    webhookSecretVersion: number
    webhookKeyVersion: number
    tokenRefreshAt: Date | null
    grantEndsAt: Date | null
  },
) =>
  db
    .update(socialAccounts)
    .set({
      ...set,
      status: 'active',
      statusReason: null,
      credentialsVersion: sql`${socialAccounts.credentialsVersion} + 1`,
      tokenRefreshedAt: null,
    })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        ne(socialAccounts.status, 'revoked'),
      ),
    )
    .returning()

/** Marks an account as disconnected and deletes its credentials: nothing is sent through it or received from it any more. */
export const revoke = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .update(socialAccounts)
    .set({ status: 'revoked', statusReason: 'Disconnected.', credentials: '' })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        ne(socialAccounts.status, 'revoked'),
      ),
    )
    .returning({ name: socialAccounts.name, platform: socialAccounts.platform })

/** Marks a token as refused by the platform: nothing is sent until a person reconnects. A newer token stays. */
export const expire = (
  db: Db,
  {
    workspaceId,
    id,
    version,
    reason,
  }: { workspaceId: string; id: string; version: number | undefined; reason: string },
) =>
  db
    .update(socialAccounts)
    .set({ status: 'expired', statusReason: reason })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        eq(socialAccounts.status, 'active'),
        ...(version === undefined ? [] : [eq(socialAccounts.credentialsVersion, version)]),
      ),
    )
    .returning({ id: socialAccounts.id, version: socialAccounts.credentialsVersion })

/** Replaces the token that was refreshed, and no other. */
export const refreshed = (
  db: Db,
  {
    workspaceId,
    id,
    version,
    ...set
  }: {
    workspaceId: string
    id: string
    version: number
    credentials: string
    tokenRefreshAt: Date | null
    tokenRefreshedAt: Date
    grantEndsAt: Date | null
  },
) =>
  db
    .update(socialAccounts)
    .set({ ...set, credentialsVersion: version + 1 })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        eq(socialAccounts.status, 'active'),
        eq(socialAccounts.credentialsVersion, version),
      ),
    )
    .returning({ id: socialAccounts.id })

/** Sets when the token is next to be refreshed; the next tick after that tries it. */
export const refreshAt = (db: Db, { workspaceId, id, at }: { workspaceId: string; id: string; at: Date }) =>
  db
    .update(socialAccounts)
    .set({ tokenRefreshAt: at })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        eq(socialAccounts.status, 'active'),
      ),
    )

// --- chores across workspaces -------------------------------------------------------------------

/** Lists data keys that an earlier master key wraps. */
export const keysOfOtherMaster = (
  db: Db,
  { version, after, limit }: { version: number; after: string; limit: number },
) =>
  db
    .select()
    .from(workspaceKeys)
    .where(and(ne(workspaceKeys.masterKeyVersion, version), gt(workspaceKeys.workspaceId, after)))
    .orderBy(asc(workspaceKeys.workspaceId))
    .limit(limit)

/** Replaces a wrapped key, unless somebody else has replaced it meanwhile. */
export const replaceKey = (
  db: Db,
  {
    workspaceId,
    was,
    ...now
  }: { workspaceId: string; was: string; wrappedKey: string; masterKeyVersion: number },
) =>
  db
    .update(workspaceKeys)
    .set(now)
    .where(and(eq(workspaceKeys.workspaceId, workspaceId), eq(workspaceKeys.wrappedKey, was)))
    .returning({ workspaceId: workspaceKeys.workspaceId })

/** Lists accounts whose token is to be refreshed now. */
export const refreshDue = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db
    .select({
      id: socialAccounts.id,
      workspaceId: socialAccounts.workspaceId,
      version: socialAccounts.credentialsVersion,
    })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.status, 'active'), lte(socialAccounts.tokenRefreshAt, now)))
    .orderBy(asc(socialAccounts.tokenRefreshAt))
    .limit(limit)

const withKey = (db: Db) =>
  db
    .select({ account: socialAccounts, wrappedKey: workspaceKeys.wrappedKey })
    .from(socialAccounts)
    .leftJoin(workspaceKeys, eq(workspaceKeys.workspaceId, socialAccounts.workspaceId))

/** Lists accounts whose credentials are older than data keys. */
export const sealedWithoutDataKey = (db: Db, { after, limit }: { after: string; limit: number }) =>
  withKey(db)
    .where(
      and(
        like(socialAccounts.credentials, 'v1.%'),
        ne(socialAccounts.status, 'revoked'),
        gt(socialAccounts.id, after),
      ),
    )
    .orderBy(asc(socialAccounts.id))
    .limit(limit)

/** Replaces credentials, unless somebody has connected the account anew meanwhile. */
export const replaceCredentials = (
  db: Db,
  { workspaceId, id, was, sealed }: { workspaceId: string; id: string; was: string; sealed: string },
) =>
  db
    .update(socialAccounts)
    .set({ credentials: sealed })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.id, id),
        eq(socialAccounts.credentials, was),
      ),
    )

/** Lists connected accounts whose webhook secret is derived from an earlier master key. */
export const webhooksOfOtherMaster = (
  db: Db,
  { version, after, limit }: { version: number; after: string; limit: number },
) =>
  withKey(db)
    .where(
      and(
        ne(socialAccounts.webhookKeyVersion, version),
        ne(socialAccounts.status, 'revoked'),
        gt(socialAccounts.id, after),
      ),
    )
    .orderBy(asc(socialAccounts.id))
    .limit(limit)

export const setWebhookKey = (
  db: Db,
  { workspaceId, id, version }: { workspaceId: string; id: string; version: number },
) =>
  db
    .update(socialAccounts)
    .set({ webhookKeyVersion: version })
    .where(and(eq(socialAccounts.workspaceId, workspaceId), eq(socialAccounts.id, id)))
