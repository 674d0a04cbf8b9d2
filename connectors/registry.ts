import type { Connector, Webhook } from '#core/lib/connector.ts'
import { AppError } from '#core/lib/errors.ts'
import type { Platform } from '#core/lib/schemas.ts'
import { platformHttp } from './http.ts'
import { telegram } from './telegram/index.ts'
import { toUpdates as telegramUpdates } from './telegram/mapper.ts'
import { whatsapp } from './whatsapp/index.ts'
import { toUpdates as whatsappUpdates } from './whatsapp/mapper.ts'

export interface ConnectorConfig {
  graphUrl: string
  telegramUrl: string
  deadlineMs: number
  now: () => Date
}

/** Every platform that this installation speaks to. A new one is a folder and a line here. */
export function connectors({
  graphUrl,
  telegramUrl,
  deadlineMs,
  now,
}: ConnectorConfig): (platform: Platform) => Connector {
  const all = new Map<Platform, Connector>()
  for (const connector of [
    whatsapp({ http: platformHttp({ baseUrl: graphUrl, deadlineMs }), now }),
    telegram({ http: platformHttp({ baseUrl: telegramUrl, deadlineMs }), now }),
  ]) {
    all.set(connector.platform, connector)
  }
  return (platform) => {
    const connector = all.get(platform)
    if (!connector)
      throw new AppError('invalid', 'unsupported_platform', `Chorus does not speak to ${platform} yet.`)
    return connector
  }
}

/** What splits the deliveries of a source. Meta's one door serves several platforms: `object` tells them apart. */
export function webhookSource(source: string): Webhook['updates'] {
  switch (source) {
    case 'meta':
      return whatsappUpdates
    case 'telegram':
      return telegramUpdates
    default:
      throw new Error(`No platform sends webhooks to ${source}.`)
  }
}
