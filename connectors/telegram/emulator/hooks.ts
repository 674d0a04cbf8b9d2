import * as z from 'zod'
import { badRequest, ok } from './answers.ts'
import { fromForm, isTrue, type Method } from './desk.ts'

/** Methods that set, remove and describe a bot's webhook. */

const webhookSchema = z.looseObject({
  url: z.string().default(''),
  secret_token: z.string().optional(),
  allowed_updates: z.preprocess(fromForm, z.array(z.string()).optional()),
  drop_pending_updates: z.unknown().optional(),
})

export const setWebhook: Method = ({ bots }, bot, parameters) => {
  const parsed = webhookSchema.safeParse(parameters)
  if (!parsed.success) return badRequest(`can't parse parameters: ${z.prettifyError(parsed.error)}`)
  const { url, secret_token: secret, allowed_updates: allowed, drop_pending_updates: drop } = parsed.data
  const wrong = url === '' ? null : webhookProblem(url)
  if (wrong) return badRequest(`bad webhook: ${wrong}`)
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    return badRequest('secret token contains unallowed characters')
  }
  if (isTrue(drop)) bot.updates.clear()
  const allowedUpdates = allowed ?? bot.webhook?.allowedUpdates ?? null
  bots.setWebhook(bot, url === '' ? null : { url, secret: secret ?? null, allowedUpdates })
  return ok(true)
}

export const deleteWebhook: Method = ({ bots }, bot, { drop_pending_updates: drop }) => {
  bots.setWebhook(bot, null)
  if (isTrue(drop)) bot.updates.clear()
  return ok(true)
}

export const getWebhookInfo: Method = (_desk, bot) => {
  const error = bot.updates.lastError
  return ok({
    url: bot.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.updates.pendingCount,
    ...(error ? { last_error_date: error.date, last_error_message: error.message } : {}),
    ...(bot.webhook ? { max_connections: 40 } : {}),
    ...(bot.webhook?.allowedUpdates ? { allowed_updates: bot.webhook.allowedUpdates } : {}),
  })
}

/** Says what is wrong with a webhook address. The platform requires HTTPS on certain ports; local addresses are accepted as they are. */
function webhookProblem(address: string): string | null {
  if (!URL.canParse(address)) return 'invalid webhook URL specified'
  const { protocol, hostname, port } = new URL(address)
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return null
  if (protocol !== 'https:') return 'An HTTPS URL must be provided for webhook'
  const allowed = ['', '443', '80', '88', '8443'].includes(port)
  return allowed ? null : 'Webhook can be set up only on ports 80, 88, 443 or 8443'
}
