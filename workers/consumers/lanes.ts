import * as z from 'zod'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import type { Consumer } from '../domain.ts'
import { retryDelayS } from './together.ts'

/**
 * Works on a batch of the queue `work`: each lane takes its own messages, and all lanes work side by side, so that slow or failing work of
 * one holds up no other. What a lane neither acknowledges nor retries before it fails is retried.
 */
export async function inLanes(
  lanes: Readonly<Record<string, Consumer>>,
  batch: MessageBatch,
  ctx: SystemCtx,
  env: Env,
): Promise<void> {
  const byLane = Map.groupBy(batch.messages, ({ body }) => laneOf(body))
  await Promise.all(
    [...byLane].map(async ([lane, messages]) => {
      const consume = Object.hasOwn(lanes, lane) ? lanes[lane] : undefined
      try {
        if (!consume) throw new Error(`No domain has a lane ${lane}.`)
        await consume(partOf(batch, messages), ctx, env)
      } catch (error) {
        ctx.log.error('queue.lane_failed', { lane, messages: messages.length, error: describeError(error) })
        for (const message of messages) message.retry({ delaySeconds: retryDelayS(message.attempts) })
      }
    }),
  )
}

const bodySchema = z.object({ lane: z.string() })
/** Reads the lane from a message; a message without one has the lane of no domain. */
const laneOf = (body: unknown): string => bodySchema.safeParse(body).data?.lane ?? ''

/** Makes a batch of some messages of another: what is done to all of it is done to them alone. */
const partOf = (batch: MessageBatch, messages: readonly Message[]): MessageBatch => ({
  queue: batch.queue,
  metadata: batch.metadata,
  messages,
  ackAll() {
    for (const message of messages) message.ack()
  },
  retryAll(options) {
    for (const message of messages) message.retry(options)
  },
})
