import { type InfiniteData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'

export interface ConversationFilter {
  status?: string | undefined
  account?: string | undefined
  held?: string | undefined
  machine?: string | undefined
  since?: string | undefined
}

const STATUSES = ['archived', 'escalated'] as const
const ACTS = ['answered', 'ignored', 'escalated'] as const
export type Act = (typeof ACTS)[number]
export const isAct = (value: unknown): value is Act => ACTS.includes(value as Act)

/** Reads the filter from the address bar and ignores unknown values. Without a status it lists what is not archived. */
export function listOf({ status: wanted, account, held, machine, since }: ConversationFilter) {
  const act = isAct(machine) ? machine : undefined
  const status = STATUSES.find((one) => one === wanted) ?? (act ? undefined : ('open' as const))
  return {
    status,
    accountId: account,
    heldBy: held === 'me' ? ('me' as const) : undefined,
    machine: act,
    since,
  }
}

/** Tests whether a conversation still belongs to a list, by the fields that a person changes by hand. */
export function belongs(
  list: Pick<ReturnType<typeof listOf>, 'status' | 'heldBy'>,
  { status, heldBy }: Conversation,
  me: string | undefined,
) {
  if (list.status === 'open' && status === 'archived') return false
  if ((list.status === 'archived' || list.status === 'escalated') && status !== list.status) return false
  return list.heldBy !== 'me' || (heldBy !== null && heldBy.userId === me)
}

export function conversationsQuery(filter: ConversationFilter) {
  const query = listOf(filter)
  return pagedQuery<Conversation>(
    keys.conversationList(query),
    (cursor, signal) => api.get('/v1/conversations', { query: { ...query, cursor } }, signal),
    ({ lastMessageAt }) => lastMessageAt,
  )
}

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => api.get('/v1/conversations/{id}', { params: { id } }, signal),
  })

/** Reads messages newest first, as the API sends them; the thread reverses them. */
export const messagesQuery = (conversationId: string) =>
  pagedQuery<Message>(
    keys.messages(conversationId),
    (cursor, signal) =>
      api.get(
        '/v1/conversations/{id}/messages',
        { params: { id: conversationId }, query: { cursor } },
        signal,
      ),
    ({ sentAt }) => sentAt,
  )

/** Puts a sent message into the thread at once; the live feed brings its later states. */
export function placeMessage(queryClient: QueryClient, message: Message): void {
  queryClient.setQueryData<InfiniteData<Page<Message>>>(keys.messages(message.conversationId), (data) => {
    const [first, ...rest] = data?.pages ?? []
    if (!data || !first) return data
    const known = data.pages.some((page) => page.items.some(({ id }) => id === message.id))
    if (known) return data
    return { ...data, pages: [{ ...first, items: [message, ...first.items] }, ...rest] }
  })
}
