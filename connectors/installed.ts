import * as z from 'zod'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { type Settings, type UrlVar, urlsOf } from '#core/lib/platform/manifest.ts'
import { type At, wired } from './folder.ts'
import { platforms } from './registry.ts'

const origin = z.url().transform((url) => url.replace(/\/+$/, ''))

/** The variables and secrets of all platforms, as an installation may give them. */
export const settingsShape: Readonly<Record<string, z.ZodType<string | undefined>>> = Object.fromEntries(
  platforms.flatMap(({ manifest: { vars } }) => [
    ...urlsOf(vars).map(({ key, default: usual }) => [key, origin.default(usual)] as const),
    ...vars.secrets.map(({ key }) => [key, z.string().optional()] as const),
  ]),
)

export interface Installation extends Pick<At, 'deadlineMs' | 'now' | 'elsewhere'> {
  settings: Settings
}

/** Every platform of the installation. */
export function installed({ settings, ...rest }: Installation): readonly Connector[] {
  const at = (one: UrlVar | undefined) => (one ? (settings[one.key] ?? one.default) : '')
  return platforms.map((folder) => {
    const { apiUrl, signInUrl = apiUrl, tokenUrl = signInUrl } = folder.manifest.vars
    const addresses = { apiUrl: at(apiUrl), signInUrl: at(signInUrl), tokenUrl: at(tokenUrl) }
    return wired(folder, { ...addresses, settings, ...rest })
  })
}

/** Finds a platform by its id. @throws AppError unsupported_platform */
export function lookUp(connectors: readonly Connector[]): (platform: string) => Connector {
  const byId = new Map(connectors.map((connector) => [connector.manifest.id, connector]))
  return (platform) => {
    const connector = byId.get(platform)
    if (connector) return connector
    throw new AppError('invalid', 'unsupported_platform', `Chorus does not speak to ${platform}.`, [
      { path: 'platform', message: `Chorus does not speak to ${platform}.` },
    ])
  }
}
