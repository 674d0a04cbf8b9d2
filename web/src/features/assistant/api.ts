import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChatEvent, ChatMessage, ChatSession, DecideStep } from '#core/assistant/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { chatsKey } from './keys.ts'

const PATH = '/v1/chat-sessions'
const ONE = `${PATH}/{id}` as const

/** Reads one's own chats, the last spoken in first. */
export const chatsQuery = pagedQuery<ChatSession>([...chatsKey, 'list'], (cursor, signal) =>
  api.get(PATH, { query: { cursor } }, signal),
)

/** Reads the messages of a chat, the latest first. */
export const messagesQuery = (id: string) =>
  pagedQuery<ChatMessage>([...chatsKey, 'messages', id], (cursor, signal) =>
    api.get(`${ONE}/messages`, { params: { id }, query: { cursor } }, signal),
  )

/** Writes, and reads everything about chats again. */
function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: chatsKey }),
  })
}

export const useRename = (id: string) =>
  useWrite((title: string) => api.patch(ONE, { params: { id }, body: { title } }))
export const useDelete = () => useWrite((id: string) => api.delete(ONE, { params: { id } }))
/** Confirms or cancels a proposal; what it did may show on any screen. */
export function useDecide(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: DecideStep) => api.post(`${ONE}/decide`, { params: { id }, body }),
    onSettled: () => queryClient.invalidateQueries(),
  })
}

export const beginChat = (idempotencyKey: string) => api.post(PATH, { body: {}, idempotencyKey })

interface Attempt {
  idempotencyKey: string
  signal: AbortSignal
}

/** Asks in a chat. Yields the answer's events as they come. */
export const askIn = (id: string, text: string, { idempotencyKey, signal }: Attempt) =>
  api.stream<ChatEvent>(`${ONE}/messages`, { params: { id }, body: { text }, idempotencyKey }, signal)

/** Has the last answer of a chat written anew. */
export const retryIn = (id: string, { idempotencyKey, signal }: Attempt) =>
  api.stream<ChatEvent>(`${ONE}/retry`, { params: { id }, idempotencyKey }, signal)
