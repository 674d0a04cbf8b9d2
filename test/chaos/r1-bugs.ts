import { randomUUID } from 'node:crypto'
import { and, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { webhookEvents } from '#drizzle/schema/operations.ts'
import type { R1Options } from './r1.ts'
import type { Bug, Modules } from './seeded-bug.ts'

export type R1Bug = Bug & Pick<R1Options, 'consumer'>

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
      sources: (real) => ({
        split: (...given) => real.split(...given).map((one) => ({ ...one, dedupeKey: randomUUID() })),
      }),
    },
  },
  {
    name: 'dedupe forgets the workspace',
    patches: {},
    // Another workspace's event under the same key counts as this one's.
    sql: [
      [
        'from jsonb_array_elements(updates) v',
        `from jsonb_array_elements(updates) v
          where not exists (select from webhook_events e where e.dedupe_key = v->>'dedupeKey' and e.processed_at is not null)`,
      ],
    ],
  },
  {
    name: 'no claim: what was applied meanwhile is applied again',
    patches: {},
    sql: [['e.processed_at is null', 'true']],
  },
  {
    name: 'applied and not marked',
    patches: {},
    sql: [['problem is null then at end', 'problem is null then null::timestamptz end']],
  },
  {
    name: 'marked in a transaction of its own, before it is applied',
    patches: { ingest: (real) => ({ ingest: (...given) => markThenApply(real, ...given) }) },
  },
  {
    name: 'what failed once is never tried again',
    patches: {},
    sql: [['is not null then at + delays', 'is null then at + delays']],
  },
  {
    name: 'one bad update takes its neighbours with it',
    patches: {},
    sql: [
      [
        'for one in select * from jsonb_array_elements(given) loop',
        'for one in select * from jsonb_array_elements(given) limit 1 loop',
      ],
    ],
  },
  {
    name: 'nobody is woken after the commit',
    patches: { ingest: (real) => ({ ingest: (ctx, ...given) => real.ingest(deafened(ctx), ...given) }) },
  },
  {
    name: 'nobody looks for conversations whose wake-up call was lost',
    patches: { threads: () => ({ sweepConversations: async () => 0 }) },
  },
  {
    name: 'the last receipt wins',
    patches: {},
    sql: [['least(m.delivered_at, f.delivered_at)', 'f.delivered_at']],
  },
  {
    name: 'a receipt that brings back our id is not recognised by it',
    patches: {},
    sql: [['m.id = f.callback', 'false']],
  },
  {
    name: 'a receipt that matches no message yet is forgotten',
    patches: {},
    sql: [['where m.id is null or', 'where']],
  },
  {
    name: 'a contact is not found again',
    patches: {},
    sql: [['k.value = i.value', 'false']],
  },
  {
    name: 'a request goes whole where its first update goes',
    patches: {
      sources: (real) => ({
        split: (...given) => {
          const updates = real.split(...given)
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

/** Makes a context whose jobs are never delivered. */
const deafened = (ctx: SystemCtx): SystemCtx => ({ ...ctx, deliver: async () => undefined })

/** Marks events before applying them: a crash in between loses them. */
async function markThenApply(
  real: Modules['ingest'],
  ...[ctx, deliveries, { applying }]: Parameters<Modules['ingest']['ingest']>
): Promise<void> {
  await real.ingest(ctx, deliveries, { applying: false })
  if (!applying) return
  const keys = deliveries.flatMap(({ updates }) => updates.map(({ dedupeKey }) => dedupeKey))
  const isOurs = and(inArray(webhookEvents.dedupeKey, keys), isNotNull(webhookEvents.workspaceId))
  const [marked] = await ctx.db.batch((db) => [
    db
      .update(webhookEvents)
      .set({ processedAt: ctx.now() })
      .where(and(isOurs, isNull(webhookEvents.processedAt)))
      .returning(),
  ])
  const ids = marked.map(({ id }) => id)
  await ctx.db.batch((db) => [
    db.update(webhookEvents).set({ processedAt: null }).where(inArray(webhookEvents.id, ids)),
  ])
  await real.applyStored(ctx, marked)
}
