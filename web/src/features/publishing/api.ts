import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CreateScheduledPost, ResolveTarget, ScheduledPost } from '#core/publishing/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

const PAGE = 100

/** A calendar shows its whole range, so every page is read. */
export const postsQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: keys.postRange(from, to),
    queryFn: async ({ signal }) => {
      const posts: ScheduledPost[] = []
      let cursor: string | undefined
      do {
        const page = await api.get(
          '/v1/scheduled-posts',
          { query: { from, to, limit: PAGE, cursor } },
          signal,
        )
        posts.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      return posts
    },
    enabled: from !== '',
    // The next month appears over the last one, not over an empty grid.
    placeholderData: keepPreviousData,
  })

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: keys.post(id),
    queryFn: ({ signal }) => api.get('/v1/scheduled-posts/{id}', { params: { id } }, signal),
  })

/** What may change before anything of it has left. */
export interface PostChange {
  text?: string
  publishAt?: string
}

function useRefreshed() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: keys.posts })
}

export function useCreatePost(attempt: (content: unknown) => string) {
  const refreshed = useRefreshed()
  return useMutation({
    mutationFn: (input: CreateScheduledPost) =>
      api.post('/v1/scheduled-posts', { body: input, idempotencyKey: attempt(input) }),
    onSuccess: refreshed,
  })
}

/** The calendar shows the change at once and takes it back if the API refuses it. */
export function useUpdatePost() {
  const queryClient = useQueryClient()
  const refreshed = useRefreshed()
  return useMutation({
    mutationFn: ({ id, ...change }: PostChange & { id: string }) =>
      api.patch('/v1/scheduled-posts/{id}', { params: { id }, body: change }),
    onMutate: async ({ id, ...change }) => {
      const ranges = { queryKey: [...keys.posts, 'range'] }
      await queryClient.cancelQueries(ranges)
      const before = queryClient.getQueriesData<ScheduledPost[]>(ranges)
      queryClient.setQueriesData<ScheduledPost[]>(ranges, (posts) =>
        posts?.map((post) => (post.id === id ? { ...post, ...change } : post)),
      )
      return { before }
    },
    onError: (_error, _change, context) => {
      for (const [key, posts] of context?.before ?? []) queryClient.setQueryData(key, posts)
    },
    onSettled: refreshed,
  })
}

export function useCancelPost() {
  const refreshed = useRefreshed()
  return useMutation({
    mutationFn: (id: string) => api.post('/v1/scheduled-posts/{id}/cancel', { params: { id } }),
    onSettled: refreshed,
  })
}

export function useResolveTarget(postId: string) {
  const refreshed = useRefreshed()
  return useMutation({
    mutationFn: ({ targetId, ...resolution }: ResolveTarget & { targetId: string }) =>
      api.post('/v1/scheduled-posts/{id}/targets/{targetId}/resolve', {
        params: { id: postId, targetId },
        body: resolution,
      }),
    onSettled: refreshed,
  })
}
