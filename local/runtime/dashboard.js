// Does under workerd what Pages does for the dashboard: its Function at /api, its files elsewhere, compressed.
import { onRequest } from './api.js'

const compressible = /^(text\/(?!event-stream)|application\/(json|javascript|problem\+json)|image\/svg\+xml)/

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    const isApi = pathname === '/api' || pathname.startsWith('/api/')
    const response = isApi ? await onRequest({ request, env }) : await env.ASSETS.fetch(request)
    return compressed(request, response)
  },
}

/** Sets the headers by which workerd compresses the body. */
function compressed(request, response) {
  const asked = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
  const type = response.headers.get('content-type') ?? ''
  if (!asked || !response.body || response.headers.has('content-encoding') || !compressible.test(type))
    return response
  const headers = new Headers(response.headers)
  headers.set('content-encoding', 'gzip')
  headers.append('vary', 'accept-encoding')
  return new Response(response.body, { status: response.status, headers })
}
