import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ResolveTarget, ScheduledPost, Scope, UpdateScheduledPost } from '#core/publishing/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

/** The API's largest page: nearly always the whole range. */
const PAGE = 5000
const RANGES = [...keys.posts, 'range']

/** Reads the posts of a calendar's whole range, in one request unless there are more than a page. */
export const postsQuery = ({ from, to }: { from: string; to: string }, queryClient: QueryClient) =>
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
    // Show a week at once if its month has been read.
    placeholderData: () => within(queryClient, from, to),
  })

function within(queryClient: QueryClient, from: string, to: string): ScheduledPost[] | undefined {
  const read = queryClient.getQueriesData<ScheduledPost[]>({ queryKey: RANGES })
  const [, posts] = read.find(([key, data]) => data && covers(key, from, to)) ?? []
  return posts?.filter(({ publishAt }) => publishAt >= from && publishAt < to)
}

const covers = (key: readonly unknown[], from: string, to: string): boolean => {
  const [begin, end] = key.slice(RANGES.length)
  return typeof begin === 'string' && typeof end === 'string' && begin <= from && end >= to
}

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: keys.post(id),
    queryFn: ({ signal }) => api.get('/v1/scheduled-posts/{id}', { params: { id } }, signal),
  })

/** Reads the series of an occurrence, which is a post itself. */
export const seriesOfQuery = (seriesId: string | null) =>
  queryOptions({ ...postQuery(seriesId ?? ''), enabled: seriesId !== null })

function useRefreshed() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: keys.posts })
}

/** `shown`: the time at which the calendar shows it until the server has answered. */
type Change = UpdateScheduledPost & { id: string; shown?: Pick<ScheduledPost, 'publishAt' | 'localTime'> }

/** Changes a post: the calendar shows it at once, and reverts it if the API refuses it. */
export function useUpdatePost() {
  const queryClient = useQueryClient()
  const refreshed = useRefreshed()
  return useMutation({
    // Send moves in the order in which they were made.
    scope: { id: 'posts' },
    mutationFn: ({ id, shown: _, ...change }: Change) =>
      api.patch('/v1/scheduled-posts/{id}', { params: { id }, body: change }),
    onMutate: async ({ id, text, shown }) => {
      const ranges = { queryKey: RANGES }
      await queryClient.cancelQueries(ranges)
      const before = queryClient.getQueriesData<ScheduledPost[]>(ranges)
      queryClient.setQueriesData<ScheduledPost[]>(ranges, (posts) =>
        posts
          ?.map((post) => (post.id === id ? { ...post, text: text ?? post.text, ...shown } : post))
          .sort((a, b) => Date.parse(a.publishAt) - Date.parse(b.publishAt)),
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
    mutationFn: ({ id, scope }: { id: string; scope?: Scope | undefined }) =>
      api.post('/v1/scheduled-posts/{id}/cancel', { params: { id }, query: { scope } }),
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
