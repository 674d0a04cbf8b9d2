// Runs under workerd in front of the Worker: adds an address that fires a cron by hand, and logs uncaught errors.
export default {
  async fetch(request, env) {
    const url = new URL(request.url)
    try {
      return await (url.pathname === '/cdn-cgi/handler/scheduled'
        ? fire(url, env)
        : env.WORKER.fetch(request))
    } catch (error) {
      console.error(`Uncaught ${error instanceof Error ? error.stack : error}`)
      throw error
    }
  },
}

async function fire({ searchParams }, env) {
  const { outcome } = await env.WORKER.scheduled({
    cron: searchParams.get('cron') ?? undefined,
    scheduledTime: new Date(Number(searchParams.get('time')) || Date.now()),
  })
  return new Response(outcome, { status: outcome === 'ok' ? 200 : 500 })
}
