import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AccountStatus, ConnectionChoice, ConnectionStatus } from '#core/accounts/schemas.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { OwnLimits } from '#core/lib/platform/own-limits.ts'
import { profiles } from './bank.ts'
import { id, instant, timestamps } from './columns.ts'
import { tenantReference, workspaceId } from './tenant.ts'

export const socialAccounts = pgTable(
  'social_accounts',
  {
    id: id(),
    workspaceId: workspaceId(),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    /** The author who publishes through it; a trigger takes or makes an internal profile for an account that comes without one. */
    profileId: uuid('profile_id'),
    status: text('status').$type<AccountStatus>().notNull().default('active'),
    statusReason: text('status_reason'),
    /** Sealed by the vault; bound to workspace, account and column. */
    credentials: text('credentials').notNull(),
    /** Limits of its posts that differ from account to account there, as the platform stated them when it was connected. */
    limits: jsonb('limits').$type<OwnLimits>().notNull().default({}),
    /** Raised with each token: a report about an earlier token does not concern this one. */
    credentialsVersion: integer('credentials_version').notNull().default(1),
    /** When the token is to be refreshed; null for a token that does not run out. */
    tokenRefreshAt: instant('token_refresh_at'),
    tokenRefreshedAt: instant('token_refreshed_at'),
    /** When the person has to agree anew, whatever is renewed; null for a grant without an end. */
    grantEndsAt: instant('grant_ends_at'),
    /** Raised to invalidate a leaked webhook secret. */
    webhookSecretVersion: integer('webhook_secret_version').notNull().default(1),
    /** The master key that the platform's copy of that secret is derived from. */
    webhookKeyVersion: integer('webhook_key_version').notNull().default(1),
    ...timestamps(),
  },
  (t) => [
    unique('social_accounts_tenant').on(t.workspaceId, t.id),
    index('social_accounts_profile').on(t.workspaceId, t.profileId),
    tenantReference('social_accounts_of_profile', [t.workspaceId, t.profileId], profiles, 'no action'),
    // A number is connected to only one workspace of the whole installation.
    uniqueIndex('social_accounts_connected')
      .on(t.platform, t.externalId)
      .where(sql`${t.status} <> 'revoked'`),
    index('social_accounts_refresh')
      .on(t.tokenRefreshAt)
      .where(sql`${t.status} = 'active' and ${t.tokenRefreshAt} is not null`),
    index('social_accounts_recent').on(t.workspaceId, t.createdAt, t.id).where(sql`${t.status} <> 'revoked'`),
  ],
)

/** A person on the way to connect accounts by a page elsewhere. Rows are forgotten when they run out. */
export const accountConnections = pgTable(
  'account_connections',
  {
    id: id(),
    workspaceId: workspaceId(),
    platform: text('platform').$type<Platform>().notNull(),
    /** The account that is connected anew; null for a new one. */
    accountId: uuid('account_id'),
    status: text('status').$type<ConnectionStatus>().notNull().default('begun'),
    /** The session that began it and has to end it; null when an API key began it. */
    session: text('session'),
    /** The screen to which the person returns: a path of the dashboard. */
    returnTo: text('return_to').notNull(),
    /**
     * Until the person is back, what the platform's folder keeps of the way there; then several accounts with their credentials, until the
     * person has chosen. Sealed by the vault; bound to workspace, row and column.
     */
    grant: text('grant'),
    choices: jsonb('choices').$type<ConnectionChoice[]>().notNull().default([]),
    /** The accounts that have been connected. */
    accountIds: jsonb('account_ids').$type<string[]>().notNull().default([]),
    problem: text('problem'),
    expiresAt: instant('expires_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantReference('account_connections_account', [t.workspaceId, t.accountId], socialAccounts),
    index('account_connections_account_id').on(t.workspaceId, t.accountId),
    index('account_connections_expired').on(t.expiresAt),
  ],
)
