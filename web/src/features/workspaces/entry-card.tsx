import type { ReactNode } from 'react'
import { useTitle } from '../../ui/title.ts'
import './sign-in.css'

interface EntryCardProps {
  title: string
  hint?: ReactNode
  children: ReactNode
  /** Links to other screens. */
  other?: ReactNode
}

/** A screen before the dashboard: one question, and a way out. */
export function EntryCard({ title, hint, children, other }: EntryCardProps) {
  useTitle(title)
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1>{title}</h1>
        {hint && <p className="muted">{hint}</p>}
        {children}
        {other && <div className="sign-in-other">{other}</div>}
      </div>
    </main>
  )
}
