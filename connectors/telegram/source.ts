import type { Source } from '#core/lib/platform/connector.ts'
import { manifest } from './manifest.ts'
import { toUpdates } from './mapper.ts'

/** The source of Telegram's webhooks: each account has its own address and a secret that Telegram sends along. */
export const source: Source = {
  name: manifest.id,
  perAccount: true,
  split: toUpdates,
  async verify({ headers, accountId }, { vault }) {
    const given = headers.get('x-telegram-bot-api-secret-token') ?? ''
    if (accountId === null) return null
    const secretVersion = await vault.webhookSecretVersion(manifest.id, accountId, given)
    return secretVersion === null ? null : { secretVersion }
  },
}
