const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a delivery is tried. */
export const TRIED_FOR_MS = 3 * DAY
/** An endpoint that took nothing for so long is switched off. */
export const SWITCHED_OFF_AFTER_MS = 5 * DAY
/** How long the secret before a rotation still signs too. */
export const OLD_SECRET_MS = DAY

const WAITS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR]

/** Returns when a delivery is tried again after so many failed tries; null when its three days are over. */
export function nextAttempt(
  { attempts, createdAt }: { attempts: number; createdAt: Date },
  now: Date,
): Date | null {
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1] ?? SECOND
  const next = new Date(now.getTime() + wait)
  return next.getTime() - createdAt.getTime() > TRIED_FOR_MS ? null : next
}

const GONE = 410

/** Says why an endpoint is switched off after a failure; null where it stays on. */
export function switchedOff(
  { status, failingSince }: { status: number | null; failingSince: Date },
  now: Date,
): string | null {
  if (status === GONE) return 'The endpoint answered that it is gone for good (410).'
  if (now.getTime() - failingSince.getTime() >= SWITCHED_OFF_AFTER_MS)
    return 'The endpoint took nothing for five days.'
  return null
}

export const isTaken = (status: number) => status >= 200 && status < 300
