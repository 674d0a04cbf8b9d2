import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import type { Page } from './api.ts'

/**
 * Reads a list of the API page by page; `read` gets a cursor, none for the first page. If `at`, the time by which the list is
 * sorted, is given, the live feed reads only its first page again: see `refresh`.
 */
export function pagedQuery<T>(
  queryKey: QueryKey,
  read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
  at?: (row: T) => string,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.nextCursor ?? undefined,
    ...(at && {
      meta: { topRefresh: { first: (signal?: AbortSignal) => read(undefined, signal), at } },
      refetchOnWindowFocus: false,
    }),
  })
}
