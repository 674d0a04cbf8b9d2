import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CreateProfile, Profile, ProfileType, SyncJob } from '#core/bank/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { bankKey, profilesKey } from './keys.ts'

const MOST = 100

/** Reads profiles page by page, the latest first. */
export const profilesQuery = (type: ProfileType | undefined) =>
  pagedQuery<Profile>([...profilesKey, 'list', type ?? 'all'], (cursor, signal) =>
    api.get('/v1/profiles', { query: { cursor, type } }, signal),
  )

/** Reads the authors to choose from, by their names. */
export const authorsQuery = queryOptions({
  queryKey: [...profilesKey, 'authors'],
  queryFn: async ({ signal }): Promise<Profile[]> =>
    (await api.get('/v1/profiles', { query: { limit: MOST } }, signal)).items.toSorted((a, b) =>
      a.name.localeCompare(b.name),
    ),
})

/** Reads the latest syncs of a profile. */
export const syncsQuery = (profileId: string) =>
  queryOptions({
    queryKey: [...profilesKey, 'syncs', profileId],
    queryFn: async ({ signal }): Promise<SyncJob[]> =>
      (await api.get('/v1/sync-jobs', { query: { profileId, limit: 10 } }, signal)).items,
  })

/** Reads how a profile writes. */
export const styleQuery = (id: string) =>
  queryOptions({
    queryKey: [...profilesKey, 'style', id],
    queryFn: ({ signal }) => api.get('/v1/profiles/{id}/style', { params: { id } }, signal),
  })

export type Style = Awaited<ReturnType<NonNullable<ReturnType<typeof styleQuery>['queryFn']>>>

/** Has the style of a profile analysed anew, or corrects its prompt (null: what was found). */
export const useStyle = (id: string) =>
  useWrite((prompt?: string | null) =>
    prompt === undefined
      ? api.post('/v1/profiles/{id}/style', { params: { id } })
      : api.patch('/v1/profiles/{id}/style', { params: { id }, body: { prompt } }),
  )

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: profilesKey })
      // Posts carry the author's name.
      await queryClient.invalidateQueries({ queryKey: bankKey })
    },
  })
}

export const useSaveProfile = (id: string | null, attempt: (content: unknown) => string) =>
  useWrite((body: CreateProfile) =>
    id === null
      ? api.post('/v1/profiles', { body, idempotencyKey: attempt(body) })
      : api.patch('/v1/profiles/{id}', { params: { id }, body }),
  )

export const useDeleteProfile = () =>
  useWrite((id: string) => api.delete('/v1/profiles/{id}', { params: { id } }))

export const useSyncProfile = () =>
  useWrite((id: string) => api.post('/v1/profiles/{id}/sync', { params: { id } }))
