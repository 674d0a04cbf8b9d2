import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ChangeEngagementAction,
  ChangeEngagementRules,
  ChangeEngagementSettings,
  CommentPattern,
  CreateCommentPattern,
  EngagementAction,
  EngagementConsent,
  EngagementStatus,
} from '#core/engagement/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { engagementKey } from './keys.ts'

const MOST = 100

export const rulesQuery = queryOptions({
  queryKey: [...engagementKey, 'rules'],
  queryFn: ({ signal }) => api.get('/v1/engagement-rules', {}, signal),
})

export const consentsQuery = queryOptions({
  queryKey: [...engagementKey, 'consents'],
  queryFn: async ({ signal }): Promise<EngagementConsent[]> =>
    (await api.get('/v1/engagement-consents', { query: { limit: MOST } }, signal)).items,
})

export const patternsQuery = queryOptions({
  queryKey: [...engagementKey, 'patterns'],
  queryFn: async ({ signal }): Promise<CommentPattern[]> =>
    (await api.get('/v1/comment-patterns', { query: { limit: MOST } }, signal)).items,
})

export interface ActionFilter {
  status?: EngagementStatus | undefined
  accountId?: string | undefined
}

/** Reads what the team does to posts, those first whose time is latest. */
export const actionsQuery = (filter: ActionFilter) =>
  pagedQuery<EngagementAction>(
    [...engagementKey, 'actions', filter],
    (cursor, signal) => api.get('/v1/engagement-actions', { query: { ...filter, cursor } }, signal),
    ({ dueAt }) => dueAt,
  )

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: engagementKey }),
  })
}

export const useChangeRules = () =>
  useWrite((body: ChangeEngagementRules) => api.patch('/v1/engagement-rules', { body }))

export const useGiveConsent = () =>
  useWrite((id: string) => api.put('/v1/engagement-consents/{id}', { params: { id } }))
export const useTakeConsentBack = () =>
  useWrite((id: string) => api.delete('/v1/engagement-consents/{id}', { params: { id } }))
export const useChangeSettings = () =>
  useWrite(({ id, ...body }: ChangeEngagementSettings & { id: string }) =>
    api.patch('/v1/engagement-settings/{id}', { params: { id }, body }),
  )

/** Adds a way to comment, or changes one. */
export const useSavePattern = (id: string | null, keyOf: (content: unknown) => string) =>
  useWrite((body: CreateCommentPattern) =>
    id === null
      ? api.post('/v1/comment-patterns', { body, idempotencyKey: keyOf(body) })
      : api.patch('/v1/comment-patterns/{id}', { params: { id }, body }),
  )
export const useSwitchPattern = () =>
  useWrite(({ id, active }: { id: string; active: boolean }) =>
    api.patch('/v1/comment-patterns/{id}', { params: { id }, body: { active } }),
  )
export const useDeletePattern = () =>
  useWrite((id: string) => api.delete('/v1/comment-patterns/{id}', { params: { id } }))

export const useChangeAction = () =>
  useWrite(({ id, ...body }: ChangeEngagementAction & { id: string }) =>
    api.patch('/v1/engagement-actions/{id}', { params: { id }, body }),
  )
