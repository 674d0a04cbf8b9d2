import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { LeftOutPost, MuteAuthor, MutedAuthor } from '#core/listening/schemas/choices.ts'
import type { ListenedPost, ListenedPostsFilter, ListeningReport } from '#core/listening/schemas/posts.ts'
import type { CreateProject, Creator, Project, UpdateProject } from '#core/listening/schemas/projects.ts'
import type { Polarity } from '#core/listening/schemas/sentiment.ts'
import type { Sensitivity, SettleSignal, Signal } from '#core/listening/schemas/signals.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { listeningKey } from './keys.ts'

/** What the figures of a project show of each kind, at most. */
const MOST = 20

export const projectsQuery = pagedQuery<Project>([...listeningKey, 'projects'], (cursor, signal) =>
  api.get('/v1/projects', { query: { cursor } }, signal),
)

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: [...listeningKey, 'project', id],
    queryFn: ({ signal }) => api.get('/v1/projects/{id}', { params: { id } }, signal),
  })

export const volumeQuery = (id: string, days: number) =>
  queryOptions({
    queryKey: [...listeningKey, 'volume', id, days],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/projects/{id}/volume', { params: { id }, query: { days } }, signal)).days,
  })

export const hashtagsQuery = (id: string) =>
  queryOptions({
    queryKey: [...listeningKey, 'hashtags', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/projects/{id}/hashtags', { params: { id }, query: { limit: MOST } }, signal)).items,
  })

export const creatorsQuery = (id: string) =>
  queryOptions({
    queryKey: [...listeningKey, 'creators', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/projects/{id}/creators', { params: { id }, query: { limit: MOST } }, signal)).items,
  })

export const shareQuery = (days: number) =>
  queryOptions({
    queryKey: [...listeningKey, 'share', days],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/share-of-voice', { query: { days } }, signal)).projects,
  })

export const postsQuery = (id: string, filter: ListenedPostsFilter) =>
  pagedQuery<ListenedPost>([...listeningKey, 'posts', id, filter], (cursor, signal) =>
    api.get('/v1/projects/{id}/posts', { params: { id }, query: { ...filter, cursor } }, signal),
  )

export const leftOutQuery = (id: string) =>
  pagedQuery<LeftOutPost>([...listeningKey, 'left-out', id], (cursor, signal) =>
    api.get('/v1/projects/{id}/left-out', { params: { id }, query: { cursor } }, signal),
  )

export const mutedQuery = (id: string) =>
  pagedQuery<MutedAuthor>([...listeningKey, 'muted', id], (cursor, signal) =>
    api.get('/v1/projects/{id}/muted-authors', { params: { id }, query: { cursor } }, signal),
  )

export const collectionQuery = (id: string) =>
  queryOptions({
    queryKey: [...listeningKey, 'collection', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/projects/{id}/collection', { params: { id } }, signal)).targets,
  })

export const signalsQuery = (id: string) =>
  pagedQuery<Signal>([...listeningKey, 'signals', id], (cursor, signal) =>
    api.get('/v1/projects/{id}/signals', { params: { id }, query: { cursor } }, signal),
  )

export const replayQuery = (id: string, sensitivity: Sensitivity) =>
  queryOptions({
    queryKey: [...listeningKey, 'replay', id, sensitivity],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/projects/{id}/signals/replay', { params: { id }, query: { sensitivity } }, signal))
        .signals,
  })

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: listeningKey }),
  })
}

export const useCreateProject = (attempt: (content: unknown) => string) =>
  useWrite((body: CreateProject) => api.post('/v1/projects', { body, idempotencyKey: attempt(body) }))

export const useUpdateProject = (id: string) =>
  useWrite((body: UpdateProject) => api.patch('/v1/projects/{id}', { params: { id }, body }))

export const useDeleteProject = () =>
  useWrite((id: string) => api.delete('/v1/projects/{id}', { params: { id } }))

export const useCorrectPost = (id: string) =>
  useWrite(({ postId, polarity }: { postId: string; polarity: Polarity | null }) =>
    api.patch('/v1/projects/{id}/posts/{postId}', { params: { id, postId }, body: { polarity } }),
  )

export const useLeaveOut = (id: string) =>
  useWrite((postId: string) =>
    api.post('/v1/projects/{id}/posts/{postId}/leave-out', { params: { id, postId } }),
  )

export const usePutBack = (id: string) =>
  useWrite((postId: string) =>
    api.post('/v1/projects/{id}/posts/{postId}/put-back', { params: { id, postId } }),
  )

export const useMute = (id: string) =>
  useWrite((body: MuteAuthor) => api.post('/v1/projects/{id}/muted-authors', { params: { id }, body }))

export const useUnmute = (id: string) =>
  useWrite((mutedId: string) =>
    api.delete('/v1/projects/{id}/muted-authors/{mutedId}', { params: { id, mutedId } }),
  )

export const useImportPosts = (id: string) =>
  useWrite((file: File): Promise<ListeningReport> => {
    const form = new FormData()
    form.set('file', file)
    return api.upload('/v1/projects/{id}/import', form, { params: { id } })
  })

export const useRunProject = (id: string) =>
  useWrite(() => api.post('/v1/projects/{id}/run', { params: { id } }))

export const useAddFeed = (id: string) =>
  useWrite((url: string) => api.post('/v1/projects/{id}/feeds', { params: { id }, body: { url } }))

export const useRemoveFeed = (id: string) =>
  useWrite((feedId: string) => api.delete('/v1/projects/{id}/feeds/{feedId}', { params: { id, feedId } }))

export const useSettleSignal = (projectId: string) =>
  useWrite(({ id, ...body }: SettleSignal & { id: string }) =>
    api.patch('/v1/projects/{id}/signals/{signalId}', { params: { id: projectId, signalId: id }, body }),
  )

export const relatedQuery = (id: string, signalId: string) =>
  queryOptions({
    queryKey: [...listeningKey, 'related', id, signalId],
    queryFn: ({ signal }) =>
      api.get('/v1/projects/{id}/signals/{signalId}/related', { params: { id, signalId } }, signal),
  })

const CONVERSATIONS_SHOWN = 5

/** Conversations that hold a word. */
export const conversationsQuery = (word: string) =>
  queryOptions({
    queryKey: ['conversations', 'about', word],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/conversations', { query: { q: word, limit: CONVERSATIONS_SHOWN } }, signal)).items,
  })

export const usePausePosts = (id: string) =>
  useWrite(({ signalId, postIds }: { signalId: string; postIds: string[] }) =>
    api.post('/v1/projects/{id}/signals/{signalId}/pause-posts', {
      params: { id, signalId },
      body: { postIds },
    }),
  )

export const useDraftFromSignal = (id: string) =>
  useWrite((signalId: string) =>
    api.post('/v1/projects/{id}/signals/{signalId}/draft', { params: { id, signalId } }),
  )

export const useBringIntoBank = (id: string) =>
  useWrite((postId: string) => api.post('/v1/projects/{id}/posts/{postId}/bank', { params: { id, postId } }))

export const useWatch = (id: string) =>
  useWrite((body: Creator) => api.post('/v1/projects/{id}/watch', { params: { id }, body }))

export const useWriteAbout = () =>
  useWrite((postId: string) => api.post('/v1/drafts', { body: { source: { type: 'post', postId } } }))
