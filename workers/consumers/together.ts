import type { SystemCtx } from '#core/lib/context.ts'
import { describeError } from '#core/lib/errors.ts'

/**
 * Works on a batch in one go; should that fail, on each message alone, since one of them may be what breaks the others.
 * A message is acknowledged after its work, and retried when its own work failed.
 */
export async function together(
  { queue, messages }: MessageBatch,
  ctx: SystemCtx,
  work: (messages: readonly Message[]) => Promise<void>,
): Promise<void> {
  try {
    await work(messages)
    for (const message of messages) message.ack()
  } catch (error) {
    if (messages.length > 1) {
      ctx.log.warn('queue.batch_failed', { queue, messages: messages.length, error: describeError(error) })
    }
    for (const message of messages) await alone(queue, message, ctx, work)
  }
}

async function alone(
  queue: string,
  message: Message,
  ctx: SystemCtx,
  work: (messages: readonly Message[]) => Promise<void>,
): Promise<void> {
  try {
    await work([message])
    message.ack()
  } catch (error) {
    const { id, attempts } = message
    ctx.log.error('queue.message_failed', { queue, messageId: id, attempts, error: describeError(error) })
    message.retry()
  }
}
