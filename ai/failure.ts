import type { Usage } from '#core/lib/kernel/ai.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { collapse, truncate } from '#core/lib/text/text.ts'
import { NO_USAGE, sumUsage } from './models.ts'

const MESSAGE_MAX = 300

export type FailureKind =
  /** No usable answer: no connection, a server error, something that is not the API. */
  | 'unavailable'
  | 'timeout'
  /** Too many calls just now. */
  | 'limited'
  /** The credit or the budget at the provider is used up: somebody must pay, waiting does not help. */
  | 'exhausted'
  | 'unauthorized'
  | 'unknown_model'
  /** The request itself is wrong, or too long. */
  | 'rejected'
  /** The model declined to answer this. */
  | 'refused'
  /** The answer was cut at the token limit; it is never read. */
  | 'truncated'
  /** The answer did not match the schema, not even after a correction. */
  | 'malformed'
  /** The engine has no way to do the task. */
  | 'unsupported'

/** The failure of one engine, with its reason in one line. Holds no secret, and no text of a contact unless the API quotes it. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure'
  readonly kind: FailureKind
  /** The wait that the provider asked for, in milliseconds; null when it named none. */
  readonly retryAfterMs: number | null
  /** The tokens and the cost of the failed call. */
  readonly usage: Usage

  constructor(
    kind: FailureKind,
    message: string,
    { retryAfterMs = null, usage = NO_USAGE, cause }: FailureDetails = {},
  ) {
    super(truncate(collapse(redactText(message)), MESSAGE_MAX), { cause })
    this.kind = kind
    this.retryAfterMs = retryAfterMs
    this.usage = usage
  }
}

interface FailureDetails {
  retryAfterMs?: number | null
  usage?: Usage
  cause?: unknown
}

/** Rethrows a failure with the usage before it added, for calls that take several requests. */
export const addSpent =
  (spent: Usage) =>
  (error: unknown): never => {
    if (!(error instanceof ModelFailure)) throw error
    const { kind, message, retryAfterMs, usage, cause } = error
    throw new ModelFailure(kind, message, { retryAfterMs, cause, usage: sumUsage(spent, usage) })
  }

/** Returns the kind of failure of an HTTP status; for 429 the error code counts too. Anthropic's 529 means overloaded. */
export function kindOfStatus(status: number, code: string | null): FailureKind {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized'
    case 402:
      return 'exhausted'
    case 404:
      return 'unknown_model'
    case 408:
    case 504:
      return 'timeout'
    case 409:
      return 'unavailable'
    case 429:
      return code === 'insufficient_quota' ? 'exhausted' : 'limited'
    default:
      return status >= 500 ? 'unavailable' : 'rejected'
  }
}

/** Reads the wait that an answer asks for, in milliseconds: `retry-after-ms`, else `retry-after` in seconds. */
export function retryAfterMs(headers: Headers | undefined): number | null {
  const ms = positive(headers?.get('retry-after-ms'))
  if (ms !== null) return ms
  const seconds = positive(headers?.get('retry-after'))
  return seconds === null ? null : seconds * 1000
}

function positive(text: string | null | undefined): number | null {
  if (!text || !/^\d{1,9}(\.\d{1,6})?$/.test(text)) return null
  return Number(text)
}
