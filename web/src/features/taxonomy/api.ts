import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Audience, HookType, PostStructure, Topic, TopicGroup } from '#core/taxonomy/schemas.ts'
import { api } from '../../lib/api.ts'
import { taxonomyKey } from './keys.ts'

/** The kinds of entries that posts are sorted by, with what each is. */
export interface Entries {
  'topic-groups': TopicGroup
  topics: Topic
  audiences: Audience
  'hook-types': HookType
  'post-structures': PostStructure
}
export type Kind = keyof Entries
export type Entry<K extends Kind = Kind> = Entries[K]

const MOST = 100
/** Pages to read at most: a taxonomy is chosen from, so that all of it is read. */
const PAGES_MAX = 20

/** Reads all entries of a kind, by their names. */
export const entriesQuery = <K extends Kind>(kind: K) =>
  queryOptions({
    queryKey: [...taxonomyKey, kind],
    queryFn: async ({ signal }): Promise<Entry<K>[]> => {
      const entries: Entry[] = []
      let cursor: string | undefined
      for (let page = 0; page < PAGES_MAX; page++) {
        const { items, nextCursor } = await api.get(
          `/v1/${kind as Kind}`,
          { query: { limit: MOST, cursor } },
          signal,
        )
        entries.push(...items)
        if (nextCursor === null) break
        cursor = nextCursor
      }
      return entries.toSorted((a, b) => a.name.localeCompare(b.name)) as Entry<K>[]
    },
  })

/** What is written of an entry, by its field. */
export type Written = Readonly<Record<string, string | string[] | null>>

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: taxonomyKey }),
  })
}

/** Adds an entry, or changes the one with `id`. */
export const useSaveEntry = (kind: Kind, id: string | null, attempt: (content: unknown) => string) =>
  useWrite((written: Written) => {
    // The form of each kind has the fields of its body, which the API checks.
    const body = written as never
    return id === null
      ? api.post(`/v1/${kind}`, { body, idempotencyKey: attempt(written) })
      : api.patch(`/v1/${kind}/{id}`, { params: { id }, body })
  })

export const useDeleteEntry = (kind: Kind) =>
  useWrite((id: string) => api.delete(`/v1/${kind}/{id}`, { params: { id } }))

export const useMergeTopic = () =>
  useWrite(({ id, into }: { id: string; into: string }) =>
    api.post('/v1/topics/{id}/merge', { params: { id }, body: { into } }),
  )

export const useAddStarter = () =>
  useWrite((language: 'en' | 'fr') => api.post('/v1/starter-set', { body: { language } }))
