import type { Downloaded, MediaKind } from '#core/lib/platform/connector.ts'
import { backoffMs, MAX_ATTEMPTS } from '#core/lib/platform/retry.ts'
import { sizeProblem } from '#core/media/rules/dimensions.ts'
import { agreedType } from '#core/media/rules/type.ts'

/**
 * The largest file that is fetched from a contact. A connector holds a file in memory twice while it reads it, and a Worker
 * has 128 MB.
 */
export const INBOUND_MAX_BYTES = 48 * 1024 * 1024
/** The most bytes of all files of an outbound message or post together. */
export const OUTBOUND_MAX_BYTES = 50 * 1024 * 1024

/** How often a file that waits for its account to be reconnected is tried. */
const REAUTH_RECHECK_MS = 15 * 60_000
/** The longest time that any platform keeps a file. */
const KEPT_MS = 30 * 24 * 3_600_000

export type AfterFetch =
  | { status: 'pending'; error: string; nextTryAt: Date; attempts: number }
  | { status: 'failed'; error: string }

/** Returns the next state of a file that could not be fetched. Only a failure uses up an attempt; waiting does not. */
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

const OPAQUE = { kind: 'document', mimeType: 'application/octet-stream' } as const

/**
 * Returns the kind and type to store a received file as: those the platform named, if its bytes agree; else a document. A picture
 * whose header states a size that none has would take a browser's memory: it is kept as a file to download.
 */
export function fileAs(
  bytes: Uint8Array,
  kind: MediaKind,
  claimed: string | null,
): { kind: MediaKind; mimeType: string } {
  const found = agreedType(bytes.subarray(0, 64), claimed)
  const mimeType =
    found?.mimeType ?? claimed?.split(';')[0]?.trim().toLowerCase() ?? 'application/octet-stream'
  if (sizeProblem(bytes, mimeType) !== null) return OPAQUE
  if (kind === 'document') return { kind, mimeType }
  // A file that claims to be a picture and is not must not be shown as one.
  if (!found || found.kind === 'document') return found ? { kind: 'document', mimeType } : OPAQUE
  if (kind === 'sticker' && found.kind !== 'audio') return { kind, mimeType }
  if (kind === 'voice' && found.kind === 'audio') return { kind, mimeType }
  return { kind: found.kind, mimeType }
}
