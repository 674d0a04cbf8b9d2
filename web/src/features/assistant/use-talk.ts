import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ChatEvent, ChatMessage } from '#core/assistant/schemas.ts'
import { askIn, beginChat, retryIn } from './api.ts'
import { chatsKey } from './keys.ts'

/** A turn that is being spoken: its question, and its answer as far as it was heard. */
export interface Talk {
  /** Null until its chat is begun. */
  chatId: string | null
  question: string
  answer: ChatMessage
  /** It takes the place of the last answer. */
  retries: boolean
}

/** Returns an answer of which nothing was heard yet. */
export const silent = (): ChatMessage => ({
  id: '',
  role: 'assistant',
  text: '',
  state: 'answering',
  steps: [],
  sources: [],
  model: null,
  error: null,
  createdAt: '',
})

/** Returns an answer after an event of its stream. */
export function heard(answer: ChatMessage, event: ChatEvent): ChatMessage {
  switch (event.type) {
    case 'begin':
      return { ...answer, id: event.answerId }
    case 'text':
      return { ...answer, text: answer.text + event.delta }
    case 'step':
      return { ...answer, steps: [...answer.steps.filter(({ id }) => id !== event.step.id), event.step] }
    case 'sources':
      return { ...answer, sources: [...event.sources] }
    case 'error':
      return { ...answer, error: event.detail }
    case 'end':
      return event.answer
  }
}

/** Speaks with the assistant: one turn at a time, heard as it comes. `onBegun` gets the id of a chat that a first question began. */
export function useTalk(onBegun: (chatId: string) => void) {
  const queryClient = useQueryClient()
  const [talk, setTalk] = useState<Talk | null>(null)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  // Leaving the screen stops the answer; what was said is kept.
  useEffect(() => () => running.current?.abort(), [])

  async function speak(start: Talk, open: (signal: AbortSignal) => Promise<AsyncIterable<ChatEvent>>) {
    if (running.current) return false
    const controller = new AbortController()
    running.current = controller
    setError(null)
    setTalk(start)
    let failed: unknown = null
    try {
      for await (const event of await open(controller.signal))
        setTalk((now) => now && { ...now, answer: heard(now.answer, event) })
    } catch (cause) {
      if (!controller.signal.aborted) failed = cause
    }
    running.current = null
    await queryClient.invalidateQueries({ queryKey: chatsKey })
    setTalk(null)
    setError(failed)
    return failed === null
  }

  return {
    talk,
    error,
    stop: () => running.current?.abort(),
    /** Asks in a chat, or in one that it begins. Returns whether the question was kept. */
    ask: (chatId: string | null, question: string) =>
      speak({ chatId, question, answer: silent(), retries: false }, async (signal) => {
        const id = chatId ?? (await beginChat(crypto.randomUUID())).id
        if (chatId === null) {
          setTalk((now) => now && { ...now, chatId: id })
          onBegun(id)
        }
        return askIn(id, question, { idempotencyKey: crypto.randomUUID(), signal })
      }),
    retry: (chatId: string) =>
      speak({ chatId, question: '', answer: silent(), retries: true }, async (signal) =>
        retryIn(chatId, { idempotencyKey: crypto.randomUUID(), signal }),
      ),
  }
}
