import type { OpenAPIHono } from '@hono/zod-openapi'
import { pageOf } from '#core/lib/schemas.ts'
import { exportAudit, listAudit } from '#core/workspaces/actions/audit.ts'
import { auditEntrySchema, auditExportQuerySchema, auditQuerySchema } from '#core/workspaces/schemas.ts'
import { callerOf, workspaceOf } from '../access.ts'
import type { Api } from '../api.ts'
import { inWorkspace, parse } from '../endpoint.ts'

const tag = 'Audit log'
const exportPath = '/v1/audit-log/export'

export const auditEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/audit-log',
    tag,
    summary: 'List who did what in this workspace, the latest first',
    needs: 'manage',
    query: auditQuerySchema,
    answers: pageOf(auditEntrySchema),
    run: (ctx, { query }) => listAudit(ctx, query),
  }),
]

/** The record as a file, streamed: it may be longer than an answer in memory. */
export function auditExportRoute(app: OpenAPIHono<Api>): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: exportPath,
    tags: [tag],
    summary: 'Download the audit log as CSV or as one JSON object a line',
    security: [{ session: [] }, { apiKey: [] }],
    'x-needs': 'manage',
    request: { query: auditExportQuerySchema },
    responses: {
      200: {
        description: 'The record, the latest first',
        content: {
          'text/csv': { schema: { type: 'string' } },
          'application/x-ndjson': { schema: { type: 'string' } },
        },
      },
    },
  })
  app.get(exportPath, async (c) => {
    const ctx = workspaceOf(await callerOf(c), 'manage')
    // Names where one acts, for `callerOf`: a link cannot set a header.
    const { workspace: _, ...query } = c.req.query()
    const { format, ...filter } = parse(auditExportQuerySchema, query, 'query')
    const lines = exportAudit(ctx, format, filter)
    const encoder = new TextEncoder()
    const stream = new ReadableStream({
      async pull(controller) {
        const { done, value } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
    })
    return c.body(stream, 200, {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
      'content-disposition': `attachment; filename="audit-log.${format}"`,
      'cache-control': 'no-store',
    })
  })
}
