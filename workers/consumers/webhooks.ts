import { split } from '#connectors/sources.ts'
import type { Update } from '#core/inbox/schemas.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { storable } from '#core/lib/kernel/jsonb.ts'
import { sha256Hex } from '#core/lib/secrets/crypto.ts'
import { type Delivery, ingest } from '#core/operations/actions/ingest.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { type QueuedWebhook, queuedWebhookSchema } from '../queues.ts'
import { together, webhookRetryDelayS } from './together.ts'

/** Splits deliveries into updates, keeps both, and applies the updates. */
export const webhooks: Consumer = async (batch, ctx) => {
  const takeIn = (applying: boolean) =>
    together(
      batch,
      ctx,
      async (messages) => {
        const deliveries = messages.map(({ body }) => toDelivery(queuedWebhookSchema.parse(body), ctx))
        await ingest(ctx, await Promise.all(deliveries), { applying })
      },
      webhookRetryDelayS,
    )
  const done = await runHotTask(ctx, 'webhooks', () => takeIn(true))
  // Switched off: deliveries are kept, and the first sweep after it is switched on applies them.
  if (done === 'off') await takeIn(false)
}

async function toDelivery(queued: QueuedWebhook, ctx: SystemCtx): Promise<Delivery> {
  const { source, account, objectName, receivedAt } = queued
  const bytes = queued.bytes ?? (await ctx.blobs.get(objectName ?? ''))
  if (!bytes) throw new Error(`The body of a webhook is missing: ${objectName}.`)
  const text = storable(new TextDecoder().decode(bytes))
  const base = {
    source,
    account,
    objectName,
    receivedAt: new Date(receivedAt),
    body: objectName === null ? text : null,
  }
  try {
    const updates = split(source, parse(text), account?.id ?? null)
    return { ...base, updates, error: null }
  } catch (error) {
    ctx.log.warn('webhook.unreadable', { source, error: describeError(error) })
    const reason = `Not what ${source} documents: ${describeError(error)}`
    return { ...base, updates: [await unreadable(text)], error: reason }
  }
}

/** Makes an update of an unreadable text: visible to operators, and kept only once however often it is sent again. */
const unreadable = async (text: string): Promise<Update> => ({
  type: 'unreadable',
  platform: null,
  externalAccountId: null,
  dedupeKey: `unreadable:${await sha256Hex(text)}`,
  occurredAt: null,
  payload: { kind: 'other', raw: text.slice(0, 10_000) },
})

const parse = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value))
