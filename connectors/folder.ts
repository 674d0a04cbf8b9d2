import type { Connector } from '#core/lib/platform/connector.ts'
import { missingSecrets, type Settings } from '#core/lib/platform/manifest.ts'
import { type Http, platformHttp } from './http.ts'

/** Ports to the outside that a platform's folder is given. */
export interface Outside {
  /** The address of its API. */
  apiUrl: string
  /** Calls its API. */
  http: Http
  /** Calls another server of the platform, at an address that a person or the platform gave: public addresses only. */
  httpAt(url: string): Http
  /** The address of its sign-in pages, and calls to where it gives tokens. */
  signIn: { url: string; http: Http }
  now: () => Date
  settings: Settings
}

/** The exports of a platform's folder: its manifest, the source of its webhooks, and the calls of its API. */
export interface PlatformFolder extends Pick<Connector, 'manifest' | 'source'> {
  parts(outside: Outside): Omit<Connector, 'manifest' | 'missing' | 'source'>
}

/** Where a platform is. */
export interface At {
  apiUrl: string
  /** Without it, the pages are where the API is. */
  signInUrl?: string
  /** Without it, tokens are given where the pages are. */
  tokenUrl?: string
  deadlineMs: number
  now: () => Date
  /** Fetches from servers that no configuration names (`publicFetch`); without it there are none. */
  elsewhere?: typeof fetch
  settings?: Settings
}

/** Connects a platform to the addresses of its API and of its sign-in pages. */
export function wired(
  { manifest, source, parts }: PlatformFolder,
  { apiUrl, signInUrl = apiUrl, tokenUrl = signInUrl, deadlineMs, now, elsewhere, settings = {} }: At,
): Connector {
  const at = (baseUrl: string) => platformHttp({ baseUrl, deadlineMs })
  const httpAt = (url: string): Http =>
    elsewhere
      ? platformHttp({ baseUrl: url, deadlineMs, fetch: elsewhere })
      : async () => ({ kind: 'unsent', reason: `Servers such as ${url} are not called from here.` })
  return {
    manifest,
    missing: missingSecrets(manifest, settings),
    ...(source ? { source } : {}),
    ...parts({
      apiUrl,
      http: at(apiUrl),
      httpAt,
      signIn: { url: signInUrl, http: at(tokenUrl) },
      now,
      settings,
    }),
  }
}
