import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Payload, WebhookDelivery, WebhookEndpoint } from '#core/webhooks/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** Where a workspace wants to be told of what happens. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: id(),
    workspaceId: workspaceId(),
    url: text('url').notNull(),
    events: text('events').array().$type<WebhookEndpoint['events']>().notNull(),
    /** Sealed with the workspace's key. */
    secret: text('secret').notNull(),
    /** The secret before a rotation, sealed, which signs too until a time. */
    oldSecret: text('old_secret'),
    oldSecretUntil: instant('old_secret_until'),
    enabled: boolean('enabled').notNull().default(true),
    problem: text('problem'),
    failingSince: instant('failing_since'),
    ...timestamps(),
  },
  (t) => [
    unique('webhook_endpoints_tenant').on(t.workspaceId, t.id),
    index('webhook_endpoints_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** What endpoints are to be told. Triggers write it in the transaction of the change. */
export const outgoingWebhooks = pgTable(
  'outgoing_webhooks',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    endpointId: uuid('endpoint_id').notNull(),
    type: text('type').$type<Payload['type']>().notNull(),
    /** What the order is kept of: the conversation, or the thing itself. */
    orderKey: uuid('order_key').notNull(),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    payload: jsonb('payload').$type<Payload>().notNull(),
    status: text('status').$type<WebhookDelivery['status']>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    /** Not sent before this time: the wait after a failure, or the lease of who sends it. */
    notBefore: instant('not_before').notNull(),
    answerStatus: integer('answer_status'),
    answerText: text('answer_text'),
    deliveredAt: instant('delivered_at'),
    ...timestamps(),
  },
  (t) => [
    index('outgoing_webhooks_recent').on(t.workspaceId, t.endpointId, t.createdAt, t.id),
    index('outgoing_webhooks_order')
      .on(t.workspaceId, t.endpointId, t.orderKey, t.position)
      .where(sql`${t.status} = 'pending'`),
    index('outgoing_webhooks_due').on(t.notBefore).where(sql`${t.status} = 'pending'`),
    tenantReference('outgoing_webhooks_of', [t.workspaceId, t.endpointId], webhookEndpoints),
  ],
)
