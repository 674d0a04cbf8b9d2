import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type * as z from 'zod'
import { callerOf, strangerOf } from './access.ts'
import type { Api } from './api.ts'
import { failures, headers, requestBody } from './described.ts'
import { type Endpoint, jsonOf, parse } from './endpoint.ts'
import { idempotently, ofPerson, ofWorkspace } from './idempotency.ts'

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })

/** Serves an endpoint and describes it in the OpenAPI document, from the same schemas. */
export function mount(app: OpenAPIHono<Api>, endpoint: Endpoint): void {
  const status = endpoint.status ?? 200
  const route = createRoute({
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    security: endpoint.needs === 'nothing' ? [] : [{ session: [] }, { apiKey: [] }],
    'x-needs': endpoint.needs,
    request: {
      ...(endpoint.params ? { params: endpoint.params as z.ZodObject } : {}),
      ...(endpoint.query ? { query: endpoint.query as z.ZodObject } : {}),
      ...headers(endpoint),
      ...requestBody(endpoint),
    },
    responses: {
      [status]: { description: endpoint.summary, ...(endpoint.answers ? json(endpoint.answers) : {}) },
      ...failures({ open: endpoint.needs === 'nothing', body: endpoint.body !== undefined }),
    },
  })
  app.openAPIRegistry.registerPath(route)
  app.on(endpoint.method.toUpperCase(), route.getRoutingPath(), async (c) => {
    // Check the caller and their permissions first: a stranger learns nothing about valid input.
    const known = endpoint.needs === 'nothing' ? null : await callerOf(c)
    const run = endpoint.admit(known ?? strangerOf(c))
    const input = {
      params: parse(endpoint.params, c.req.param(), 'path'),
      query: parse(endpoint.query, c.req.query(), 'query'),
      body: endpoint.body ? parse(endpoint.body, await readJson(c), 'body') : undefined,
    }
    const { shownOnce = false } = endpoint
    const holderOf = endpoint.needs === 'person' || endpoint.needs === 'operator' ? ofPerson : ofWorkspace
    return idempotently(c, {
      caller: known,
      holder: known && holderOf(known),
      body: input.body,
      run: async () => ({ status, body: await run(input) }),
      retelling: { status, shownOnce, again: known ? endpoint.retelling?.(known) : undefined },
    })
  })
}

const readJson = async (c: Context<Api>): Promise<unknown> => jsonOf(await c.req.text())
