import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  /** What it does, and what follows from it. */
  hint?: ReactNode
  children: ReactNode
}

/** A setting: what it is on the left, how to change it on the right; on a phone one under the other. */
export function Section({ title, hint, children }: SectionProps) {
  return (
    <section className="setting">
      <div className="setting-what">
        <h2>{title}</h2>
        {hint && <p className="muted">{hint}</p>}
      </div>
      <div className="setting-how">{children}</div>
    </section>
  )
}
