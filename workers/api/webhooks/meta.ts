import { Hono } from 'hono'
import { sameText, verifyHmacSha256 } from '#core/lib/crypto.ts'
import { configOf } from '../../env.ts'
import type { Api } from '../api.ts'
import { problem } from '../problem.ts'
import { accept, badSignature, rawBody } from './receive.ts'

/** Meta's webhooks: WhatsApp now, Instagram and Facebook by the same door. */
export const metaWebhook = new Hono<Api>()

metaWebhook.get('/', (c) => {
  const token = c.req.query('hub.verify_token') ?? ''
  if (c.req.query('hub.mode') !== 'subscribe' || !sameText(token, configOf(c.env).META_VERIFY_TOKEN)) {
    return problem(c, {
      status: 403,
      code: 'forbidden',
      detail: 'The verify token is not the one that was agreed.',
    })
  }
  return c.text(c.req.query('hub.challenge') ?? '')
})

metaWebhook.post('/', async (c) => {
  const bytes = await rawBody(c)
  if (bytes instanceof Response) return bytes
  const signature = /^sha256=([0-9a-f]{64})$/.exec(c.req.header('x-hub-signature-256') ?? '')?.[1]
  if (!signature || !(await verifyHmacSha256(configOf(c.env).META_APP_SECRET, bytes, signature)))
    return badSignature(c)
  return accept(c, 'meta', bytes, null)
})
