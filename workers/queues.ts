import * as z from 'zod'
import { fromBase64, toBase64 } from '#core/lib/secrets/crypto.ts'

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

/** Adds the queue's name to a message: Cloudflare does not say where a dead letter comes from. */
export const onQueue = <Message extends object>(queue: string, message: Message) => ({ queue, ...message })

/** The queue of the slow work of all domains, in lanes. */
export const WORK = 'work'

/** Sends a webhook delivery. Its bytes survive the queue unchanged, not as JSON. */
export const sendWebhook = (env: Env, message: QueuedWebhook) =>
  env.WEBHOOKS.send(onQueue('webhooks', message), { contentType: 'v8' })

/** A hint of the payment service that something has changed, on its way to be read there again. */
export const billingHintSchema = z.object({
  what: z.enum(['subscription', 'purchase', 'catalogue']),
  id: z.string(),
})
type BillingHint = z.infer<typeof billingHintSchema>

/** Sends what is to be read again at the payment service. */
export const sendBillingHints = (env: Env, hints: readonly BillingHint[]) =>
  env.WORK.sendBatch(hints.map((hint) => ({ body: onQueue(WORK, { lane: 'billing', ...hint }) })))

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
