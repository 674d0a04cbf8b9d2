import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Role, Scope } from '#core/workspaces/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { workspaceId } from './tenant.ts'

export const members = pgTable(
  'members',
  {
    id: id(),
    workspaceId: workspaceId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    ...timestamps(),
  },
  (t) => [unique('members_workspace_user').on(t.workspaceId, t.userId), index('members_user').on(t.userId)],
)

export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull().unique('api_keys_hash'),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    ...timestamps(),
  },
  (t) => [index('api_keys_workspace').on(t.workspaceId, t.createdAt.desc())],
)

export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    workspaceId: workspaceId(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    objectType: text('object_type').notNull(),
    objectId: uuid('object_id'),
    detail: jsonb('detail').$type<Record<string, unknown>>(),
    requestId: text('request_id'),
    ...timestamps(),
  },
  (t) => [index('audit_log_workspace').on(t.workspaceId, t.createdAt.desc(), t.id.desc())],
)

/** The answer that a write gave, so that the same key gives it again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    workspaceId: workspaceId(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: text('status').$type<'started' | 'finished'>().notNull(),
    responseStatus: text('response_status'),
    responseBody: jsonb('response_body'),
    ...timestamps(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key] })],
)
