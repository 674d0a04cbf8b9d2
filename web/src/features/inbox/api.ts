import {
  type InfiniteData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'

export interface ConversationFilter {
  status?: string | undefined
  account?: string | undefined
}

const STATUSES: readonly Conversation['status'][] = ['active', 'archived', 'escalated']

/** The filter comes from the address bar: a status that does not exist filters nothing. */
export function conversationsQuery({ status: wanted, account }: ConversationFilter) {
  const status = STATUSES.find((one) => one === wanted)
  return pagedQuery<Conversation>(keys.conversationList({ status, account }), (cursor, signal) =>
    api.get('/v1/conversations', { query: { status, accountId: account, cursor } }, signal),
  )
}

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => api.get('/v1/conversations/{id}', { params: { id } }, signal),
  })

/** Newest first, as the API gives them; the thread turns them round. */
export const messagesQuery = (conversationId: string) =>
  pagedQuery<Message>(keys.messages(conversationId), (cursor, signal) =>
    api.get('/v1/conversations/{id}/messages', { params: { id: conversationId }, query: { cursor } }, signal),
  )

/** A person takes the conversation from the machine, or gives it back. */
export function useHold(conversationId: string) {
  const queryClient = useQueryClient()
  const words = useErrorWords()
  const params = { id: conversationId }
  return useMutation({
    mutationFn: (hold: boolean) =>
      hold
        ? api.post('/v1/conversations/{id}/hold', { params })
        : api.delete('/v1/conversations/{id}/hold', { params }),
    onSuccess: (conversation) => {
      queryClient.setQueryData(keys.conversation(conversationId), conversation)
      void queryClient.invalidateQueries({ queryKey: keys.conversationLists })
    },
    onError: (error) => notifyFailed(words(error)),
  })
}

/** What was sent stands in the thread at once; the live feed brings its later states. */
export function placeMessage(queryClient: QueryClient, message: Message): void {
  queryClient.setQueryData<InfiniteData<Page<Message>>>(keys.messages(message.conversationId), (data) => {
    const [first, ...rest] = data?.pages ?? []
    if (!data || !first) return data
    const known = data.pages.some((page) => page.items.some(({ id }) => id === message.id))
    if (known) return data
    return { ...data, pages: [{ ...first, items: [message, ...first.items] }, ...rest] }
  })
}
