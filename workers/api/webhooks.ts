import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { hintsOf } from '#connectors/billing/events.ts'
import { doorOf } from '#connectors/sources.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Source } from '#core/lib/platform/connector.ts'
import { configOf } from '../env.ts'
import { type QueuedWebhook, sendBillingHints, sendWebhook } from '../queues.ts'
import { vaultOf } from '../vault.ts'
import type { Api } from './api.ts'
import { readAtMost } from './body.ts'
import { problem } from './problem.ts'

/** A queue message holds 128 KB; a body larger than half of that goes through the blob store. */
const INLINE_MAX_BYTES = 64 * 1024
/** Meta sends up to about 4 MB. */
const BODY_MAX_BYTES = 8 * 1024 * 1024

/** Routes that platforms send events to: `/webhooks/<source>`, or `/webhooks/<source>/<account>`. No database is asked before the answer. */
export const webhooks = new Hono<Api>()

webhooks.get('/:source', async (c) => {
  const { challenge } = doorOf(c.req.param('source')) ?? {}
  if (!challenge) return c.notFound()
  const answer = await challenge(new URL(c.req.url).searchParams, depsOf(c.env))
  if (answer !== null) return c.text(answer)
  return problem(c, {
    status: 403,
    code: 'forbidden',
    detail: 'The verify token is not the one that was agreed.',
  })
})

/** Events of the payment service: they only say what has to be read there again. Every type is accepted, as Stripe asks. */
webhooks.post('/stripe', async (c) => {
  const { STRIPE_WEBHOOK_SECRET: secret } = configOf(c.env)
  if (!secret) return c.notFound()
  const body = new TextDecoder().decode(await bodyOf(c.req.raw))
  const signature = c.req.header('stripe-signature') ?? null
  const hints = await hintsOf(body, { signature, secret, now: new Date() })
  if (!hints) return wrongSignature(c)
  if (hints.length > 0) await sendBillingHints(c.env, hints)
  return c.text('ok')
})

webhooks.post('/:source/:accountId?', async (c) => {
  const { source: name, accountId: given } = c.req.param()
  const source = doorOf(name)
  if (!source || source.perAccount !== (given !== undefined)) return c.notFound()
  return receive(c, source, given)
})

async function receive(c: Context<Api>, source: Source, given: string | undefined) {
  const accountId = given === undefined ? null : z.uuid().safeParse(given).data
  let read: Promise<Uint8Array<ArrayBuffer>> | undefined
  const bytes = () => (read ??= bodyOf(c.req.raw))
  const arrived = { headers: c.req.raw.headers, bytes }
  const verified =
    accountId === undefined ? null : await source.verify({ ...arrived, accountId }, depsOf(c.env))
  if (!verified) return wrongSignature(c)
  const { secretVersion } = verified
  const account = accountId == null || secretVersion === null ? null : { id: accountId, secretVersion }
  await keep(c.env, { source: source.name, account, receivedAt: new Date().toISOString() }, await bytes())
  return c.text('ok')
}

const wrongSignature = (c: Context<Api>) =>
  problem(c, {
    status: 401,
    code: 'bad_signature',
    detail: 'The signature is missing or does not match the body.',
  })

/** Reads the body. @throws AppError too_large */
async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readAtMost(request, BODY_MAX_BYTES)
  if (bytes) return bytes
  throw new AppError('too_large', 'too_large', 'The delivery is larger than any platform sends.')
}

/** Queues the delivery durably before it returns. */
async function keep(
  env: Env,
  about: Omit<QueuedWebhook, 'bytes' | 'objectName'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  if (bytes.byteLength <= INLINE_MAX_BYTES) {
    await sendWebhook(env, { ...about, bytes, objectName: null })
    return
  }
  const objectName = `webhooks/${about.source}/${newId()}`
  await env.BLOBS.put(objectName, bytes)
  await sendWebhook(env, { ...about, bytes: null, objectName })
}

function depsOf(env: Env) {
  const { platforms: settings, CHORUS_MASTER_KEY } = configOf(env)
  return { settings, vault: vaultOf(CHORUS_MASTER_KEY) }
}
