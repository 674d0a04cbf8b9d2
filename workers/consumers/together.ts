import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { databaseIsAway, describeError } from '#core/lib/kernel/errors.ts'
import type { Figures } from '#core/operations/actions/task-runs.ts'

/**
 * Works on a batch in one go; should that fail, on each message alone, since one of them may be what breaks the others. When the
 * database is away, single tries would only wait again: then all are retried. A message is acknowledged after its work, and retried when
 * its own work failed, `delayS` seconds later, by its number of attempts. Returns how many were acknowledged and how many retried.
 */
export async function together(
  { queue, messages }: MessageBatch,
  ctx: SystemCtx,
  work: (messages: readonly Message[]) => Promise<void>,
  delayS: (attempts: number) => number = retryDelayS,
): Promise<Figures> {
  const retry = (message: Message, error: unknown) => {
    const { id, attempts } = message
    ctx.log.error('queue.message_failed', { queue, messageId: id, attempts, error: describeError(error) })
    message.retry({ delaySeconds: delayS(attempts) })
  }
  try {
    await work(messages)
    for (const message of messages) message.ack()
    return { processed: messages.length, failed: 0 }
  } catch (error) {
    if (messages.length === 1 || databaseIsAway(error)) {
      for (const message of messages) retry(message, error)
      return { processed: 0, failed: messages.length }
    }
    ctx.log.warn('queue.batch_failed', { queue, messages: messages.length, error: describeError(error) })
    const figures = { processed: 0, failed: 0 }
    let away: unknown
    for (const message of messages) {
      const failure = away ?? (await alone(message, work))
      if (databaseIsAway(failure)) away = failure
      if (failure === undefined) figures.processed++
      else {
        retry(message, failure)
        figures.failed++
      }
    }
    return figures
  }
}

/** Works on one message and returns its error, if there was one. */
async function alone(
  message: Message,
  work: (messages: readonly Message[]) => Promise<void>,
): Promise<unknown> {
  try {
    await work([message])
    message.ack()
    return undefined
  } catch (error) {
    return error ?? new Error('It failed without a reason.')
  }
}

const FIRST_RETRY_S = 10
const LAST_RETRY_S = 15 * 60

/** Delay of a retry: 10 s, doubling to a quarter of an hour: the retries of wrangler.toml outlast an outage of hours. */
export const retryDelayS = (attempts: number): number =>
  Math.min(FIRST_RETRY_S * 2 ** Math.max(0, attempts - 1), LAST_RETRY_S)

const FIRST_WEBHOOK_RETRY_S = 5
const LAST_WEBHOOK_RETRY_S = 300

/**
 * Delay of a retry: 5 s, a quarter more each time, to five minutes: contacts' messages are stored within a quarter of the time for which
 * the database was away, and the retries outlast an outage of hours (`max_retries` of wrangler.toml).
 */
export const webhookRetryDelayS = (attempts: number): number =>
  Math.min(Math.round(FIRST_WEBHOOK_RETRY_S * 1.25 ** Math.max(0, attempts - 1)), LAST_WEBHOOK_RETRY_S)
