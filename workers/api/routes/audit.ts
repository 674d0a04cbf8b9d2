import type { OpenAPIHono } from '@hono/zod-openapi'
import { pageOf } from '#core/lib/kernel/schemas.ts'
import { exportAudit, listAudit } from '#core/workspaces/actions/audit.ts'
import { auditEntrySchema, auditExportQuerySchema, auditQuerySchema } from '#core/workspaces/schemas.ts'
import type { Api } from '../api.ts'
import { downloadRoute } from '../download.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Audit log'

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

export const auditDownload = (app: OpenAPIHono<Api>) =>
  downloadRoute(app, {
    path: '/v1/audit-log/export',
    tag,
    summary: 'Download the audit log as CSV or as one JSON object a line',
    needs: 'manage',
    query: auditExportQuerySchema,
    types: { csv: 'text/csv', ndjson: 'application/x-ndjson' },
    fileName: 'audit-log',
    lines: (ctx, { format, ...filter }) => exportAudit(ctx, format, filter),
  })
