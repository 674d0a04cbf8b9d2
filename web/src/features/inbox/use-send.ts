import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { Message } from '#core/inbox/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { useErrorWords } from '../../ui/states.tsx'
import { placeMessage } from './api.ts'
import { notYetInThread, type Outgoing, outgoing } from './outgoing.ts'

/** Shown at once, sent behind; a text that could not be sent stays in the thread until it is sent or dropped. */
export function useSend(conversationId: string): {
  send: (text: string) => void
  again: (one: Outgoing) => void
} {
  const queryClient = useQueryClient()
  const words = useErrorWords()
  const { mutate } = useMutation({
    mutationFn: ({ key, text }: Outgoing) =>
      api.post('/v1/conversations/{id}/messages', {
        params: { id: conversationId },
        body: { text },
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
    send: (text) =>
      post({
        key: crypto.randomUUID(),
        conversationId,
        text,
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
