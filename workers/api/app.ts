import { OpenAPIHono } from '@hono/zod-openapi'
import { jsonLog } from '#core/lib/kernel/log.ts'
import { domains } from '../domains.ts'
import type { Api } from './api.ts'
import { bodyLimits } from './body.ts'
import { identify, logOf } from './caller.ts'
import { registerShared } from './described.ts'
import { docsPage } from './docs.ts'
import { documentOf } from './document.ts'
import { endpoints } from './endpoints.ts'
import { mcp } from './mcp/route.ts'
import { mount } from './mount.ts'
import { problem, problemOf } from './problem.ts'
import { auth } from './routes/auth.ts'
import { health } from './routes/health.ts'
import { live } from './routes/live.ts'
import { securityHeaders } from './security-headers.ts'
import { webhooks } from './webhooks.ts'

export const app = new OpenAPIHono<Api>()

app.use(async (c, next) => {
  const given = c.req.header('x-request-id')
  const requestId = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID()
  c.set('requestId', requestId)
  c.set('identify', identify(c))
  const startedAt = Date.now()
  await next()
  if (c.res.webSocket) return
  c.header('x-request-id', requestId)
  jsonLog({ requestId }).info('http', {
    method: c.req.method,
    path: c.req.path,
    status: c.res.status,
    ms: Date.now() - startedAt,
    actor: c.get('actor') ?? null,
    workspaceId: c.get('workspaceId') ?? null,
  })
})

app.use(securityHeaders)

// Webhooks come before expensive middleware: the platform waits for its answer, and its deliveries may be large.
app.route('/webhooks', webhooks)

app.get('/v1/live', live)
for (const { uploads = [] } of domains) for (const add of uploads) add(app, endpoints)
app.use(bodyLimits(endpoints))

app.get('/health', health)
app.on(['GET', 'POST'], '/auth/*', auth)
app.all('/mcp', mcp)
for (const { raw = [] } of domains) for (const add of raw) add(app, endpoints)
for (const endpoint of endpoints) mount(app, endpoint)

registerShared(app)
app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'chk_…',
})
app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
  type: 'apiKey',
  in: 'cookie',
  name: 'chorus.session_token',
  description: 'Writes also need the header x-chorus-csrf: 1.',
})
app.get('/openapi.json', (c) => c.json(documentOf(app)))
app.get('/docs', docsPage)

app.notFound((c) =>
  problem(c, {
    status: 404,
    code: 'not_found',
    detail: `There is nothing at ${c.req.method} ${c.req.path}.`,
  }),
)
app.onError((error, c) => problemOf(c, error, logOf(c)))
