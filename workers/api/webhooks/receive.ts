import type { Context } from 'hono'
import { newId } from '#core/lib/ids.ts'
import { type QueuedWebhook, sendWebhook } from '../../queues.ts'
import type { Api } from '../api.ts'
import { readAtMost } from '../body.ts'
import { problem } from '../problem.ts'

/** A queue message holds 128 KB; what is larger than half of that goes by way of the blob store. */
const INLINE_MAX_BYTES = 64 * 1024
/** Meta sends up to about 4 MB. */
const BODY_MAX_BYTES = 8 * 1024 * 1024

/** The raw bytes of a delivery, or the answer that refuses them. */
export async function rawBody(c: Context<Api>): Promise<Uint8Array<ArrayBuffer> | Response> {
  const tooLarge = () =>
    problem(c, { status: 413, code: 'too_large', detail: 'The delivery is larger than any platform sends.' })
  return (await readAtMost(c.req.raw, BODY_MAX_BYTES)) ?? tooLarge()
}

/** 200 means durably queued. No database is asked before the answer. */
export async function accept(
  c: Context<Api>,
  source: string,
  bytes: Uint8Array<ArrayBuffer>,
  account: QueuedWebhook['account'],
) {
  const base = { source, account, receivedAt: new Date().toISOString() }
  if (bytes.byteLength <= INLINE_MAX_BYTES) {
    await sendWebhook(c.env, { ...base, bytes, objectName: null })
  } else {
    const objectName = `webhooks/${source}/${newId()}`
    await c.env.BLOBS.put(objectName, bytes)
    await sendWebhook(c.env, { ...base, bytes: null, objectName })
  }
  return c.text('ok')
}

export const badSignature = (c: Context<Api>) =>
  problem(c, {
    status: 401,
    code: 'bad_signature',
    detail: 'The signature is missing or does not match the body.',
  })
