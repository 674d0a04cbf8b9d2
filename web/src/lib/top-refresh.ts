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

/** How a list that grows at its top is brought up to date without reading again all that was read below it. */
export interface TopRefresh<T extends Row> {
  /** Its first page, as it is now. */
  first: (signal?: AbortSignal) => Promise<Page<T>>
  /** The time by which it is sorted, the latest first. */
  at: (row: T) => string
}

type Pages<T> = InfiniteData<Page<T>, string | undefined>

/**
 * The pages with a fresh first one. What slid out of the first page follows it; what is gone from there though it should
 * be there no longer belongs to the list. Lower pages stay, without what has moved up.
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
  // Nothing in common: more has come in than one page holds, and what lies between is not here. It begins anew.
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
 * Reads again what a key names. Of a list of many pages that grows at its top only the first is read: a hundred pages would
 * otherwise be read again for each message that comes in.
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

/** Before a long list is shown again: it begins with its first page, not with a hundred of them read anew. */
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
  // Nobody looks at it: it begins anew with its first page when somebody does.
  if (!query.isActive()) return queryClient.removeQueries({ queryKey: query.queryKey, exact: true })
  const queryKey = ['top', ...query.queryKey]
  // What is being read may have been read before that which is now to be seen.
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
    // Whoever broke it off reads again.
    if (error instanceof CancelledError) return
    // The query's own error is dealt with where all are; what is shown is out of date from now on.
    await queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'none' })
  }
}
