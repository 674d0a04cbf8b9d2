import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { BreakdownBy, Counted, Figure, Metric } from '#core/figures/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { figuresKey } from './keys.ts'

/** Figures are counted each minute. */
const EVERY_MS = 60_000

interface Period {
  from: string | undefined
  to: string | undefined
}
/** `of`: one account, person, label, …, as the API names it; everything if left out. */
interface Asked extends Period {
  of?: string | undefined
}

export const summaryQuery = (period: Asked) =>
  queryOptions({
    queryKey: [...figuresKey, 'summary', period],
    queryFn: ({ signal }) => api.get('/v1/analytics/summary', { query: period }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  })

export const seriesQuery = (metric: Figure, bucket: 'day' | 'week' | 'month', period: Asked) =>
  queryOptions({
    queryKey: [...figuresKey, 'series', metric, bucket, period],
    queryFn: ({ signal }) =>
      api.get('/v1/analytics/series', { query: { metric, bucket, ...period } }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  })

export const breakdownQuery = (by: BreakdownBy, period: Period) =>
  queryOptions({
    queryKey: [...figuresKey, 'breakdown', by, period],
    queryFn: ({ signal }) => api.get('/v1/analytics/breakdown', { query: { by, ...period } }, signal),
    refetchInterval: EVERY_MS,
  })

export interface CountedFilter extends Period {
  metric: Metric
  of: string | undefined
}

export const countedQuery = (filter: CountedFilter) =>
  pagedQuery<Counted>([...figuresKey, 'counted', filter], (cursor, signal) =>
    api.get('/v1/analytics/counted', { query: { ...filter, cursor } }, signal),
  )
