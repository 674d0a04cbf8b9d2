import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { Message } from '#core/inbox/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { placeMessage } from './api.ts'
import { notYetInThread, type Outgoing, outgoing, type Sendable } from './outgoing.ts'

/** Sends messages in the background and shows them at once. A failed one stays in the thread until it is sent or dropped. */
export function useSend(conversationId: string): {
  send: (message: Sendable) => void
  again: (one: Outgoing) => void
} {
  const queryClient = useQueryClient()
  const words = useErrorWords()
  const { mutate } = useMutation({
    // Send messages in the order in which they were written.
    scope: { id: `messages ${conversationId}` },
    mutationFn: ({ key, text, mediaIds, asDocument, template, resolve }: Outgoing) =>
      api.post('/v1/conversations/{id}/messages', {
        params: { id: conversationId },
        body: {
          ...(template ? { template } : { text }),
          ...(mediaIds ? { mediaIds } : {}),
          ...(asDocument ? { asDocument } : {}),
          ...(resolve ? { resolve } : {}),
        },
        idempotencyKey: key,
      }),
    onSuccess: (message, { key }) => {
      placeMessage(queryClient, message)
      outgoing.remove(key)
      void queryClient.invalidateQueries({ queryKey: keys.conversation(conversationId) })
    },
    onError: (error, { key }) => outgoing.fail(key, words(error)),
  })
  const post = (one: Outgoing) => {
    outgoing.put(one)
    mutate(one)
  }
  return {
    send: (message) =>
      post({
        ...message,
        key: crypto.randomUUID(),
        conversationId,
        at: new Date().toISOString(),
        state: 'sending',
        error: null,
      }),
    again: (one) => post({ ...one, at: new Date().toISOString(), state: 'sending', error: null }),
  }
}

export function useOutgoing(conversationId: string, messages: readonly Message[]): Outgoing[] {
  const all = useSyncExternalStore(outgoing.subscribe, outgoing.read)
  return useMemo(
    () =>
      notYetInThread(
        all.filter((one) => one.conversationId === conversationId),
        messages,
      ),
    [all, conversationId, messages],
  )
}

/** Sends a failed message once more; the live feed brings the result. */
export function useSendAgain(conversationId: string): (messageId: string) => void {
  const queryClient = useQueryClient()
  const words = useErrorWords()
  const { mutate } = useMutation({
    mutationFn: (messageId: string) =>
      api.post('/v1/conversations/{id}/messages/{messageId}/retry', {
        params: { id: conversationId, messageId },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.messages(conversationId) }),
    onError: (error) => notifyFailed(words(error)),
  })
  return mutate
}
