import * as z from 'zod'
import { fromBase64, toBase64 } from '#core/lib/crypto.ts'
import { queuedJobSchema } from '#core/lib/jobs.ts'

/** A webhook delivery on its way from the edge to the consumer: the raw bytes, or where they lie. */
export const queuedWebhookSchema = z.object({
  source: z.string(),
  /** Where the address names the account: its id, and the version of the secret that came with the request. */
  account: z.object({ id: z.string(), secretVersion: z.number() }).nullable(),
  receivedAt: z.iso.datetime(),
  bytes: z.instanceof(Uint8Array).nullable(),
  objectName: z.string().nullable(),
})
export type QueuedWebhook = z.infer<typeof queuedWebhookSchema>

/** Bytes survive the queue as they are, not as JSON. */
export const sendWebhook = (env: Env, message: QueuedWebhook) =>
  env.WEBHOOKS.send(message, { contentType: 'v8' })

/** A queue message as JSON, for the table of dead letters. */
export const toJson = (body: unknown): unknown => {
  const webhook = queuedWebhookSchema.safeParse(body)
  if (!webhook.success) return body
  const { bytes } = webhook.data
  return { ...webhook.data, bytes: bytes && toBase64(bytes) }
}

/** A webhook delivery as `toJson` has written it. */
export const storedWebhookSchema = queuedWebhookSchema.extend({
  bytes: z.base64().transform(fromBase64).nullable(),
})

/** Puts a dead letter back on its queue, as it was. */
export async function requeue(env: Env, queue: string, body: unknown): Promise<void> {
  switch (queue) {
    case 'webhooks':
      await sendWebhook(env, storedWebhookSchema.parse(body))
      return
    case 'knowledge':
      await env.KNOWLEDGE.send(queuedJobSchema.parse(body))
      return
    case 'media':
      await env.MEDIA.send(queuedJobSchema.parse(body))
      return
    case 'publishing':
      await env.PUBLISHING.send(queuedJobSchema.parse(body))
      return
    default:
      throw new Error(`There is no queue ${queue}.`)
  }
}
