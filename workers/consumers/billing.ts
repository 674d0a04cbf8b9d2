import { readCatalogue, readPurchase, readSubscription } from '#core/billing/actions/read.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { billingHintSchema } from '../queues.ts'
import { together } from './together.ts'

/** Reads what the payment service says has changed. A hint is acknowledged after what it hints at was read. */
export const billing: Consumer = async (batch, ctx) => {
  const done = await runTask(ctx, 'billing', () => together(batch, ctx, (messages) => read(messages, ctx)))
  // Switched off: the nightly check finds it.
  if (done === 'off') batch.ackAll()
}

async function read(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  const { billing: service } = ctx
  if (!service) return
  const hints = messages.map(({ body }) => billingHintSchema.parse(body))
  const once = new Map(
    hints.map((hint) => [hint.what === 'catalogue' ? 'catalogue' : `${hint.what} ${hint.id}`, hint]),
  )
  for (const { what, id } of once.values()) {
    if (what === 'catalogue') await readCatalogue(ctx, service)
    else if (what === 'purchase') await readPurchase(ctx, service, id)
    else await readSubscription(ctx, service, id)
  }
}
