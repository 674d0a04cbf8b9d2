import { Hono } from 'hono'
import * as z from 'zod'
import { vaultOf } from '../../context.ts'
import { configOf } from '../../env.ts'
import type { Api } from '../api.ts'
import { accept, badSignature, rawBody } from './receive.ts'

/** Telegram's webhooks: one address and one derived secret per account. */
export const telegramWebhook = new Hono<Api>()

telegramWebhook.post('/:accountId', async (c) => {
  const accountId = z.uuid().safeParse(c.req.param('accountId'))
  const given = c.req.header('x-telegram-bot-api-secret-token') ?? ''
  const secretVersion = accountId.success
    ? await vaultOf(configOf(c.env).CHORUS_MASTER_KEY).webhookSecretVersion('telegram', accountId.data, given)
    : null
  if (!accountId.success || secretVersion === null) return badSignature(c)
  const bytes = await rawBody(c)
  if (bytes instanceof Response) return bytes
  return accept(c, 'telegram', bytes, { id: accountId.data, secretVersion })
})
