import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

/** A link to a screen whose address the server gave. Others than screens of ours are shown as words. */
export function GoLink({ to, title, children }: { to: string; title?: string; children: ReactNode }) {
  const router = useRouter()
  if (!/^\/(?!\/)/.test(to)) return <span>{children}</span>
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    router.history.push(to)
  }
  return (
    <a href={to} title={title} onClick={go}>
      {children}
    </a>
  )
}
