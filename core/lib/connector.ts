import type { Update } from '#core/inbox/schemas.ts'
import type { Quota } from './quota.ts'
import type { Platform } from './schemas.ts'

/** An account with its secrets opened: exists only for the length of a call. */
export interface ConnectedAccountRef {
  id: string
  externalId: string
  credentials: { accessToken: string }
}

/** What a call to a platform came to. Each connector maps its platform's codes to these; nobody else knows the codes. */
export type Outcome =
  /** The platform shows it. */
  | { kind: 'sent'; id: string; url?: string }
  /** Taken; receipts will say. */
  | { kind: 'accepted'; id: string }
  | { kind: 'limited'; until: Date; scope: 'credential' | 'account' | 'action' }
  /** Surely not done. */
  | { kind: 'retry'; reason: string }
  | { kind: 'reauth'; reason: string }
  /** Permanent: the platform's words and what to do. */
  | { kind: 'rejected'; reason: string; code: string; advice: string }
  /** It may have been done. Never retried blindly. */
  | { kind: 'unknown'; reason: string }

/** What ties a call to our row, written before the call, so that its outcome can be found out. */
export interface Intent {
  id: string
  fence: number
  startedAt: Date
}

export interface Capabilities {
  text: { maxLength: number; count: 'graphemes' | 'utf16' }
  /** Free text may be sent this long after the contact last wrote. */
  windowMs?: number
  /** Whether own posts can be read back to find out an unknown outcome. */
  readBack: boolean
  /** How long a sent thing may stay invisible to reading back. */
  visibilityDelayMs: number
  quotas: { publish: readonly Quota[]; message(to: string): readonly Quota[] }
}

/** How a platform tells us things. Several platforms may share a source (all of Meta comes in at `/webhooks/meta`). */
export interface Webhook {
  source: string
  /** Whether each account has its own address and secret, or the app has one of each. */
  perAccount: boolean
  /** Splits a delivery into one update per effect, each with its dedupe key. Pure. Throws on what the platform does not send. */
  updates(body: unknown, accountId: string | null): Update[]
}

/** One platform. Optional parts are what it cannot do. */
export interface Connector {
  platform: Platform
  capabilities: Capabilities
  webhook: Webhook
  /** Proves the credentials and tells the platform where its webhooks go. */
  connect(
    account: ConnectedAccountRef,
    webhook: { url: string; secret: string | null },
  ): Promise<
    { kind: 'connected'; name: string } | Extract<Outcome, { kind: 'reauth' | 'rejected' | 'retry' }>
  >
  publish?(account: ConnectedAccountRef, post: { text: string }, intent: Intent): Promise<Outcome>
  message?(
    account: ConnectedAccountRef,
    to: string,
    content: { text: string },
    intent: Intent,
  ): Promise<Outcome>
}
