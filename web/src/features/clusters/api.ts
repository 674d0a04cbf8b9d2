import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ChangeCluster,
  Cluster,
  ClusterItem,
  ClusterRun,
  PostOfCluster,
} from '#core/clusters/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { clustersKey } from './keys.ts'

const MOST = 100
/** A run takes seconds: until it has ended its row is read this often, should the live feed be away. */
const LOOK_MS = 5_000

export const TABS = ['unanswered', 'all', 'posts'] as const
export type Tab = (typeof TABS)[number]
const FILTERS = {
  unanswered: { scope: 'global', unanswered: 'true' },
  all: { scope: 'global' },
  posts: { scope: 'post' },
} as const

/** Reads the themes of a tab. */
export const themesQuery = (tab: Tab) =>
  pagedQuery<Cluster>([...clustersKey, 'list', tab], (cursor, signal) =>
    api.get('/v1/clusters', { query: { cursor, limit: MOST, ...FILTERS[tab] } }, signal),
  )

export const themeQuery = (id: string) =>
  queryOptions({
    queryKey: [...clustersKey, 'one', id],
    queryFn: ({ signal }) => api.get('/v1/clusters/{id}', { params: { id } }, signal),
  })

export const itemsQuery = (id: string, unanswered: boolean) =>
  pagedQuery<ClusterItem>([...clustersKey, 'items', id, unanswered], (cursor, signal) =>
    api.get(
      '/v1/clusters/{id}/items',
      { params: { id }, query: { cursor, ...(unanswered ? { unanswered: 'true' } : {}) } },
      signal,
    ),
  )

/** Reads the latest run; null where none was. */
export const runQuery = queryOptions({
  queryKey: [...clustersKey, 'run'],
  queryFn: async ({ signal }): Promise<ClusterRun | null> =>
    (await api.get('/v1/cluster-runs', { query: { limit: 1 } }, signal)).items[0] ?? null,
  refetchInterval: ({ state }) => state.data?.status === 'running' && LOOK_MS,
})

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clustersKey }),
  })
}

export const useGroup = () => useWrite(() => api.post('/v1/cluster-runs'))
export const useSettle = (id: string) =>
  useWrite((body: ChangeCluster) => api.patch('/v1/clusters/{id}', { params: { id }, body }))
export const useAnswer = (id: string, keyOf: (content: unknown) => string) =>
  useWrite((body: { question: string; answer: string }) =>
    api.post('/v1/clusters/{id}/faq', { params: { id }, body, idempotencyKey: keyOf(body) }),
  )
export const useWritePost = (id: string, keyOf: (content: unknown) => string) =>
  useWrite((body: PostOfCluster) =>
    api.post('/v1/clusters/{id}/post', { params: { id }, body, idempotencyKey: keyOf(body) }),
  )
