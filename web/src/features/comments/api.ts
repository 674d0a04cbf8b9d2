import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ChangeAction,
  ChangeComment,
  ChangeMonitoringRule,
  Comment,
  CommentInThread,
  CommentStatus,
  CreateMonitoringRule,
  MonitoredPost,
  MonitoringRule,
} from '#core/comments/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { commentsKey } from './keys.ts'

export interface CommentFilter {
  status?: CommentStatus
  accountId?: string
  postId?: string
}

export const listQuery = (filter: CommentFilter) =>
  pagedQuery<Comment>(
    [...commentsKey, 'list', filter],
    (cursor, signal): Promise<Page<Comment>> =>
      api.get('/v1/comments', { query: { cursor, ...filter } }, signal),
    ({ postedAt }) => postedAt,
  )

export const commentQuery = (id: string) =>
  queryOptions({
    queryKey: [...commentsKey, 'one', id],
    queryFn: ({ signal }): Promise<CommentInThread> =>
      api.get('/v1/comments/{id}', { params: { id } }, signal),
  })

export const postsQuery = (filter: { scheduledPostId?: string } = {}) =>
  pagedQuery<MonitoredPost>(
    [...commentsKey, 'posts', filter],
    (cursor, signal): Promise<Page<MonitoredPost>> =>
      api.get('/v1/monitored-posts', { query: { cursor, ...filter } }, signal),
    ({ postedAt }) => postedAt,
  )

export const rulesQuery = queryOptions({
  queryKey: [...commentsKey, 'rules'],
  queryFn: async ({ signal }): Promise<MonitoringRule[]> =>
    (await api.get('/v1/monitoring-rules', { query: { limit: 100 } }, signal)).items,
})

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: commentsKey }),
  })
}

export const useReply = (id: string) =>
  useWrite(({ text, inPrivate }: { text: string; inPrivate: boolean }) =>
    api.post(inPrivate ? '/v1/comments/{id}/private-reply' : '/v1/comments/{id}/reply', {
      params: { id },
      body: { text },
    }),
  )
export const useLike = (id: string) => useWrite(() => api.post('/v1/comments/{id}/like', { params: { id } }))
export const useHide = (id: string) =>
  useWrite((hidden: boolean) => api.post('/v1/comments/{id}/hide', { params: { id }, body: { hidden } }))
export const useChangeComment = (id: string) =>
  useWrite((body: ChangeComment) => api.patch('/v1/comments/{id}', { params: { id }, body }))
export const useChangeAction = () =>
  useWrite(({ id, status }: ChangeAction & { id: string }) =>
    api.patch('/v1/comment-actions/{id}', { params: { id }, body: { status } }),
  )
export const useSwitchPost = () =>
  useWrite(({ id, monitoring }: { id: string; monitoring: boolean }) =>
    api.patch('/v1/monitored-posts/{id}', { params: { id }, body: { monitoring } }),
  )
export const useDeleteRule = () =>
  useWrite((id: string) => api.delete('/v1/monitoring-rules/{id}', { params: { id } }))
/** Changes a rule, or adds the one that is not there yet. */
export const useSaveRule = () =>
  useWrite(
    ({
      id,
      change,
      accountId,
    }: {
      id: string | null
      change: ChangeMonitoringRule
      accountId: string | null
    }) =>
      id === null
        ? api.post('/v1/monitoring-rules', {
            body: { accountId, ...change } as Partial<CreateMonitoringRule>,
          })
        : api.patch('/v1/monitoring-rules/{id}', { params: { id }, body: change }),
  )
