import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CreateScheduledPost, ResolveTarget, Scope } from '#core/publishing/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

/** Runs an act on a post and reads the post again, since the server determines the result. */
function usePostAct<T>(act: (input: T) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.posts }),
  })
}

export const useCancelPost = () =>
  usePostAct(({ id, scope }: { id: string; scope?: Scope }) =>
    api.post('/v1/scheduled-posts/{id}/cancel', {
      params: { id },
      query: scope === undefined ? {} : { scope },
    }),
  )

/** Schedules a cancelled post again, as a new post. */
export const useScheduleAgain = () =>
  usePostAct((body: CreateScheduledPost) =>
    api.post('/v1/scheduled-posts', { body, idempotencyKey: crypto.randomUUID() }),
  )

/** Moves a post between draft, approval and schedule. */
export const useTakePost = () =>
  usePostAct(({ id, to }: { id: string; to: 'schedule' | 'submit' | 'draft' }) => {
    const params = { id }
    if (to === 'schedule') return api.post('/v1/scheduled-posts/{id}/schedule', { params, body: {} })
    return to === 'submit'
      ? api.post('/v1/scheduled-posts/{id}/submit', { params })
      : api.post('/v1/scheduled-posts/{id}/draft', { params })
  })

export const usePauseSeries = () =>
  usePostAct(({ id, paused }: { id: string; paused: boolean }) =>
    paused
      ? api.post('/v1/scheduled-posts/{id}/pause', { params: { id } })
      : api.post('/v1/scheduled-posts/{id}/resume', { params: { id } }),
  )

export const useResolveTarget = (postId: string) =>
  usePostAct(({ targetId, ...resolution }: ResolveTarget & { targetId: string }) =>
    api.post('/v1/scheduled-posts/{id}/targets/{targetId}/resolve', {
      params: { id: postId, targetId },
      body: resolution,
    }),
  )

export const useRetryTarget = (postId: string) =>
  usePostAct((targetId: string) =>
    api.post('/v1/scheduled-posts/{id}/targets/{targetId}/retry', { params: { id: postId, targetId } }),
  )

export const useCancelTarget = (postId: string) =>
  usePostAct((targetId: string) =>
    api.post('/v1/scheduled-posts/{id}/targets/{targetId}/cancel', { params: { id: postId, targetId } }),
  )
