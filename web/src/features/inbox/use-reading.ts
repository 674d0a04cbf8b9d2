import { useDocumentVisibility } from '@mantine/hooks'
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Conversation } from '#core/inbox/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

/** Marks an open conversation as read, also when messages arrive while it is visible. */
export function useReading(conversation: Conversation | undefined): void {
  const visible = useDocumentVisibility() === 'visible'
  const { mutate } = useMark()
  const id = conversation?.id
  const until = conversation?.lastMessageAt
  const unread = conversation?.unread ?? false
  useEffect(() => {
    if (visible && unread && id && until) mutate({ id, until })
  }, [visible, unread, id, until, mutate])
}

/** Marks a conversation as read until a time, or as unread. */
export function useMark() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, until }: { id: string; until: string | null }) =>
      until === null
        ? api.delete('/v1/conversations/{id}/read', { params: { id } })
        : api.post('/v1/conversations/{id}/read', { params: { id }, body: { until } }),
    onSuccess: ({ id, unread }) => {
      const mark = (one: Conversation): Conversation => (one.id === id ? { ...one, unread } : one)
      queryClient.setQueryData<Conversation>(keys.conversation(id), (one) => one && mark(one))
      queryClient.setQueriesData<InfiniteData<Page<Conversation>>>(
        { queryKey: keys.conversationLists },
        (data) =>
          data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(mark) })) },
      )
      return queryClient.invalidateQueries({ queryKey: keys.attention })
    },
  })
}
