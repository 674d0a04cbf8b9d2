import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import type { Page } from './api.ts'

/** A list of the API, page by page; `read` gets the page at a cursor, the first one without. */
export function pagedQuery<T>(
  queryKey: QueryKey,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.nextCursor ?? undefined,
  })
}
