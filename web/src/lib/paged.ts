import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import { api, type Page, type Query } from './api.ts'

/** A list of the API, page by page. */
export function pagedQuery<T>(queryKey: QueryKey, path: string, query: Query = {}) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.nextCursor ?? undefined,
  })
}
