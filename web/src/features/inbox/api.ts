import { type InfiniteData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Conversation, Message } from '#core/inbox/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'

/** The filter of the list, as the address bar has it. */
export interface ConversationFilter {
  view?: string | undefined
  account?: string | undefined
  platform?: string | undefined
  label?: string | undefined
  language?: string | undefined
  machine?: string | undefined
  since?: string | undefined
}

const ACTS = ['answered', 'ignored', 'escalated'] as const
export type Act = (typeof ACTS)[number]
export const isAct = (value: unknown): value is Act => ACTS.includes(value as Act)
export const VIEWS = [
  'open',
  'mine',
  'unassigned',
  'escalated',
  'waiting',
  'snoozed',
  'mentions',
  'archived',
  'all',
] as const
export type View = (typeof VIEWS)[number]

/** Reads the filter from the address bar and ignores unknown values. Without a view it lists what is open. */
export function listOf({ view, account, platform, label, language, machine, since }: ConversationFilter) {
  const act = isAct(machine) ? machine : undefined
  return {
    view: VIEWS.find((one) => one === view) ?? (act ? undefined : ('open' as const)),
    accountId: account,
    platform,
    labelId: label,
    language: (language as Conversation['language']) ?? undefined,
    machine: act,
    since,
  }
}

/** Tests whether a conversation still belongs to a list, by the fields that a person changes by hand. */
export function belongs(
  { view, labelId }: Pick<ReturnType<typeof listOf>, 'view' | 'labelId'>,
  { status, heldBy, snoozedUntil, labels }: Conversation,
  me: string | undefined,
) {
  if (labelId && labels.every(({ id }) => id !== labelId)) return false
  if (!view || view === 'all' || view === 'mentions') return true
  if (view === 'archived') return status === 'archived'
  if (view === 'snoozed') return snoozedUntil !== null
  if (status === 'archived' || snoozedUntil) return false
  if (view === 'escalated') return status === 'escalated'
  if (view === 'unassigned') return heldBy === null
  return view !== 'mine' || (heldBy !== null && heldBy.userId === me)
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
