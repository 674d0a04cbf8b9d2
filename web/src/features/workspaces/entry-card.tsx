import type { ReactNode } from 'react'
import { useTitle } from '../../ui/title.ts'
import './sign-in.css'

interface EntryCardProps {
  title: string
  hint?: ReactNode
  children: ReactNode
  /** Where else to go from here. */
  other?: ReactNode
}

/** A screen in front of the dashboard: one question, and the way out of it. */
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
