import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Page } from '../../../lib/api.ts'
import { More } from '../../../ui/more.tsx'
import { Failure, Loading } from '../../../ui/states.tsx'

interface PagedListProps<T> {
  label: string
  list: UseInfiniteQueryResult<InfiniteData<Page<T>>>
  empty: ReactNode
  /** Called before the next page is read. */
  onMore?: () => void
  children: (item: T) => ReactNode
}

/** A list of the API in each of its states: loading, failed, empty, with further pages. */
export function PagedList<T>({ label, list, empty, onMore, children }: PagedListProps<T>) {
  if (list.isPending) return <Loading rows={8} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const items = list.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return empty
  const load = () => {
    onMore?.()
    void list.fetchNextPage()
  }
  return (
    <>
      <ul className="row-list" aria-label={label}>
        {items.map(children)}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={load} />
    </>
  )
}
