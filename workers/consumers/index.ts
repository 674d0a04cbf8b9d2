import { systemContext } from '../context.ts'
import { domains } from '../domains.ts'

export async function consume(batch: MessageBatch, env: Env, execution: ExecutionContext): Promise<void> {
  const queue = domains.find(({ queues }) => queues?.[batch.queue])?.queues?.[batch.queue]
  if (!queue) throw new Error(`No consumer for queue ${batch.queue}.`)
  const ctx = systemContext(env, {
    actor: { kind: 'worker', queue: batch.queue },
    requestId: crypto.randomUUID(),
    defer: (work) => execution.waitUntil(work),
  })
  await queue.consume(batch, ctx, env)
}
