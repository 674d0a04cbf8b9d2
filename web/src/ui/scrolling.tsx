import type { ReactNode } from 'react'

interface ScrollingProps {
  /** Names the place to a screen reader. */
  label: string
  /** The class whose style lets it scroll. */
  className?: string
  children: ReactNode
}

/** Content that scrolls where it is larger than its place, by the keyboard too: a wide table, a long list, a payload. */
export function Scrolling({ label, className = 'table-wrap', children }: ScrollingProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div className={className} role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
