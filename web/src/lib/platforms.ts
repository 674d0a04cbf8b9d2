import { queryOptions, useQuery } from '@tanstack/react-query'
import type { PlatformInfo } from '#core/accounts/schemas.ts'
import { api } from './api.ts'

/** The platforms that can be connected. They change only with a deployment, so they are read once. */
export const platformsQuery = queryOptions({
  queryKey: ['platforms'],
  queryFn: async ({ signal }) => (await api.get('/v1/platforms', {}, signal)).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Returns a platform by its id; undefined until platforms are read, and for a platform that no longer exists. */
export function usePlatform(id: string): PlatformInfo | undefined {
  return useQuery(platformsQuery).data?.find((platform) => platform.id === id)
}

/** Returns a platform's proper name, the same in every language; its id until platforms are read. */
export function usePlatformName(): (id: string) => string {
  const { data = [] } = useQuery(platformsQuery)
  return (id) => data.find((platform) => platform.id === id)?.name ?? id
}
