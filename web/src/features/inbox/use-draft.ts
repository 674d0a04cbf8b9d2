import { useState } from 'react'

const nameOf = (conversationId: string): string => `chorus-draft:${conversationId}`

/** Keeps an unsent text with its conversation until it is sent. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(nameOf(conversationId)) ?? '')
  return [
    text,
    (next) => {
      setText(next)
      if (next === '') sessionStorage.removeItem(nameOf(conversationId))
      else sessionStorage.setItem(nameOf(conversationId), next)
    },
  ]
}
