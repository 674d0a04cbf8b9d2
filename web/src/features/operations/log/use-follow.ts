import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SystemLog } from '#core/operations/schemas.ts'
import type { Page } from '../../../lib/api.ts'
import { type LogFilter, logsQuery, type Scope } from '../api.ts'

const FOLLOW_MS = 5_000

/**
 * The log as it grows, like `tail -f`: read again every five seconds and whenever the live feed speaks of it. Paused, it
 * stands still, so that a line does not run away from who reads it.
 */
export function useFollow(scope: Scope, filter: LogFilter) {
  const queryClient = useQueryClient()
  const [pausedAt, setPausedAt] = useState<string | null>(null)
  const following = pausedAt === null
  const query = logsQuery(scope, filter)
  const list = useInfiniteQuery({
    ...query,
    // What has not been read at all is read once, also while paused: another filter may be chosen.
    enabled: ({ state }) => following || state.data === undefined,
    refetchInterval: following ? FOLLOW_MS : false,
  })
  return {
    list,
    pausedAt,
    pause: () => setPausedAt((before) => before ?? new Date().toISOString()),
    resume: () => {
      setPausedAt(null)
      queryClient.setQueryData<InfiniteData<Page<SystemLog>, string | undefined>>(query.queryKey, firstPage)
      void list.refetch()
    },
  }
}

/** Who reads on reads what was; following begins at the top again, with one page to read each time. */
const firstPage = <P>(data: InfiniteData<Page<SystemLog>, P> | undefined) =>
  data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
