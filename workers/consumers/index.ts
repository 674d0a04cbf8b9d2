import { systemContext } from '../context.ts'
import { domains } from '../domains.ts'
import { WORK } from '../queues.ts'
import { inLanes } from './lanes.ts'

const lanes = Object.fromEntries(domains.flatMap((domain) => Object.entries(domain.lanes ?? {})))

export async function consume(batch: MessageBatch, env: Env, execution: ExecutionContext): Promise<void> {
  const ctx = systemContext(env, {
    actor: { kind: 'worker', queue: batch.queue },
    requestId: crypto.randomUUID(),
    defer: (work) => execution.waitUntil(work),
  })
  if (batch.queue === WORK) return inLanes(lanes, batch, ctx, env)
  const queue = domains.find(({ queues }) => queues?.[batch.queue])?.queues?.[batch.queue]
  if (!queue) throw new Error(`No consumer for queue ${batch.queue}.`)
  await queue.consume(batch, ctx, env)
}
