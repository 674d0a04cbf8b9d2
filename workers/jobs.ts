import * as z from 'zod'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import {
  anyJobSchema,
  type FeedEvent,
  type JobOf,
  type JobType,
  type QueuedJob,
  readJob,
  UnknownJobError,
} from '#core/lib/kernel/jobs.ts'
import { announce } from '#objects/stubs.ts'
import type { DeliveredJob } from './domain.ts'
import { domains } from './domains.ts'
import { billingHintSchema, onQueue, sendWebhook, storedWebhookSchema, WORK } from './queues.ts'

/** The most messages that a queue takes in one call. */
const SEND_BATCH = 100

/** Returns how jobs of a type are delivered. @throws UnknownJobError for a type of no domain */
function deliveryOf<Type extends JobType>(type: Type): DeliveredJob<Type> {
  const delivery = domains.find(({ jobs }) => jobs?.[type])?.jobs?.[type]
  if (!delivery) throw new UnknownJobError(`No domain delivers ${type}.`)
  return delivery as DeliveredJob<Type>
}

/**
 * Delivers jobs. Those for a queue go in batches, events of a workspace to its screens in one call, and equal wake-up calls once: a tick
 * may have thousands, and an invocation may make only a thousand calls. All are sent side by side, and a failed one does not stop the
 * others.
 * @throws UnknownJobError for one that no domain delivers, or of another form than it is declared, before anything is sent; else the first error
 */
export async function deliverAll(env: Env, rows: readonly QueuedJob[], ctx: SystemCtx): Promise<void> {
  const messages = new Map<string, MessageSendRequest[]>()
  const calls = new Map<string, () => Promise<unknown>>()
  for (const row of rows) {
    if (row.job.type === 'feed.changed') continue
    const delivery = deliveryOf(row.job.type)
    const { workspaceId, job } = readJob({ [row.job.type]: delivery.shape }, row)
    if ('call' in delivery) {
      const name = JSON.stringify([workspaceId, job.type, delivery.same?.(job as never) ?? job])
      calls.set(name, () => delivery.call(env, job as never, workspaceId, ctx))
      continue
    }
    const delaySeconds = Math.ceil(Math.max(0, delivery.delayMs?.(job as never, ctx.now()) ?? 0) / 1000)
    const queue = 'lane' in delivery ? WORK : delivery.queue
    const lane = 'lane' in delivery ? { lane: delivery.lane } : {}
    const body = onQueue(queue, { ...lane, workspaceId, job })
    messages.set(queue, [...(messages.get(queue) ?? []), { body, delaySeconds }])
  }
  const sent = [...messages].flatMap(([queue, batch]) =>
    Array.from({ length: Math.ceil(batch.length / SEND_BATCH) }, (_, n) =>
      jobQueue(env, queue).sendBatch(batch.slice(n * SEND_BATCH, (n + 1) * SEND_BATCH)),
    ),
  )
  const shown = [...eventsByWorkspace(rows)].map(([workspaceId, events]) =>
    announce(env, workspaceId, events),
  )
  const all = [...sent, ...[...calls.values()].map((call) => call()), ...shown]
  for (const call of await Promise.allSettled(all)) if (call.status === 'rejected') throw call.reason
}

/** Puts a dead letter back on its queue, as it was. */
export async function requeue(env: Env, queue: string, body: unknown): Promise<void> {
  if (queue === 'webhooks') await sendWebhook(env, storedWebhookSchema.parse(body))
  else await jobQueue(env, queue).send(onQueue(queue, onLaneSchema.parse(body)))
}

/** A job as it stands on a queue, with its lane where it has one; or what the payment service said. */
const onLaneSchema = z.union([
  anyJobSchema.extend({ lane: z.string().optional() }),
  billingHintSchema.extend({ lane: z.literal('billing') }),
])

function jobQueue(env: Env, name: string): Queue {
  if (name === WORK) return env.WORK
  const binding = domains.find(({ queues }) => queues?.[name])?.queues?.[name]?.jobs
  if (!binding) throw new Error(`No domain has a queue ${name} for jobs.`)
  return env[binding]
}

function eventsByWorkspace(rows: readonly QueuedJob[]): Map<string, FeedEvent[]> {
  const events = new Map<string, Map<string, FeedEvent>>()
  for (const { workspaceId, job } of rows) {
    if (job.type !== 'feed.changed') continue
    const own = events.get(workspaceId) ?? new Map<string, FeedEvent>()
    events.set(workspaceId, own.set(`${job.topic}/${job.id ?? ''}`, eventOf(job)))
  }
  return new Map([...events].map(([workspaceId, own]) => [workspaceId, [...own.values()]]))
}

const eventOf = ({ topic, id }: JobOf<'feed.changed'>): FeedEvent => ({
  topic,
  ...(id === undefined ? {} : { id }),
})
