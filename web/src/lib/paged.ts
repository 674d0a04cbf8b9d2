import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import type { Page } from './api.ts'

/**
 * A list of the API, page by page; `read` gets the page at a cursor, the first one without. With `at`, the time by which it is
 * sorted, the live feed reads its first page alone: see `refresh`.
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
