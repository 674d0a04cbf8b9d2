import { randomInt } from 'node:crypto'

/** Sends the verification request that Meta makes before it sends webhooks to an address. */
export async function challenge(callbackUrl: string, verifyToken: string) {
  const expected = String(randomInt(1_000_000_000, 2_000_000_000))
  const url = new URL(callbackUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.verify_token', verifyToken)
  url.searchParams.set('hub.challenge', expected)
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' })
    const verified = response.status === 200 && (await response.text()) === expected
    const error = verified
      ? null
      : `${callbackUrl} answered ${response.status}, not 200 with the raw challenge.`
    return { verified, status: response.status, error }
  } catch (error) {
    return { verified: false, status: null, error: `${callbackUrl} could not be reached: ${String(error)}` }
  }
}
