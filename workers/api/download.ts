import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import type { Scope } from '#core/workspaces/schemas.ts'
import { callerOf, workspaceOf } from './access.ts'
import type { Api } from './api.ts'
import { failures } from './described.ts'
import { parse } from './endpoint.ts'

interface Download<Query extends { format: string }> {
  /** The path, with OpenAPI's `{name}` for parameters, which are ids. */
  path: string
  tag: string
  summary: string
  needs: Scope
  query: z.ZodObject & z.ZodType<Query>
  /** The media type of each format; the format's name is the file's ending. */
  types: Record<Query['format'], string>
  fileName: string
  lines(
    ctx: Ctx,
    query: Query,
    params: Record<string, string>,
  ): AsyncGenerator<string> | Promise<AsyncGenerator<string>>
}

/** Adds a route that streams a list as a file: it may be longer than an answer in memory. */
export function downloadRoute<Query extends { format: string }>(
  app: OpenAPIHono<Api>,
  { path, tag, summary, needs, query: schema, types, fileName, lines }: Download<Query>,
): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const params =
    names.length > 0 ? z.object(Object.fromEntries(names.map((name) => [name, idSchema]))) : undefined
  const content = Object.values<string>(types).map((type) => [type, { schema: { type: 'string' as const } }])
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    tags: [tag],
    summary,
    security: [{ session: [] }, { apiKey: [] }],
    'x-needs': needs,
    request: { query: schema, ...(params && { params }) },
    responses: {
      200: { description: 'The whole list, the latest first', content: Object.fromEntries(content) },
      ...failures(),
    },
  })
  app.get(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const ctx = workspaceOf(await callerOf(c), needs)
    // `callerOf` reads the workspace from here: a link cannot set a header.
    const { workspace: _, ...given } = c.req.query()
    const query = parse(schema, given, 'query')
    const written = await lines(ctx, query, params ? parse(params, c.req.param(), 'path') : {})
    const encoder = new TextEncoder()
    const stream = new ReadableStream({
      async pull(controller) {
        const { done, value } = await written.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
    })
    const { format } = query
    return c.body(stream, 200, {
      'content-type': `${types[format as Query['format']]}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}.${format}"`,
      'cache-control': 'no-store',
    })
  })
}
