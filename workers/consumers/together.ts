import type { SystemCtx } from '#core/lib/context.ts'
import { describeError } from '#core/lib/errors.ts'
import type { Figures } from '#core/operations/actions/task-runs.ts'

/**
 * Works on a batch in one go; should that fail, on each message alone, since one of them may be what breaks the others.
 * A message is acknowledged after its work, and retried when its own work failed. Says how many were and were not.
 */
export async function together(
  { queue, messages }: MessageBatch,
  ctx: SystemCtx,
  work: (messages: readonly Message[]) => Promise<void>,
): Promise<Figures> {
  try {
    await work(messages)
    for (const message of messages) message.ack()
    return { processed: messages.length, failed: 0 }
  } catch (error) {
    const [only] = messages
    if (only && messages.length === 1) {
      retry(queue, only, ctx, error)
      return { processed: 0, failed: 1 }
    }
    ctx.log.warn('queue.batch_failed', { queue, messages: messages.length, error: describeError(error) })
    const figures = { processed: 0, failed: 0 }
    for (const message of messages) {
      if (await alone(queue, message, ctx, work)) figures.processed++
      else figures.failed++
    }
    return figures
  }
}

async function alone(
  queue: string,
  message: Message,
  ctx: SystemCtx,
  work: (messages: readonly Message[]) => Promise<void>,
): Promise<boolean> {
  try {
    await work([message])
    message.ack()
    return true
  } catch (error) {
    retry(queue, message, ctx, error)
    return false
  }
}

function retry(queue: string, message: Message, ctx: SystemCtx, error: unknown): void {
  const { id, attempts } = message
  ctx.log.error('queue.message_failed', { queue, messageId: id, attempts, error: describeError(error) })
  message.retry({ delaySeconds: retryDelayS(attempts) })
}

const FIRST_RETRY_S = 10
const LAST_RETRY_S = 15 * 60

/** 10 s, doubling to a quarter of an hour: with the retries of wrangler.toml an outage of hours is waited out. */
export const retryDelayS = (attempts: number): number =>
  Math.min(FIRST_RETRY_S * 2 ** Math.max(0, attempts - 1), LAST_RETRY_S)
