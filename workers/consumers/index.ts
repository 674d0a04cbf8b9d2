import type { SystemCtx } from '#core/lib/context.ts'
import { systemContext } from '../context.ts'
import { deadLetters } from './dead-letters.ts'
import { knowledge } from './knowledge.ts'
import { media } from './media.ts'
import { publishing } from './publishing.ts'
import { webhooks } from './webhooks.ts'

/** Does a batch's work and acknowledges each message only after its effect is durable. An error retries the rest. */
export type Consumer = (batch: MessageBatch, ctx: SystemCtx, env: Env) => Promise<void>

const consumers: Record<string, Consumer> = {
  webhooks,
  knowledge,
  media,
  publishing,
  'dead-letters': deadLetters,
}

export async function consume(batch: MessageBatch, env: Env, execution: ExecutionContext): Promise<void> {
  const consumer = consumers[batch.queue]
  if (!consumer) throw new Error(`No consumer for queue ${batch.queue}.`)
  const ctx = systemContext(env, {
    actor: { kind: 'worker', queue: batch.queue },
    requestId: crypto.randomUUID(),
    defer: (work) => execution.waitUntil(work),
  })
  await consumer(batch, ctx, env)
}
