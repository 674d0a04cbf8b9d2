import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SystemLog } from '#core/operations/schemas.ts'
import type { Page } from '../../../lib/api.ts'
import { type LogFilter, logsQuery, type Scope } from '../api.ts'

const FOLLOW_MS = 5_000

/**
 * Follows the log like `tail -f`: reads it again every five seconds and whenever the live feed reports it. While paused it does
 * not change, so that lines do not move while somebody reads them.
 */
export function useFollow(scope: Scope, filter: LogFilter) {
  const queryClient = useQueryClient()
  const [pausedAt, setPausedAt] = useState<string | null>(null)
  const following = pausedAt === null
  const query = logsQuery(scope, filter)
  const list = useInfiniteQuery({
    ...query,
    // Read once even while paused: the filter may have changed.
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

/** Keeps only the first page when following resumes, so that each read fetches one page. */
const firstPage = <P>(data: InfiniteData<Page<SystemLog>, P> | undefined) =>
  data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
