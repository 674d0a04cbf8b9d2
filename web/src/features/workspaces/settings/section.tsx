import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  /** Explains the setting and its consequences. */
  hint?: ReactNode
  children: ReactNode
}

/** A setting: its description on the left, its controls on the right; on a phone one below the other. */
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
