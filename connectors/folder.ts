import type { Connector } from '#core/lib/connector.ts'
import { missingSecrets, type Settings } from '#core/lib/manifest.ts'
import type { Http } from './http.ts'

export interface Outside {
  http: Http
  now: () => Date
}

/** What a platform's folder gives: itself as data, the door for what it sends, and how it is spoken to. */
export interface PlatformFolder extends Pick<Connector, 'manifest' | 'source'> {
  parts(outside: Outside): Omit<Connector, 'manifest' | 'missing' | 'source'>
}

/** A platform, wired to where its API is. */
export const wired = (
  { manifest, source, parts }: PlatformFolder,
  outside: Outside,
  settings: Settings = {},
): Connector => ({
  manifest,
  missing: missingSecrets(manifest, settings),
  ...(source ? { source } : {}),
  ...parts(outside),
})
