import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import type { AccountStatus } from '#core/accounts/schemas.ts'
import type { Platform } from '#core/lib/schemas.ts'
import { id, timestamps } from './columns.ts'
import { workspaceId } from './tenant.ts'

export const socialAccounts = pgTable(
  'social_accounts',
  {
    id: id(),
    workspaceId: workspaceId(),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    status: text('status').$type<AccountStatus>().notNull().default('active'),
    statusReason: text('status_reason'),
    /** Sealed by the vault; bound to workspace, account and column. */
    credentials: text('credentials').notNull(),
    /** Raised to make a leaked webhook secret worthless. */
    webhookSecretVersion: integer('webhook_secret_version').notNull().default(1),
    /** The master key that the platform's copy of that secret is derived from. */
    webhookKeyVersion: integer('webhook_key_version').notNull().default(1),
    ...timestamps(),
  },
  (t) => [
    unique('social_accounts_tenant').on(t.workspaceId, t.id),
    // One number answers in one workspace of the whole installation.
    uniqueIndex('social_accounts_connected')
      .on(t.platform, t.externalId)
      .where(sql`${t.status} <> 'revoked'`),
    index('social_accounts_workspace').on(t.workspaceId, t.createdAt),
  ],
)
