import type { Connector } from '#core/lib/connector.ts'
import { missingSecrets, type Settings } from '#core/lib/manifest.ts'
import type { Http } from './http.ts'

export interface Outside {
  http: Http
  now: () => Date
}

/** The exports of a platform's folder: its manifest, the source of its webhooks, and the calls of its API. */
export interface PlatformFolder extends Pick<Connector, 'manifest' | 'source'> {
  parts(outside: Outside): Omit<Connector, 'manifest' | 'missing' | 'source'>
}

/** Connects a platform to the address of its API. */
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
