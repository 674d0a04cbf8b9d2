import { type SQL, sql } from 'drizzle-orm'
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { OnboardingSteps, Role, Scope } from '#core/workspaces/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { users, workspaces } from './identity.ts'
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
  (t) => [
    unique('members_workspace_user').on(t.workspaceId, t.userId),
    index('members_recent').on(t.workspaceId, t.createdAt, t.id),
    index('members_user').on(t.userId, t.createdAt),
  ],
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
  (t) => [index('api_keys_recent').on(t.workspaceId, t.createdAt, t.id).where(sql`${t.revokedAt} is null`)],
)

export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    workspaceId: workspaceId(),
    actor: text('actor').notNull(),
    /** Readable name of the actor: people leave, and keys are revoked, but the record stays readable. */
    actorLabel: text('actor_label').notNull().default(''),
    action: text('action').notNull(),
    /** The part before the action's first dot, for lists of all actions of one kind. */
    area: text('area').generatedAlwaysAs((): SQL => sql`split_part(${auditLog.action}, '.', 1)`),
    objectType: text('object_type').notNull(),
    objectId: uuid('object_id'),
    /** The changed values, before and after; never holds secrets or texts of contacts. */
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
    requestId: text('request_id'),
    ...timestamps(),
  },
  (t) => [
    index('audit_log_workspace').on(t.workspaceId, t.createdAt, t.id),
    index('audit_log_actor').on(t.workspaceId, t.actor, t.createdAt, t.id),
    index('audit_log_action').on(t.workspaceId, t.action, t.createdAt, t.id),
    index('audit_log_area').on(t.workspaceId, t.area, t.createdAt, t.id),
    index('audit_log_object').on(t.workspaceId, t.objectId, t.createdAt, t.id),
  ],
)

/** An invitation for one address. Its token is derived from id and version, so nothing here opens it. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    workspaceId: workspaceId(),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Raised by each sending: earlier links stop working. */
    version: integer('version').notNull().default(1),
    invitedBy: uuid('invited_by').references(() => users.id, { onDelete: 'set null' }),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    acceptedBy: uuid('accepted_by').references(() => users.id, { onDelete: 'set null' }),
    revokedAt: instant('revoked_at'),
    ...timestamps(),
  },
  (t) => [
    index('invitations_workspace').on(t.workspaceId, t.createdAt, t.id),
    uniqueIndex('invitations_open')
      .on(t.workspaceId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
  ],
)

/** A person's progress with their first steps in a workspace. */
export const userOnboarding = pgTable(
  'user_onboarding',
  {
    workspaceId: workspaceId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    steps: jsonb('steps').$type<OnboardingSteps>().notNull(),
    completedAt: instant('completed_at'),
    ...timestamps(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] })],
)

/** The workspace's data key, wrapped by a master key that is in no database. */
export const workspaceKeys = pgTable('workspace_keys', {
  workspaceId: workspaceId().primaryKey(),
  wrappedKey: text('wrapped_key').notNull(),
  masterKeyVersion: integer('master_key_version').notNull(),
  ...timestamps(),
})

/** The answer to a write, so that the same key gets it again. A key belongs to a workspace, or to a person who acts in none. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    workspaceId: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** The one of both that is set; a row with neither is refused. */
    holder: uuid('holder')
      .notNull()
      .generatedAlwaysAs((): SQL => sql`coalesce(${idempotencyKeys.workspaceId}, ${idempotencyKeys.userId})`),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    /** `done`: the work is committed, and its answer is not stored yet. */
    status: text('status').$type<'started' | 'done' | 'finished'>().notNull(),
    /** The attempt that holds the key: a request that has been given up commits nothing any more. */
    attempt: uuid('attempt'),
    requestId: text('request_id'),
    responseStatus: text('response_status'),
    responseBody: jsonb('response_body'),
    ...timestamps(),
  },
  (t) => [primaryKey({ columns: [t.holder, t.key] })],
)
