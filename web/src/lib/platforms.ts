import { queryOptions, useQuery } from '@tanstack/react-query'
import type { PlatformInfo } from '#core/accounts/schemas.ts'
import { api } from './api.ts'

/** What there is to connect does not change while one looks. */
export const platformsQuery = queryOptions({
  queryKey: ['platforms'],
  queryFn: async ({ signal }) => (await api.get('/v1/platforms', {}, signal)).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** A platform by its id; undefined until they are read, and for one that is no more. */
export function usePlatform(id: string): PlatformInfo | undefined {
  return useQuery(platformsQuery).data?.find((platform) => platform.id === id)
}

/** Proper names, the same in every language; the id until they are read. */
export function usePlatformName(): (id: string) => string {
  const { data = [] } = useQuery(platformsQuery)
  return (id) => data.find((platform) => platform.id === id)?.name ?? id
}
