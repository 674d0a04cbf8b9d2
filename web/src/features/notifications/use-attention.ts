import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Call } from '#core/notifications/schemas.ts'
import { loadLaterWords } from '../../lib/i18n.ts'
import { setTitleCount } from '../../ui/title.ts'
import { attentionQuery, notificationSettingsQuery } from './api.ts'
import { newsOfCalls } from './new-calls.ts'

/** Returns how many conversations and comments wait, by their screen. Shows the number in the title, and announces new conversations. */
export function useAttention(): Readonly<Record<string, number>> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { data } = useQuery(attentionQuery)
  const [newsOf] = useState(newsOfCalls)
  const { count = 0, comments = 0 } = data ?? {}
  useEffect(() => {
    setTitleCount(count + comments)
    return () => setTitleCount(0)
  }, [count, comments])
  useEffect(() => {
    const news = data ? newsOf(data.calls) : []
    if (news.length === 0) return
    void tellOf(queryClient, news, (conversationId) =>
      navigate({ to: '/inbox/$conversationId', params: { conversationId } }),
    )
  }, [data, newsOf, queryClient, navigate])
  return { '/inbox': count, '/comments': comments }
}

/** Announces calls; its code is loaded when there is something to announce. */
async function tellOf(
  queryClient: QueryClient,
  news: readonly Call[],
  open: (conversationId: string) => void,
): Promise<void> {
  const [settings, { tell }] = await Promise.all([
    queryClient.ensureQueryData(notificationSettingsQuery),
    import('./tell.ts'),
    loadLaterWords(),
  ])
  tell(news, settings, open)
}
