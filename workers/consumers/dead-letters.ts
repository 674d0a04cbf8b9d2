import { storeDeadLetters } from '#core/operations/actions/dead-letters.ts'
import { toJson } from '../queues.ts'
import type { Consumer } from './index.ts'

/** Keeps what used up its attempts, where an operator sees it and can replay it. */
export const deadLetters: Consumer = async (batch, ctx) => {
  await storeDeadLetters(
    ctx,
    batch.messages.map(({ id, body, attempts }) => ({
      queue: queueOf(body),
      messageId: id,
      body: toJson(body),
      attempts,
    })),
  )
  ctx.log.error('queue.dead_letters', { messages: batch.messages.length })
  batch.ackAll()
}

/** The queue that a message says it was on. */
export const queueOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'queue' in body && typeof body.queue === 'string'
    ? body.queue
    : 'unknown'
