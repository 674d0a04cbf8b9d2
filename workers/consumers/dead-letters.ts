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

/** Cloudflare does not say which queue a dead letter comes from; the message does. */
function queueOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'unknown'
  if ('source' in body) return 'webhooks'
  if ('job' in body && typeof body.job === 'object' && body.job !== null && 'type' in body.job) {
    const { type } = body.job
    if (type === 'media.fetch') return 'media'
    return type === 'knowledge.index' ? 'knowledge' : 'publishing'
  }
  return 'unknown'
}
