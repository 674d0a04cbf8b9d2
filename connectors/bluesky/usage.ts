import type { Outcome } from '#core/lib/platform/connector.ts'

type Usage = NonNullable<Outcome['usage']>[number]

/** The window of the limit on requests, in seconds; the windows of points are longer. */
const REQUESTS_WINDOW = '300'

/**
 * Reads from an answer's headers how far the limit that is nearest to its end is used: requests, or the points of writing. Ignores
 * headers that are malformed.
 */
export function usageOf(headers: Headers): Usage[] {
  const number = (name: string) => Number.parseInt(headers.get(`ratelimit-${name}`) ?? '', 10)
  const [limit, remaining, reset] = [number('limit'), number('remaining'), number('reset')]
  if (!(limit > 0) || !(remaining >= 0)) return []
  const window = /;w=(\d+)/.exec(headers.get('ratelimit-policy') ?? '')?.[1]
  const name = window === REQUESTS_WINDOW ? 'requests_usage' : 'points_usage'
  const usedPercent = (100 * (limit - remaining)) / limit
  const report: Usage = { scope: 'account', name, usedPercent }
  return [remaining === 0 && reset > 0 ? { ...report, blockedUntil: new Date(reset * 1000) } : report]
}
