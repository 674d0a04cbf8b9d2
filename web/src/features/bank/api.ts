import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  BankPost,
  BankPostDetail,
  BankResult,
  ImportReport,
  LabelPost,
  SearchSort,
} from '#core/bank/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { bankKey } from './keys.ts'

/** A captured post, and how near it is to what was searched for, 0–1. */
export type Found = BankPost & { similarity?: number | null }

export interface BankFilter {
  query: string
  authorId?: string
  topicId?: string
  audienceId?: string
  hookTypeId?: string
  platform?: string
  source?: BankPost['source']
  since?: string
  minEngagement?: number
  sort: SearchSort
}

/** What a search answers at most. */
export const FOUND_MAX = 50

/** Tests whether the API's search is asked: its list knows one order, and neither words nor numbers. */
export const isSearch = ({ query, sort, minEngagement }: BankFilter): boolean =>
  query !== '' || sort !== 'latest' || minEngagement !== undefined

/** Reads captured posts: page by page in their order in time, and the first fifty of a search. */
export function postsQuery(filter: BankFilter) {
  const { query, sort, minEngagement, ...filters } = filter
  const searching = isSearch(filter)
  return pagedQuery<Found>(
    [...bankKey, 'list', filter],
    async (cursor, signal): Promise<Page<Found>> => {
      if (!searching) return api.get('/v1/bank', { query: { cursor, ...filters } }, signal)
      const body = {
        query,
        sort,
        limit: FOUND_MAX,
        filters: { ...filters, ...(minEngagement === undefined ? {} : { minEngagement }) },
      }
      const { items } = await api.post('/v1/bank/search', { body }, signal)
      return { items, nextCursor: null }
    },
    searching ? undefined : ({ postedAt }) => postedAt,
  )
}

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: [...bankKey, 'one', id],
    queryFn: ({ signal }): Promise<BankPostDetail> => api.get('/v1/bank/{id}', { params: { id } }, signal),
  })

const SIMILAR = 5
export const similarQuery = (id: string) =>
  queryOptions({
    queryKey: [...bankKey, 'similar', id],
    queryFn: async ({ signal }): Promise<BankResult['items']> =>
      (await api.post('/v1/bank/search', { body: { similarTo: id, limit: SIMILAR } }, signal)).items,
  })

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: bankKey }),
  })
}

export const useLabelPost = (id: string) =>
  useWrite((body: LabelPost) => api.patch('/v1/bank/{id}', { params: { id }, body }))

export const useRetryPost = (id: string) =>
  useWrite(() => api.post('/v1/bank/{id}/retry', { params: { id } }))

export const useDeletePost = () => useWrite((id: string) => api.delete('/v1/bank/{id}', { params: { id } }))

/** Sends a file of posts; with `dryRun`, only to read what would become of each line. */
export const useImportPosts = () =>
  useWrite(({ file, dryRun }: { file: File; dryRun: boolean }): Promise<ImportReport> => {
    const form = new FormData()
    form.set('file', file)
    return api.upload('/v1/bank/import', form, { query: { dryRun: dryRun ? 'true' : 'false' } })
  })
