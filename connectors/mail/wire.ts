import * as z from 'zod'

/*
 * The API that Resend documents (resend.com/docs, api-reference and idempotency-keys) and similar services copy:
 * `POST /emails`; `Idempotency-Key` of 1–256 characters, kept for 24 hours; a request without `User-Agent` is refused (403);
 * 401 no key, 403 wrong key or sender, 409 the key was used (`name` says how), 422 a field is missing, 429 too many.
 *
 * UNVERIFIED: that a malformed address is 422 (documented as 400: both are taken alike) and that every failure has the shape
 * of `wireFailure`. Any other failure is taken for a proxy's answer and tried again: under its key that is safe.
 */

export const wireAccepted = z.looseObject({ id: z.string().min(1) })

export const wireFailure = z.looseObject({ name: z.string(), message: z.string() })

export const KEY_MAX_LENGTH = 256

/** The first request under this key has not ended yet. */
export const STILL_SENDING = 'concurrent_idempotent_requests'

/** Statuses that concern this one mail; all others concern the installation's key, its limits or the service. */
export const ABOUT_THE_MAIL: ReadonlySet<number> = new Set([400, 409, 413, 422])
