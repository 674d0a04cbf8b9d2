import type { MiddlewareHandler } from 'hono'
import type { Api } from './api.ts'

/**
 * Headers of every answer. The API's answers are data: nothing in them may run, be framed, or be taken for another type. The dashboard's
 * own pages have theirs in `web/public/_headers`.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-resource-policy': 'same-site',
  'cross-origin-opener-policy': 'same-origin',
}
const entries = Object.entries(SECURITY_HEADERS)

/** Sets the headers that the route has not set itself: `/docs` runs a script, from here alone. */
export const securityHeaders: MiddlewareHandler<Api> = async (c, next) => {
  await next()
  if (c.res.webSocket) return
  const { headers } = c.res
  for (const [name, value] of entries) if (!headers.has(name)) headers.set(name, value)
}
