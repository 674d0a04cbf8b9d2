import { useCallback, useRef } from 'react'

/**
 * Returns the Idempotency-Key of a form. The key stays the same while the content does, so that a retry after a lost answer
 * creates nothing twice; it changes with the content, because one key with two bodies is a conflict.
 */
export function useAttempt(): (content: unknown) => string {
  const last = useRef<{ content: string; key: string } | null>(null)
  return useCallback((content) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, key: crypto.randomUUID() }
    return last.current.key
  }, [])
}
