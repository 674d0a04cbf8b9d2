import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { teamKeys } from './keys.ts'

export type Label = Answer<'GET', '/v1/labels'>['items'][number]
export type CannedReply = Answer<'GET', '/v1/canned-replies'>['items'][number]
export type Note = Answer<'GET', '/v1/notes'>['items'][number]

export const labelsQuery = queryOptions({
  queryKey: teamKeys.labels,
  queryFn: async ({ signal }) => (await api.get('/v1/labels', {}, signal)).items,
})

export type SavedFilter = Answer<'GET', '/v1/saved-filters'>['items'][number]

export const countsQuery = queryOptions({
  queryKey: teamKeys.counts,
  queryFn: ({ signal }) => api.get('/v1/conversations/counts', {}, signal),
})

export const savedFiltersQuery = queryOptions({
  queryKey: teamKeys.filters,
  queryFn: async ({ signal }) => (await api.get('/v1/saved-filters', {}, signal)).items,
})

export const repliesQuery = queryOptions({
  queryKey: teamKeys.replies,
  queryFn: async ({ signal }) => (await api.get('/v1/canned-replies', {}, signal)).items,
})

/** Reads the canned replies as they would be in a conversation. */
export const repliesForQuery = (conversationId: string) =>
  queryOptions({
    queryKey: teamKeys.repliesFor(conversationId),
    queryFn: async ({ signal }) =>
      (await api.get('/v1/canned-replies', { query: { conversationId } }, signal)).items,
  })

export const notesQuery = (conversationId: string) =>
  pagedQuery<Note>(teamKeys.notes(conversationId), (cursor, signal) =>
    api.get('/v1/notes', { query: { conversationId, cursor } }, signal),
  )

/** Runs a write, and reads again what it changed. */
function useWrite<Input>(stale: readonly (readonly string[])[], write: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSettled: () => Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  })
}

const LABELLED = [teamKeys.labels, ['conversations'], keys.posts] as const

export const useSaveLabel = (attempt: (content: unknown) => string) =>
  useWrite(LABELLED, ({ id, ...body }: { id: string | null; name: string; color: string }) =>
    id === null
      ? api.post('/v1/labels', { body, idempotencyKey: attempt(body) })
      : api.patch('/v1/labels/{id}', { params: { id }, body }),
  )
export const useDeleteLabel = () =>
  useWrite([...LABELLED, keys.triageRules], (id: string) => api.delete('/v1/labels/{id}', { params: { id } }))

export const useSaveReply = (attempt: (content: unknown) => string) =>
  useWrite([teamKeys.replies], ({ id, ...body }: { id: string | null; shortcut: string; text: string }) =>
    id === null
      ? api.post('/v1/canned-replies', { body, idempotencyKey: attempt(body) })
      : api.patch('/v1/canned-replies/{id}', { params: { id }, body }),
  )
export const useDeleteReply = () =>
  useWrite([teamKeys.replies], (id: string) => api.delete('/v1/canned-replies/{id}', { params: { id } }))

interface Written {
  id: string | null
  text: string
  mentions: string[]
}
export const useSaveNote = (conversationId: string, attempt: (content: unknown) => string) =>
  useWrite([teamKeys.notes(conversationId)], ({ id, ...body }: Written) =>
    id === null
      ? api.post('/v1/notes', { body: { conversationId, ...body }, idempotencyKey: attempt(body) })
      : api.patch('/v1/notes/{id}', { params: { id }, body }),
  )
export const useDeleteNote = (conversationId: string) =>
  useWrite([teamKeys.notes(conversationId)], (id: string) => api.delete('/v1/notes/{id}', { params: { id } }))

export const useSaveFilter = (attempt: (content: unknown) => string) =>
  useWrite([teamKeys.filters], (body: Pick<SavedFilter, 'name' | 'query'>) =>
    api.post('/v1/saved-filters', { body, idempotencyKey: attempt(body) }),
  )
export const useDeleteFilter = () =>
  useWrite([teamKeys.filters], (id: string) => api.delete('/v1/saved-filters/{id}', { params: { id } }))

/** Snoozes a conversation until a time (ISO 8601), or ends its snooze (null). */
export const useSnooze = (id: string) =>
  useWrite([['conversations']], (snoozedUntil: string | null) =>
    api.patch('/v1/conversations/{id}', { params: { id }, body: { snoozedUntil } }),
  )
