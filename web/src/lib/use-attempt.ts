import { useCallback, useRef } from 'react'

/**
 * The Idempotency-Key of a form: the same for every press of the button with the same content, so that a retry after
 * a lost answer creates nothing twice; another once the content has changed, because one key with two bodies is a conflict.
 */
export function useAttempt(): (content: unknown) => string {
  const last = useRef<{ content: string; key: string } | null>(null)
  return useCallback((content) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, key: crypto.randomUUID() }
    return last.current.key
  }, [])
}
