import { and, eq, getTableColumns, inArray, type SQLWrapper, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { workspaceKeys } from '#drizzle/schema/workspaces.ts'

/** An account, with the key that opens its credentials. */
export type AccountRow = typeof socialAccounts.$inferSelect & { wrappedKey: string | null }

/** Reads accounts of a workspace by id, or by a query that selects their ids, to send through them. */
export const accountsById = (
  db: Db,
  { workspaceId, ids }: { workspaceId: string; ids: readonly string[] | SQLWrapper },
) =>
  db
    .select({ ...getTableColumns(socialAccounts), wrappedKey: workspaceKeys.wrappedKey })
    .from(socialAccounts)
    .leftJoin(workspaceKeys, eq(workspaceKeys.workspaceId, socialAccounts.workspaceId))
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        inArray(socialAccounts.id, 'getSQL' in ids ? ids : [...ids]),
      ),
    )

/** Finds the workspace and account of each connected (platform, external id). Crosses workspaces. */
/** Lists the accounts of a workspace, as people name them. */
export const accountsOf = (db: Db, workspaceId: string) =>
  db
    .select({
      id: socialAccounts.id,
      name: socialAccounts.name,
      platform: socialAccounts.platform,
      status: socialAccounts.status,
    })
    .from(socialAccounts)
    .where(eq(socialAccounts.workspaceId, workspaceId))

export const accountsByExternalId = (db: Db, keys: readonly { platform: string; externalId: string }[]) =>
  db
    .select({
      id: socialAccounts.id,
      workspaceId: socialAccounts.workspaceId,
      platform: socialAccounts.platform,
      externalId: socialAccounts.externalId,
      webhookSecretVersion: socialAccounts.webhookSecretVersion,
    })
    .from(socialAccounts)
    .where(
      sql`${socialAccounts.status} <> 'revoked' and (${socialAccounts.platform}, ${socialAccounts.externalId}) in (
        select value->>'platform', value->>'externalId' from jsonb_array_elements(${JSON.stringify(keys)}::jsonb))`,
    )

/** Finds accounts by our own id, for webhooks whose address names the account. Crosses workspaces. */
export const accountsForWebhook = (db: Db, ids: readonly string[]) =>
  db
    .select({
      id: socialAccounts.id,
      workspaceId: socialAccounts.workspaceId,
      platform: socialAccounts.platform,
      externalId: socialAccounts.externalId,
      webhookSecretVersion: socialAccounts.webhookSecretVersion,
    })
    .from(socialAccounts)
    .where(and(inArray(socialAccounts.id, [...ids]), sql`${socialAccounts.status} <> 'revoked'`))

/** Returns one row if the workspace has connected any account. */
export const anyAccount = (db: Db, workspaceId: string) =>
  db
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, workspaceId), sql`${socialAccounts.status} <> 'revoked'`))
    .limit(1)

/** Lists accounts whose credentials the platform no longer takes. */
export const expiredAccounts = (db: Db, workspaceId: string) =>
  db
    .select({
      id: socialAccounts.id,
      name: socialAccounts.name,
      platform: socialAccounts.platform,
      reason: socialAccounts.statusReason,
    })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, workspaceId), eq(socialAccounts.status, 'expired')))
    .orderBy(socialAccounts.createdAt)

/** Reads the account in whose name a platform is asked for what everybody may read: the oldest that is connected. */
export const activeAccountOn = (
  db: Db,
  { workspaceId, platform }: { workspaceId: string; platform: string },
) =>
  db
    .select({ ...getTableColumns(socialAccounts), wrappedKey: workspaceKeys.wrappedKey })
    .from(socialAccounts)
    .leftJoin(workspaceKeys, eq(workspaceKeys.workspaceId, socialAccounts.workspaceId))
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.platform, platform),
        eq(socialAccounts.status, 'active'),
      ),
    )
    .orderBy(socialAccounts.createdAt, socialAccounts.id)
    .limit(1)
