import type { Downloaded, MediaKind } from '#core/lib/connector.ts'
import { backoffMs, MAX_ATTEMPTS } from '#core/lib/retry.ts'
import { agreedType } from '#core/media/rules/type.ts'

/**
 * What is fetched of what contacts send. A connector holds a file twice while it takes it in, and a Worker has 128 MB.
 */
export const INBOUND_MAX_BYTES = 48 * 1024 * 1024
/** The same on the way out, for everything that one message or post carries. */
export const OUTBOUND_MAX_BYTES = 50 * 1024 * 1024

/** How often it is looked whether a person has reconnected the account. */
const REAUTH_RECHECK_MS = 15 * 60_000
/** No platform keeps a file for longer. */
const KEPT_MS = 30 * 24 * 3_600_000

export type AfterFetch =
  | { status: 'pending'; error: string; nextTryAt: Date; attempts: number }
  | { status: 'failed'; error: string }

/** What becomes of a file that was not fetched. Only what failed uses up an attempt: to wait is no failure. */
export function afterFetch(
  refused: Exclude<Downloaded, { kind: 'downloaded' }>,
  { attempts, createdAt }: { attempts: number; createdAt: Date },
  now: Date,
): AfterFetch {
  const later = (error: string, nextTryAt: Date, used: number): AfterFetch =>
    now.getTime() - createdAt.getTime() > KEPT_MS
      ? { status: 'failed', error: `${error} The platform no longer has the file.` }
      : { status: 'pending', error, nextTryAt, attempts: used }
  switch (refused.kind) {
    case 'rejected':
      return { status: 'failed', error: `${refused.reason} ${refused.advice}`.trim() }
    case 'limited':
      return later('The platform’s limit is reached.', refused.until, attempts - 1)
    case 'reauth':
      return later(refused.reason, new Date(now.getTime() + REAUTH_RECHECK_MS), attempts - 1)
    case 'retry':
      return attempts >= MAX_ATTEMPTS
        ? { status: 'failed', error: `${refused.reason} Tried ${attempts} times.` }
        : later(refused.reason, new Date(now.getTime() + backoffMs(attempts)), attempts)
  }
}

/** As what a received file is kept: as what the platform called it, where its bytes are that; else as a file. */
export function fileAs(
  bytes: Uint8Array,
  kind: MediaKind,
  claimed: string | null,
): { kind: MediaKind; mimeType: string } {
  const found = agreedType(bytes.subarray(0, 64), claimed)
  const mimeType =
    found?.mimeType ?? claimed?.split(';')[0]?.trim().toLowerCase() ?? 'application/octet-stream'
  if (kind === 'document') return { kind, mimeType }
  // What says that it is a picture and is none must not be shown as one.
  if (!found || found.kind === 'document')
    return { kind: 'document', mimeType: found ? mimeType : 'application/octet-stream' }
  if (kind === 'sticker' && found.kind !== 'audio') return { kind, mimeType }
  if (kind === 'voice' && found.kind === 'audio') return { kind, mimeType }
  return { kind: found.kind, mimeType }
}
