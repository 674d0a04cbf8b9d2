import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  breakdown,
  exportFigures,
  listCounted,
  listKpi,
  metricsOfCharacter,
  series,
  summary,
} from '#core/figures/actions/figures.ts'
import {
  breakdownQuerySchema,
  breakdownSchema,
  characterMetricsQuerySchema,
  characterMetricsSchema,
  countedQuerySchema,
  countedSchema,
  figuresExportQuerySchema,
  kpiQuerySchema,
  kpiSchema,
  seriesQuerySchema,
  seriesSchema,
  summaryQuerySchema,
  summarySchema,
} from '#core/figures/schemas.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import type { Api } from '../api.ts'
import { downloadRoute } from '../download.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Figures'
const path = '/v1/analytics'

export const figuresEndpoints = [
  inWorkspace({
    method: 'get',
    path: `${path}/summary`,
    tag,
    summary: 'Get all figures of a period beside those of the period before, in the workspace’s time zone',
    needs: 'see',
    query: summaryQuerySchema,
    answers: summarySchema,
    run: (ctx, { query }) => summary(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/series`,
    tag,
    summary: 'Get a figure by day, week or month, of everything or of one thing',
    needs: 'see',
    query: seriesQuerySchema,
    answers: seriesSchema,
    run: (ctx, { query }) => series(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/breakdown`,
    tag,
    summary:
      'Get the figures of each account, platform, person, label, campaign, character, …, or posts by hour',
    needs: 'see',
    query: breakdownQuerySchema,
    answers: breakdownSchema,
    run: (ctx, { query }) => breakdown(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/kpi`,
    tag,
    summary: 'List windows of two hours, the latest first',
    needs: 'see',
    query: kpiQuerySchema,
    answers: pageOf(kpiSchema),
    run: (ctx, { query }) => listKpi(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/counted`,
    tag,
    summary: 'List what a figure counts, the latest first',
    needs: 'see',
    query: countedQuerySchema,
    answers: pageOf(countedSchema),
    run: (ctx, { query }) => listCounted(ctx, query),
  }),
]

export const characterMetricsEndpoint = inWorkspace({
  method: 'get',
  path: '/v1/characters/{id}/metrics',
  tag,
  summary: 'Get what was counted of a character, by day, account and metric',
  needs: 'see',
  params: z.object({ id: idSchema }),
  query: characterMetricsQuerySchema,
  answers: characterMetricsSchema,
  run: (ctx, { params: { id }, query }) => metricsOfCharacter(ctx, id, query),
})

export const figuresDownload = (app: OpenAPIHono<Api>): void =>
  downloadRoute(app, {
    path: `${path}/export`,
    tag,
    summary: 'Download all figures as CSV, a line for each day',
    needs: 'see',
    query: figuresExportQuerySchema,
    types: { csv: 'text/csv' },
    fileName: 'figures',
    lines: (ctx, query) => exportFigures(ctx, query),
  })
