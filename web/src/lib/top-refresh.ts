import {
  CancelledError,
  type InfiniteData,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import type { Page } from './api.ts'

interface Row {
  id: string
}

/** Describes a list that grows at its top, so that its first page alone can be read again. */
export interface TopRefresh<T extends Row> {
  /** Reads the first page as it is now. */
  first: (signal?: AbortSignal) => Promise<Page<T>>
  /** Returns the time by which the list is sorted, latest first. */
  at: (row: T) => string
}

type Pages<T> = InfiniteData<Page<T>, string | undefined>

/**
 * Puts a fresh first page on top of the old pages. Rows pushed out of the first page follow it. Rows that should be on the fresh
 * page but are not have left the list. Lower pages stay, without the rows that moved up.
 */
export function withFreshTop<T extends Row>(
  data: Pages<T>,
  fresh: Page<T>,
  at: (row: T) => string,
): Pages<T> {
  const [, ...lower] = data.pages
  const last = fresh.items.at(-1)
  if (fresh.nextCursor === null || last === undefined || lower.length === 0)
    return { pages: [fresh], pageParams: data.pageParams.slice(0, 1) }
  const known = new Set(fresh.items.map(({ id }) => id))
  // No common row: more than one page came in and the rows in between are unknown. Start again.
  if (!data.pages[0]?.items.some(({ id }) => known.has(id)))
    return { pages: [fresh], pageParams: data.pageParams.slice(0, 1) }
  const slid = (data.pages[0]?.items ?? []).filter((row) => !known.has(row.id) && at(row) <= at(last))
  const rest = lower.map((page) => ({ ...page, items: page.items.filter(({ id }) => !known.has(id)) }))
  const [second, ...others] = rest
  const follows = second && { ...second, items: [...slid, ...second.items] }
  return { ...data, pages: [fresh, ...(follows ? [follows] : []), ...others] }
}

const topRefreshOf = (query: Query): TopRefresh<Row> | null =>
  (query.meta?.topRefresh as TopRefresh<Row> | undefined) ?? null

const isLong = (query: Query): boolean =>
  topRefreshOf(query) !== null && ((query.state.data as Pages<Row> | undefined)?.pages.length ?? 0) > 1

/**
 * Reads the queries of a key again. For a long list that grows at its top it reads the first page only, instead of up to a
 * hundred pages for each new message.
 */
export async function refresh(queryClient: QueryClient, queryKey?: QueryKey): Promise<void> {
  const filters = queryKey ? { queryKey } : {}
  const long = queryClient.getQueryCache().findAll(filters).filter(isLong)
  const keys = new Set(long.map(({ queryHash }) => queryHash))
  await Promise.all([
    queryClient.invalidateQueries({ ...filters, predicate: ({ queryHash }) => !keys.has(queryHash) }),
    ...long.map((query) => refreshTop(queryClient, query)),
  ])
}

/** Drops all but the first page of a long list that is not shown, so that showing it does not read a hundred pages again. */
export function trimToTop(queryClient: QueryClient, queryKey: QueryKey): void {
  const query = queryClient.getQueryCache().find({ queryKey, exact: true })
  if (!query || query.isActive()) return
  queryClient.setQueryData<Pages<Row>>(
    queryKey,
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    { updatedAt: query.state.dataUpdatedAt },
  )
}

async function refreshTop(queryClient: QueryClient, query: Query): Promise<void> {
  const how = topRefreshOf(query)
  if (!how) return
  // Nobody looks at it: drop it, so that it starts with its first page when opened.
  if (!query.isActive()) return queryClient.removeQueries({ queryKey: query.queryKey, exact: true })
  const queryKey = ['top', ...query.queryKey]
  // Cancel a running read: it may be older than the change.
  await queryClient.cancelQueries({ queryKey, exact: true })
  try {
    const fresh = await queryClient.fetchQuery({
      queryKey,
      queryFn: ({ signal }) => how.first(signal),
      staleTime: 0,
      gcTime: 0,
    })
    queryClient.setQueryData<Pages<Row>>(query.queryKey, (data) => data && withFreshTop(data, fresh, how.at))
  } catch (error) {
    // The caller that cancelled the read reads again.
    if (error instanceof CancelledError) return
    // The query client handles the error; the pages shown are out of date now.
    await queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'none' })
  }
}
