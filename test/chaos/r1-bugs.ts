import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { updatePayloadSchema } from '#core/inbox/schemas.ts'
import type { Ctx } from '#core/lib/context.ts'
import type { Db } from '#core/lib/db.ts'
import type { Appliers } from '#core/operations/actions/ingest.ts'
import * as events from '#core/operations/store/events.ts'
import { webhookEvents } from '#drizzle/schema/operations.ts'
import type { R1Options } from './r1.ts'
import type { Bug } from './seeded-bug.ts'

export type R1Bug = Bug & Pick<R1Options, 'consumer'>

/** A statement that does nothing, in the place of one that does. */
export const nothing = (db: Db) => db.execute(sql`select 1`) as never

const workspaceOfKey = new Map<string, string | null>()

/** Mistakes in taking deliveries in, each of which the harness has to find. */
export const r1Bugs: readonly R1Bug[] = [
  {
    name: 'acknowledged before the effect',
    patches: {},
    consumer: (consume) => async (batch, ctx) => {
      batch.ackAll()
      await consume(batch, ctx)
    },
  },
  {
    name: 'acknowledged although it failed',
    patches: {},
    consumer: (consume) => (batch, ctx) => {
      const messages = batch.messages.map((message) => ({ ...message, retry: message.ack }))
      return consume({ ...batch, messages }, ctx)
    },
  },
  {
    name: 'one bad message spoils its batch',
    patches: {},
    consumer: (consume) => async (batch, ctx) => {
      let failed = false
      const messages = batch.messages.map((message) => ({
        ...message,
        ack: () => undefined,
        retry: () => {
          failed = true
        },
      }))
      await consume({ ...batch, messages }, ctx)
      if (failed) batch.retryAll()
      else batch.ackAll()
    },
  },
  {
    name: 'no dedupe key',
    patches: {
      registry: (real) => ({
        webhookSource: (source) => (body, account) =>
          real
            .webhookSource(source)(body, account)
            .map((one) => ({ ...one, dedupeKey: randomUUID() })),
      }),
    },
  },
  {
    name: 'dedupe forgets the workspace',
    patches: {
      events: (real) => ({
        insertEvents: (db, rows) => {
          // What another workspace has under the same key counts as there already.
          for (const { dedupeKey, workspaceId } of rows)
            if (!workspaceOfKey.has(dedupeKey)) workspaceOfKey.set(dedupeKey, workspaceId ?? null)
          return real.insertEvents(
            db,
            rows.map((row) => ({ ...row, workspaceId: workspaceOfKey.get(row.dedupeKey) ?? null })),
          )
        },
      }),
    },
  },
  {
    name: 'no claim: what was applied meanwhile is applied again',
    patches: {
      events: () => ({
        claim: (db, { workspaceId, ids }) =>
          db
            .select()
            .from(webhookEvents)
            .where(and(eq(webhookEvents.workspaceId, workspaceId), inArray(webhookEvents.id, [...ids])))
            .orderBy(webhookEvents.occurredAt, webhookEvents.id) as never,
      }),
    },
  },
  { name: 'applied and not marked', patches: { events: () => ({ markProcessed: nothing }) } },
  {
    name: 'marked in a transaction of its own, before it is applied',
    patches: { ingest: () => ({ applyEvents: markThenApply }) },
  },
  {
    name: 'what failed once is never tried again',
    patches: {
      events: (real) => ({ markFailed: (db, failed) => real.markFailed(db, { ...failed, nextTryAt: null }) }),
    },
  },
  {
    name: 'jobs are delivered, but not kept until they are',
    patches: { outbox: () => ({ insert: nothing }) },
  },
  { name: 'nobody sweeps the outbox', patches: { outbox: () => ({ sweepOutbox: async () => 0 }) } },
  {
    name: 'the last receipt wins',
    patches: {
      inboxStore: () => ({
        applyReceipts: (db, { workspaceId, receipts }) =>
          db
            .execute(sql`update conversation_messages m set delivered_at = r.delivered_at, read_at = r.read_at, error = r.error,
              status = case when r.error is null then 'sent' else 'failed' end,
              platform_message_id = coalesce(m.platform_message_id, r."platformMessageId")
            from jsonb_to_recordset(${JSON.stringify(receipts.map((one) => ({ ...one, delivered_at: one.deliveredAt, read_at: one.readAt })))}::jsonb)
              as r("platformMessageId" text, "callbackData" text, delivered_at timestamptz, read_at timestamptz, error text)
            where m.workspace_id = ${workspaceId} and (m.platform_message_id = r."platformMessageId" or m.id::text = r."callbackData")
            returning m.id, m.conversation_id as "conversationId"`)
            .then(({ rows }) => rows) as never,
      }),
    },
  },
  {
    name: 'a receipt that brings back our id is not recognised by it',
    patches: {
      inboxStore: (real) => ({
        applyReceipts: (db, { receipts, ...where }) =>
          real.applyReceipts(db, {
            ...where,
            receipts: receipts.map((one) => ({ ...one, callbackData: null })),
          }),
      }),
    },
  },
  {
    name: 'a contact is not found again',
    patches: {
      inboxStore: (real) => ({
        identitiesOf: (db, where) => real.identitiesOf(db, { ...where, values: [''] }),
      }),
    },
  },
  {
    name: 'a request goes whole where its first update goes',
    patches: {
      registry: (real) => ({
        webhookSource: (source) => (body, account) => {
          const updates = real.webhookSource(source)(body, account)
          return updates.map((one) => ({
            ...one,
            externalAccountId: updates[0]?.externalAccountId ?? null,
          }))
        },
      }),
    },
  },
  {
    name: 'no signature is checked',
    patches: { crypto: () => ({ verifyHmacSha256: async () => true }) },
  },
]

/** A crash in between loses what is marked. */
async function markThenApply(ctx: Ctx, ids: readonly string[], appliers: Appliers): Promise<void> {
  const { workspaceId } = ctx
  const rows = await ctx.db.tx(async (tx) => {
    const claimed = await events.claim(tx, { workspaceId, ids })
    if (claimed.length > 0)
      await events.markProcessed(tx, { workspaceId, ids: claimed.map(({ id }) => id), now: ctx.now() })
    return claimed
  })
  if (rows.length === 0) return
  await ctx.db.tx(async (tx, enqueue) => {
    const messages = []
    const receipts = []
    for (const { id, accountId, occurredAt, payload: stored } of rows) {
      const payload = updatePayloadSchema.parse(stored)
      if (accountId === null) continue
      if (payload.kind === 'message') messages.push({ id, accountId, occurredAt, payload })
      if (payload.kind === 'receipt') receipts.push({ id, accountId, occurredAt, payload })
    }
    if (messages.length > 0) await appliers.message(tx, ctx, messages, enqueue)
    if (receipts.length > 0) await appliers.receipt(tx, ctx, receipts, enqueue)
  })
}
