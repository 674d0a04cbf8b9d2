import type { Context } from 'hono'
import { AppError } from '#core/lib/kernel/errors.ts'
import { callerOf } from '../access.ts'
import type { Api } from '../api.ts'
import { endpoints } from '../endpoints.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Serves the tools by the Model Context Protocol (streamable HTTP, stateless), for holders of an API key. The protocol's package is loaded
 * at the first request: other requests do without it.
 * @throws AppError forbidden for a foreign Host or Origin, unauthenticated without a key
 */
export async function mcp(c: Context<Api>): Promise<Response> {
  refuseForeign(c)
  // A browser sends cookies by itself, and never a key.
  if (!c.req.header('authorization'))
    throw new AppError('unauthenticated', 'unauthenticated', 'Send an API key as a bearer token.')
  const caller = await callerOf(c)
  const [{ createMcpHandler }, { serverFor }] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('./server.ts'),
  ])
  return createMcpHandler(() => serverFor(caller, endpoints)).fetch(c.req.raw)
}

/** Refuses what a page of another site sends, also under a name of its own that leads here (DNS rebinding). */
function refuseForeign(c: Context<Api>): void {
  const ours = [c.env.CHORUS_PUBLIC_URL, c.env.CHORUS_WEB_URL].map((url) => new URL(url))
  const hostname = new URL(c.req.url).hostname
  const isHost = [...LOOPBACK, ...ours.map((url) => url.hostname)].includes(hostname)
  const origin = c.req.header('origin')
  const isOrigin = origin === undefined || ours.some((url) => url.origin === origin)
  if (!isHost || !isOrigin)
    throw new AppError('forbidden', 'forbidden', 'This address answers to its own name and pages only.')
}
