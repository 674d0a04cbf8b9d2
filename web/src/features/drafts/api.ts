import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Draft, DraftSummary } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { ApiError } from '../../lib/errors.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { draftsKey } from './keys.ts'
import type { Clashing, Typing } from './use-typing.ts'

const MOST = 100

/** Reads all drafts in one state, the latest first. */
export const columnQuery = (status: DraftSummary['status']) =>
  pagedQuery<DraftSummary>([...draftsKey, 'list', status], (cursor, signal) =>
    api.get('/v1/drafts', { query: { status, cursor } }, signal),
  )

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: [...draftsKey, 'one', id],
    queryFn: ({ signal }) => api.get('/v1/drafts/{id}', { params: { id } }, signal),
  })

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...draftsKey, 'versions', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/drafts/{id}/versions', { params: { id }, query: { limit: MOST } }, signal)).items,
  })

/** Reads the captured posts that are nearest to some words; the best ones without any. */
export const capturedQuery = (query: string) =>
  queryOptions({
    queryKey: ['bank', 'to-begin-from', query],
    queryFn: async ({ signal }) =>
      (await api.post('/v1/bank/search', { body: { query, limit: 8 } }, signal)).items,
  })

/** Reads what a draft may be written for and with, by kind. */
export const choicesQuery = queryOptions({
  queryKey: ['bank', 'choices-of-drafts'],
  queryFn: async ({ signal }) => {
    const query = { limit: MOST }
    const [author, topic, audience, structure, template, preset, cta, resource] = await Promise.all([
      api.get('/v1/profiles', { query: { ...query, type: 'internal' } }, signal),
      api.get('/v1/topics', { query }, signal),
      api.get('/v1/audiences', { query }, signal),
      api.get('/v1/post-structures', { query }, signal),
      api.get('/v1/post-templates', { query }, signal),
      api.get('/v1/presets', { query }, signal),
      api.get('/v1/ctas', { query }, signal),
      api.get('/v1/resources', { query }, signal),
    ])
    const pages = { author, topic, audience, structure, template, preset, cta, resource }
    return Object.fromEntries(
      Object.entries(pages).map(([kind, { items }]) => [
        kind,
        items.map(({ id, name }) => ({ value: id, label: name })),
      ]),
    ) as Record<keyof typeof pages, { value: string; label: string }[]>
  },
})

/** Saves a body. What others wrote meanwhile is joined with it; where it cannot be, both texts go to `onClash` and nothing is saved. */
export async function saveBody(
  id: string,
  { text, base: { body, revision } }: Typing,
  onClash: (clash: Clashing) => void,
): Promise<Draft> {
  try {
    return await api.patch('/v1/drafts/{id}', { params: { id }, body: { body: text, revision } })
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'draft_changed')) throw error
    const theirs = await api.get('/v1/drafts/{id}', { params: { id } })
    const { merged } = await import('./merge.ts')
    const both = merged(body, text, theirs.body)
    if (both !== null) return saveBody(id, { text: both, base: theirs }, onClash)
    onClash({ mine: text, theirs })
    return theirs
  }
}

/** Does something with a draft, and shows what came of it at once. */
export function useDraftWork(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    // One after the other: what is typed while hooks are written is not lost.
    scope: { id: `draft-${id}` },
    mutationFn: (work: () => Promise<Draft>) => work(),
    onSuccess: (draft) => {
      queryClient.setQueryData(draftQuery(id).queryKey, draft)
      void queryClient.invalidateQueries({ queryKey: [...draftsKey, 'list'] })
      void queryClient.invalidateQueries({ queryKey: versionsQuery(id).queryKey })
    },
  })
}
export type DraftWork = ReturnType<typeof useDraftWork>
