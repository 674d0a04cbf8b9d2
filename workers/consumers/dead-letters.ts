import { storeDeadLetters } from '#core/operations/actions/dead-letters.ts'
import type { Consumer } from '../domain.ts'
import { toJson } from '../queues.ts'

/** Keeps messages that used up their attempts, where an operator sees and can replay them. */
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

/** Reads the name of the queue from a message. */
export const queueOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'queue' in body && typeof body.queue === 'string'
    ? body.queue
    : 'unknown'
