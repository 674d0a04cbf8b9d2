interface Context {
  request: Request
  env: { API: { fetch(request: Request): Promise<Response> } }
}

/**
 * Passes API calls on to the Worker. The dashboard and the API share one origin, so the session cookie is first-party. The
 * original request is passed on unchanged: its `Upgrade` header lets the live socket through.
 */
export async function onRequest(context: Context): Promise<Response> {
  const url = new URL(context.request.url)
  url.pathname = url.pathname.slice('/api'.length) || '/'
  try {
    return await context.env.API.fetch(new Request(url, context.request))
  } catch (error) {
    return unreachable(error)
  }
}

function unreachable(error: unknown): Response {
  const requestId = crypto.randomUUID()
  console.error(JSON.stringify({ message: 'The API Worker did not answer', requestId, error: String(error) }))
  const problem = {
    type: 'about:blank',
    title: 'Service unavailable',
    status: 503,
    detail:
      'The API did not answer. Try again in a moment; if it lasts, an operator should look at the Worker.',
    code: 'api_unreachable',
    requestId,
  }
  return Response.json(problem, {
    status: 503,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'retry-after': '5',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    },
  })
}
