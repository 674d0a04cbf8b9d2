import { fetch as miniflareFetch } from 'miniflare'

const ours = new WeakSet<typeof fetch>()

/**
 * The harness sends a Worker's outbound requests through this process's `fetch`, which cannot open a WebSocket; Neon's
 * driver needs one. Miniflare's own `fetch` can.
 */
export function allowOutboundWebSockets(): void {
  const plain = globalThis.fetch
  if (ours.has(plain)) return
  const allowing: typeof fetch = (input, init) => {
    const headers =
      init instanceof Object && 'headers' in init ? new Headers(init.headers as HeadersInit) : undefined
    if (headers?.get('upgrade')?.toLowerCase() !== 'websocket') return plain(input, init)
    return miniflareFetch(String(input), {
      headers: Object.fromEntries(headers),
    }) as unknown as Promise<Response>
  }
  ours.add(allowing)
  globalThis.fetch = allowing
}
