import { Hono } from 'hono'
import { VERIFY_TOKEN } from '#core/accounts/actions/secrets.ts'
import { sameText, verifyHmacSha256 } from '#core/lib/crypto.ts'
import { vaultOf } from '../../context.ts'
import { configOf } from '../../env.ts'
import type { Api } from '../api.ts'
import { problem } from '../problem.ts'
import { accept, badSignature, rawBody } from './receive.ts'

/** Meta's webhooks: WhatsApp now, Instagram and Facebook by the same door. */
export const metaWebhook = new Hono<Api>()

metaWebhook.get('/', async (c) => {
  const token = c.req.query('hub.verify_token') ?? ''
  const { META_VERIFY_TOKEN, CHORUS_MASTER_KEY } = configOf(c.env)
  const known =
    sameText(token, META_VERIFY_TOKEN) ||
    (await vaultOf(CHORUS_MASTER_KEY).verify(VERIFY_TOKEN, 'meta', token))
  if (c.req.query('hub.mode') !== 'subscribe' || !known) {
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
