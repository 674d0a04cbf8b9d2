import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Answer, api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

export type Campaign = Answer<'GET', '/v1/campaigns'>['items'][number]

/** Stands below the posts, so that what makes those stale does it to campaigns. */
const CAMPAIGNS = [...keys.posts, 'campaigns']

export const campaignsQuery = queryOptions({
  queryKey: CAMPAIGNS,
  queryFn: async ({ signal }) => (await api.get('/v1/campaigns', {}, signal)).items,
})

/** Reads a campaign with how much of it is out. */
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: [...CAMPAIGNS, id],
    queryFn: ({ signal }) => api.get('/v1/campaigns/{id}', { params: { id } }, signal),
  })

function useWrite<Input>(write: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.posts }),
  })
}

export type CampaignFields = Pick<Campaign, 'name' | 'color' | 'startsOn' | 'endsOn'>
export const useSaveCampaign = (attempt: (content: unknown) => string) =>
  useWrite(({ id, ...body }: CampaignFields & { id: string | null }) =>
    id === null
      ? api.post('/v1/campaigns', { body, idempotencyKey: attempt(body) })
      : api.patch('/v1/campaigns/{id}', { params: { id }, body }),
  )
export const useDeleteCampaign = () =>
  useWrite((id: string) => api.delete('/v1/campaigns/{id}', { params: { id } }))

type SortBody = Parameters<typeof api.post<'/v1/scheduled-posts/sort'>>[1]['body']
export type SortChange = Omit<SortBody, 'ids'>

/** Sorts several posts at once. */
export const useSortPosts = () => useWrite((body: SortBody) => api.post('/v1/scheduled-posts/sort', { body }))

/** Sorts one post, or a whole series with what of it has not begun. */
export const useSortPost = (post: ScheduledPost) =>
  useWrite((body: { labels?: string[]; campaignId?: string | null }) =>
    api.patch('/v1/scheduled-posts/{id}', { params: { id: post.id }, body }),
  )
