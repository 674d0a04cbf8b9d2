import type { ReactNode } from 'react'
import { useTitle } from './title.ts'

interface ScreenProps {
  title: string
  description?: string
  actions?: ReactNode
  children: ReactNode
}

/** A screen with a heading and a body that scrolls. */
export function Screen({ title, description, actions, children }: ScreenProps) {
  useTitle(title)
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="screen-heading">
          <h1>{title}</h1>
          {description && <p className="screen-description">{description}</p>}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </header>
      <div className="screen-body">{children}</div>
    </div>
  )
}
