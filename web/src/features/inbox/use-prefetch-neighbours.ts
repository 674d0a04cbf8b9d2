import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { conversationQuery, messagesQuery } from './api.ts'

/** Reads the conversations above and below the open one in advance. */
export function usePrefetchNeighbours(rows: readonly { id: string }[], openId: string | undefined): void {
  const queryClient = useQueryClient()
  const at = rows.findIndex(({ id }) => id === openId)
  const above = at > 0 ? rows[at - 1]?.id : undefined
  const below = at >= 0 ? rows[at + 1]?.id : undefined
  useEffect(() => {
    for (const id of [below, above]) {
      if (id === undefined) continue
      void queryClient.prefetchQuery(conversationQuery(id))
      void queryClient.prefetchInfiniteQuery(messagesQuery(id))
    }
  }, [queryClient, above, below])
}
