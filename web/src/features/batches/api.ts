import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Batch, BatchDetail } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { draftsKey } from '../drafts/keys.ts'

const batchesKey = [...draftsKey, 'batches']

export interface Size {
  authorIds: string[]
  topicIds: string[]
  count: number
}

/** Reads batches page by page, the latest first. */
export const batchesQuery = pagedQuery<Batch>([...batchesKey, 'list'], (cursor, signal) =>
  api.get('/v1/post-batches', { query: { cursor } }, signal),
)

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: [...batchesKey, 'one', id],
    queryFn: ({ signal }) => api.get('/v1/post-batches/{id}', { params: { id } }, signal),
  })

/** Reads what a batch of this size would cost. */
export const estimateQuery = (size: Size) =>
  queryOptions({
    queryKey: [...batchesKey, 'estimate', size],
    queryFn: ({ signal }) => api.post('/v1/post-batches/estimate', { body: size }, signal),
    retry: false,
  })

/** Cancels a batch, or has one of its drafts written again, and shows what came of it. */
export function useBatchWork(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (draftId?: string): Promise<BatchDetail> =>
      draftId === undefined
        ? api.post('/v1/post-batches/{id}/cancel', { params: { id } })
        : api.post('/v1/post-batches/{id}/drafts/{draftId}/retry', { params: { id, draftId } }),
    onSuccess: (batch) => {
      queryClient.setQueryData(batchQuery(id).queryKey, batch)
      void queryClient.invalidateQueries({ queryKey: batchesQuery.queryKey })
    },
  })
}

/** Writes a price of millionths of a US dollar. */
export const price = (micros: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: micros < 1_000_000 ? 4 : 2,
  }).format(micros / 1_000_000)
