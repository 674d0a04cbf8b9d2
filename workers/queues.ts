import * as z from 'zod'
import { fromBase64, toBase64 } from '#core/lib/crypto.ts'
import { type QueuedJob, queuedJobSchema } from '#core/lib/jobs.ts'

/** A webhook delivery on its way from the edge to the consumer: the raw bytes, or their name in the blob store. */
export const queuedWebhookSchema = z.object({
  source: z.string(),
  /** Set when the address names the account: its id, and the version of the secret that came with the request. */
  account: z.object({ id: z.string(), secretVersion: z.number() }).nullable(),
  receivedAt: z.iso.datetime(),
  bytes: z.instanceof(Uint8Array).nullable(),
  objectName: z.string().nullable(),
})
export type QueuedWebhook = z.infer<typeof queuedWebhookSchema>

/** Queues that carry jobs, each with its binding. */
const JOB_QUEUES = { knowledge: 'KNOWLEDGE', media: 'MEDIA', publishing: 'PUBLISHING' } as const
export type JobQueue = keyof typeof JOB_QUEUES
const isJobQueue = (name: string): name is JobQueue => name in JOB_QUEUES

/** Adds the queue's name to a message: Cloudflare does not say where a dead letter comes from. */
export const onQueue = <Message extends object>(queue: JobQueue | 'webhooks', message: Message) => ({
  queue,
  ...message,
})

export const jobQueue = (env: Env, queue: JobQueue): Queue => env[JOB_QUEUES[queue]]

export const sendJob = (env: Env, queue: JobQueue, job: QueuedJob, options?: QueueSendOptions) =>
  jobQueue(env, queue).send(onQueue(queue, job), options)

/** Sends a webhook delivery. Its bytes survive the queue unchanged, not as JSON. */
export const sendWebhook = (env: Env, message: QueuedWebhook) =>
  env.WEBHOOKS.send(onQueue('webhooks', message), { contentType: 'v8' })

/** Writes a queue message as JSON, for the table of dead letters. */
export const toJson = (body: unknown): unknown => {
  const webhook = queuedWebhookSchema.safeParse(body)
  if (!webhook.success) return body
  const { bytes } = webhook.data
  return { ...webhook.data, bytes: bytes && toBase64(bytes) }
}

/** Reads a webhook delivery that `toJson` has written. */
export const storedWebhookSchema = queuedWebhookSchema.extend({
  bytes: z.base64().transform(fromBase64).nullable(),
})

/** Puts a dead letter back on its queue, as it was. */
export async function requeue(env: Env, queue: string, body: unknown): Promise<void> {
  if (queue === 'webhooks') await sendWebhook(env, storedWebhookSchema.parse(body))
  else if (isJobQueue(queue)) await sendJob(env, queue, queuedJobSchema.parse(body))
  else throw new Error(`There is no queue ${queue}.`)
}
